"""What a source said before somebody first changed it: loads write no history for sources, there are too many.

So the first edit writes it: the row as it is stored, dated back to when its record came.
"""

from django.db.models.signals import pre_delete, pre_save
from django.utils import timezone

from kommunen.models import Source


def keep_baselines():
    """Connect the signals."""
    pre_save.connect(keep_baseline, sender=Source, dispatch_uid="source_baseline_before_change")
    pre_delete.connect(keep_baseline, sender=Source, dispatch_uid="source_baseline_before_deletion")


def keep_baseline(sender, instance, raw=False, **kwargs):
    """Write a source's first entry before it is changed or deleted, where it has none."""
    if raw or instance._state.adding or instance.history.exists():
        return
    stored = sender._base_manager.filter(pk=instance.pk).first()
    if stored is not None:
        entry = sender.history.model
        values = {field.attname: getattr(stored, field.attname) for field in entry.tracked_fields}
        came = getattr(stored.record, "created_at", None) or timezone.now()
        entry.objects.create(**values, history_date=came, history_type="+", history_change_reason="load_directory")


def with_history(model, ids):
    """Those of the ids that have entries in a history already: a change in bulk must not pass them by."""
    if not hasattr(model, "history"):
        return []
    return sorted(set(model.history.filter(id__in=ids).values_list("id", flat=True)))
