"""Retention: switches off accounts that nobody uses, clears ended sessions, deletes what teams noted long ago."""

from datetime import timedelta

from django.contrib.admin.models import CHANGE, LogEntry
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from congress.login import in_charge
from congress.models import LookBack, Meeting, Note
from kommunen.models import User

NOTED = {Note: "written_at", Meeting: "changed_at", LookBack: "changed_at"}  # what teams write, and how old it is


class Command(BaseCommand):
    help = "Switch off accounts that nobody has used for long, delete old notes on request, and clear ended sessions."

    def add_arguments(self, parser):
        parser.add_argument("--days", type=int, default=730, help="accounts unused for longer (default: %(default)s)")
        parser.add_argument("--notes", type=int, help="delete what teams noted longer ago than so many days")
        parser.add_argument("--dry-run", action="store_true", help="count only")

    @transaction.atomic
    def handle(self, *, days, notes, dry_run, **options):
        if days < 1 or (notes is not None and notes < 1):
            raise CommandError(_("Name at least one day. Nothing was changed."))
        accounts, spared = unused_accounts(days)
        told = _("Accounts unused for %(days)d days, to be switched off: %(number)d.")
        if not dry_run:
            told = _("Accounts unused for %(days)d days, now switched off: %(number)d.")
        self.stdout.write(told % {"days": days, "number": len(accounts)})
        for account in accounts:
            self.stdout.write(f"  {account}")
        if spared:
            self.stdout.write(_("Kept, because nobody else could give rights: %(account)s") % {"account": spared})
        if notes is not None:
            told = _("Notes, conversations and looks back older than %(days)d days, to be deleted: %(number)d.")
            if not dry_run:
                told = _("Notes, conversations and looks back older than %(days)d days, now deleted: %(number)d.")
            self.stdout.write(told % {"days": notes, "number": forget_notes(notes, dry_run)})
        if not dry_run:
            for account in accounts:
                switch_off(account, days)
            call_command("clearsessions")


def unused_accounts(days):
    """Who has not logged in for so long. Returns: those to switch off, and the one that must stay, or None.

    Somebody must be able to give rights: where all who are in charge are unused, the last one used stays.
    """
    since = timezone.now() - timedelta(days=days)
    unused = Q(last_login__lt=since) | Q(last_login=None, date_joined__lt=since)
    accounts = list(User.objects.filter(unused, is_active=True))
    chiefs = list(in_charge().order_by(Coalesce("last_login", "date_joined").desc(), "pk"))
    if not chiefs or not set(chiefs) <= set(accounts):
        return accounts, None
    return [account for account in accounts if account != chiefs[0]], chiefs[0]


def forget_notes(days, dry_run):
    """Delete what teams noted longer ago, with its history, and what the history keeps of what was deleted before.

    Returns: how many records that are.
    """
    since, number = timezone.now() - timedelta(days=days), 0
    for model, age in NOTED.items():
        old = model.objects.filter(**{f"{age}__lt": since})
        number += old.count()
        if not dry_run:
            ids = list(old.values_list("pk", flat=True))
            old.delete()  # this, too, is written into the history
            model.history.filter(id__in=ids).delete()
            model.history.filter(history_date__lt=since).exclude(id__in=model.objects.values("pk")).delete()
    return number


def switch_off(account, days):
    """Switch an account off, and say why in its history."""
    account.is_active = False
    account.save(update_fields=["is_active"])
    reason = _("Switched off by forget_accounts: unused for %(days)d days.") % {"days": days}
    LogEntry.objects.log_actions(account.pk, [account], CHANGE, reason, single_object=True)
