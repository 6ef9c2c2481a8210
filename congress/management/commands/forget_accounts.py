"""Retention: switches off accounts that nobody uses, deletes old notes on request, clears ended sessions."""

from datetime import timedelta

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from congress.models import Note
from kommunen.models import User


class Command(BaseCommand):
    help = "Switch off accounts that nobody has used for long, delete old notes on request, and clear ended sessions."

    def add_arguments(self, parser):
        parser.add_argument("--days", type=int, default=730, help="accounts unused for longer (default: %(default)s)")
        parser.add_argument("--notes", type=int, help="delete notes written longer ago than so many days")
        parser.add_argument("--dry-run", action="store_true", help="count only")

    @transaction.atomic
    def handle(self, *, days, notes, dry_run, **options):
        since = timezone.now() - timedelta(days=days)
        unused = Q(last_login__lt=since) | Q(last_login=None, date_joined__lt=since)
        accounts = User.objects.filter(unused, is_active=True)
        self.stdout.write(
            f"{accounts.count()} accounts unused for {days} days: {'kept' if dry_run else 'switched off'}."
        )
        old = Note.objects.none()
        if notes is not None:
            old = Note.objects.filter(written_at__lt=timezone.now() - timedelta(days=notes))
            self.stdout.write(f"{old.count()} notes older than {notes} days: {'kept' if dry_run else 'deleted'}.")
        if not dry_run:
            accounts.update(is_active=False)
            old.delete()
            call_command("clearsessions")
