"""Asks the municipalities by e-mail whether their entries still hold."""

from django.core.management.base import BaseCommand, CommandError

from kommunen.editing.confirmations import ask
from kommunen.models import Confirmation


class Command(BaseCommand):
    help = "Ask each municipality that has an address by e-mail, every so many months, whether its entries still hold."

    def add_arguments(self, parser):
        parser.add_argument("--months", type=int, default=6, help="ask again after so many (default: %(default)s)")
        parser.add_argument("--only", metavar="SLUG", help="ask this municipality alone, if it is due")
        parser.add_argument("--dry-run", action="store_true", help="name whom it would ask")

    def handle(self, *, months, only, dry_run, **options):
        due = Confirmation.objects.due(months)
        due = list(due.filter(slug=only) if only else due)
        asked, failed = 0, []
        for municipality in due:
            if dry_run:
                self.stdout.write(f"{municipality}")
                continue
            try:
                ask(municipality)
                asked += 1
            except OSError as error:
                failed.append(f"{municipality}: {error}")
        self.stdout.write(f"{len(due)} due, {asked} asked.")
        if failed:
            raise CommandError("\n".join(["These mails did not go out; the next run tries again:", *failed]))
