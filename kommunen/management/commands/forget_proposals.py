"""Deletes what visitors and editors proposed once it is decided and some time has passed."""

from django.core.management.base import BaseCommand

from kommunen.editing.proposals import forget


class Command(BaseCommand):
    help = "Delete proposals that were accepted or declined some days ago; open ones are kept."

    def add_arguments(self, parser):
        parser.add_argument(
            "--days", type=int, default=90, help="how long decided ones are kept (default: %(default)s)"
        )

    def handle(self, *, days, **options):
        self.stdout.write(f"{forget(days)} proposals deleted.")
