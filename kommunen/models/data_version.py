"""A number that every committed change of a record raises: what was computed for one number holds until the next.

The number is the time of the change in nanoseconds, not a counter: a counter that a rolled-back transaction raised
would come again for other data, and what was computed inside that transaction would seem to hold.
"""

from time import time_ns

from django.db import models
from django.db.models.signals import m2m_changed, post_delete, post_save

from kommunen.models.record import Record
from kommunen.models.source import Source


class DataVersion(models.Model):
    """The one row that holds the number. It is raised inside the transaction of the change itself."""

    number = models.PositiveBigIntegerField(default=0)

    def __str__(self):
        return str(self.number)


def current_version():
    """Return the number of the data as this transaction sees them; one small query."""
    return DataVersion.objects.values_list("number", flat=True).first() or 0


def raise_version():
    """Say that data change. Whoever writes in bulk calls this once, inside the same transaction."""
    if not DataVersion.objects.update(number=time_ns()):
        DataVersion.objects.create(pk=1, number=time_ns())


def follow_changes():
    """Raise the number whenever a record, one of its relations or a source is saved or deleted; called by the app."""
    post_save.connect(_follow, dispatch_uid="data_version_save")
    post_delete.connect(_follow, dispatch_uid="data_version_delete")
    m2m_changed.connect(_follow_relation, dispatch_uid="data_version_relation")


def _follow(sender, **kwargs):
    if issubclass(sender, (Record, Source)):
        raise_version()


def _follow_relation(sender, instance, action, **kwargs):
    if action.startswith("post_") and isinstance(instance, Record):
        raise_version()
