"""Deletes what visitors and editors proposed once it is decided and some time has passed."""

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from kommunen.editing.proposals import forget


class Command(BaseCommand):
    help = "Delete proposals that were accepted or declined some days ago; open ones are kept."

    def add_arguments(self, parser):
        parser.add_argument(
            "--days", type=int, default=90, help="how long decided ones are kept (default: %(default)s)"
        )

    def handle(self, *, days, **options):
        if days < 1:
            raise CommandError(_("Name at least one day. Nothing was changed."))
        told = _("Decided proposals older than %(days)d days, now deleted: %(number)d.")
        self.stdout.write(told % {"days": days, "number": forget(days)})
