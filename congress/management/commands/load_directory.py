"""``manage.py load_directory``: the files of both floors into the database."""

from argparse import ArgumentTypeError
from datetime import date
from pathlib import Path

from django.apps import apps
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from congress.exchange.nouns import CONGRESS
from kommunen.exchange.directory.loading import FILES_CHECKED_ON, Refused, load
from kommunen.exchange.directory.nouns import NETWORK, SOURCES

NOUNS = (*NETWORK, *CONGRESS, SOURCES)
SHIPPED = Path(apps.get_app_config("kommunen").path) / "data"


def day(text):
    """Read a day as 2026-11-22; what else is typed is told in the words of the house."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(_("Please give a day as 2026-11-22, not “%(text)s”.") % {"text": text}) from None


class Command(BaseCommand):
    help = "Load the directory's files: all of them, or none; what editors have changed since the last load stays."

    def add_arguments(self, parser):
        parser.add_argument(
            "--path", type=Path, default=SHIPPED, help="the files' directory (default: the shipped ones)"
        )
        parser.add_argument("--dry-run", action="store_true", help="check and tell everything, keep nothing")
        parser.add_argument(
            "--checked-on",
            type=day,
            default=FILES_CHECKED_ON,
            metavar="YYYY-MM-DD",
            help="the day on which the files were compared with their sources (default: %(default)s)",
        )

    def handle(self, *, path, dry_run, checked_on, **options):
        if not path.is_dir():
            raise CommandError(_("There is no such directory: %(path)s") % {"path": path})
        try:
            report = load(path, NOUNS, checked_on=checked_on, dry_run=dry_run, draw=self.draw)
        except Refused as refused:
            number = len(refused.faults)
            told = ngettext("Nothing was changed: %(number)s fault.", "Nothing was changed: %(number)s faults.", number)
            raise CommandError("\n".join([told % {"number": number}, *map(str, refused.faults)])) from None
        self.tell(report)
        if dry_run:
            self.stdout.write(_("This was only a trial: nothing was kept."))

    def tell(self, report):
        """Write the figures of every noun, then what was left alone, then the sum."""
        names = {noun.label: str(noun.model._meta.verbose_name_plural) for noun in NOUNS}
        width = max(map(len, names.values()))
        heads = [_("created"), _("changed"), _("unchanged")]
        self.stdout.write(" " * width + "".join(f"{head:>14}" for head in heads))
        for label, figures in report.figures.items():
            row = (figures.created, figures.changed, figures.unchanged)
            self.stdout.write(f"{names[label]:<{width}}" + "".join(f"{number:>14}" for number in row))
        for title, found in (
            (_("An editor's change stays:"), report.kept),
            (_("Not in the files any more, left as it is:"), report.gone),
            (_("Deleted by an editor, not loaded again, nor what hangs on it:"), report.deleted),
        ):
            if found:
                self.stdout.write("\n".join(["", title, *(self.line(names, *record) for record in found)]))
        changes = report.changes
        told = ngettext("%(number)s change.", "%(number)s changes.", changes) % {"number": changes}
        self.stdout.write(f"\n{told}")

    def line(self, names, label, key, *field):
        """One record of a list."""
        return "  " + ", ".join([names[label], key.replace("\n", " "), *field])

    def draw(self, step, done, total):
        """Draw a bar, on a terminal only: a log file gets none."""
        if not self.stderr.isatty() or not total:
            return
        head = [_("Checking"), _("Comparing"), _("Writing"), _("Indexing")][step]
        end = "\n" if done == total else ""
        self.stderr.write(f"\r{head:<12}[{'#' * (40 * done // total):<40}] {done}/{total}", ending=end)
