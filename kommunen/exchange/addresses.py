"""Which web addresses records name, and which of them are due for a visit."""

from datetime import timedelta

from django.utils import timezone

from kommunen.editing.quality import ADDRESSES
from kommunen.models import LinkCheck, PublicationState, Source


def named_addresses():
    """Every address that a published record names, and that of every source, sorted."""
    found = set(Source.objects.order_by().values_list("address", flat=True))
    for model, names in ADDRESSES.items():
        for name in names:
            found |= set(model.objects.filter(state=PublicationState.PUBLISHED).order_by().values_list(name, flat=True))
    return sorted(address for address in found if address)


def due_addresses(days):
    """Those that nobody has visited for some days: so a run that was broken off goes on where it stood.

    One that failed the first time is due again the next day: then it is known whether it is dead.
    """
    now = timezone.now()
    fresh = LinkCheck.objects.filter(checked_at__gte=now - timedelta(days=days))
    fresh = fresh.exclude(failures=1, checked_at__lt=now - timedelta(days=1))
    visited = set(fresh.values_list("address", flat=True))
    return [address for address in named_addresses() if address not in visited]


def keep(address, visit):
    """Keep what a visit found; one that failed counts on from the last."""
    before = LinkCheck.objects.filter(address=address).values_list("failures", flat=True).first() or 0
    failures = 0 if visit.alive else min(before + 1, 100)
    values = {
        "checked_at": timezone.now(),
        "status": visit.status,
        "problem": visit.problem[:200],
        "failures": failures,
    }
    LinkCheck.objects.update_or_create(address=address, defaults=values)


def forget_unnamed():
    """Forget visits to addresses that nobody names any more."""
    named = set(named_addresses())
    gone = [pk for pk, address in LinkCheck.objects.values_list("pk", "address") if address not in named]
    for start in range(0, len(gone), 500):
        LinkCheck.objects.filter(pk__in=gone[start : start + 500]).delete()
