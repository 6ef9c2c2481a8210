"""``manage.py make_scale_data``: files for ``load_directory`` in any number."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from congress.exchange.scale_data import scale_congresses
from congress.management.commands.load_directory import SHIPPED
from kommunen.exchange.scale_data import Sampler, write_records

MOST_MUNICIPALITIES = 90_000  # as many names can be made up


class Command(BaseCommand):
    help = "Write made-up files in the format of the shipped ones, the same for the same seed."

    def add_arguments(self, parser):
        parser.add_argument("--municipalities", type=int, required=True)
        parser.add_argument("--projects", type=int, required=True)
        parser.add_argument("--path", type=Path, required=True, help="the directory to write to")
        parser.add_argument("--seed", type=int, default=1)

    def handle(self, *, municipalities, projects, path, seed, **options):
        if not 2 <= municipalities <= MOST_MUNICIPALITIES or projects < 1:
            raise CommandError(
                _("There must be 2 to %(most)s municipalities and a project.") % {"most": MOST_MUNICIPALITIES}
            )
        if path.resolve() == SHIPPED.resolve():
            raise CommandError(_("The shipped files stand there."))
        path.mkdir(parents=True, exist_ok=True)
        sampler = Sampler(SHIPPED, municipalities=municipalities, projects=projects, seed=seed)
        for name, records in sampler.files():
            write_records(path / name, records)
        write_records(path / "congresses.json", scale_congresses(sampler))
        self.stdout.write(_("The files are in %(path)s.") % {"path": path})
