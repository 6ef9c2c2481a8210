"""A record's steps: what one save writes becomes one entry of its history, and each change of state is kept."""

from contextlib import contextmanager

from django.utils import timezone

from kommunen.models import ReviewStep


def last_entry(record):
    """The id of a record's newest history entry, or 0."""
    return record.history.order_by("-history_id").values_list("history_id", flat=True).first() or 0


def join_entries(record, after, user):
    """Keep of the entries that one save wrote (one per relation it changed) only the last, which knows everything.

    It is dated to the end of the save: what the save wrote of the record's sources and members is not later than it.
    Arguments: record; after, the id of the last entry before the save; user, who saved.
    """
    written = list(record.history.filter(history_id__gt=after, history_user=user).order_by("history_id"))
    if not written:
        return
    *steps, last = written
    for step in steps:
        for field in getattr(step, "_history_m2m_fields", []):
            getattr(step, field.name).all().delete()
        step.delete()
    last.history_type = written[0].history_type  # added, where the first step added it
    last.history_date = timezone.now()
    last.save(update_fields=["history_type", "history_date"])


@contextmanager
def joined(record, user):
    """All that is saved of a record inside becomes one entry of its history."""
    before = last_entry(record)
    yield
    join_entries(record, before, user)


def keep_step(record, before, user, comment=""):
    """Keep that somebody moved a record to its present state, or said something to it. "" is before it existed."""
    if before != record.state or comment:
        ReviewStep.objects.create(record=record, before=before, after=record.state, comment=comment, who=user)
