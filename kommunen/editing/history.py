"""The history of many records at once, as ``save`` would have written it for each."""

from django.utils import timezone
from simple_history.utils import get_history_manager_for_model

BATCH = 500  # ids in one question: below what every database takes


def record_history(records, *, created, reason):
    """Write one history row for each record, with its many-to-many relations as they are now.

    Arguments: records, saved instances of one model, their relations already written; created, whether they are new;
    reason, why they were created or changed.
    """
    if not records:
        return
    manager = get_history_manager_for_model(type(records[0]))
    rows = manager.bulk_history_create(
        records, update=not created, default_change_reason=reason, default_date=timezone.now()
    )
    row_ids = {record.pk: row.pk for record, row in zip(records, rows, strict=True)}
    for field in manager.model._history_m2m_fields:
        record_relations(field, getattr(manager.model, field.name).model, row_ids)


def record_relations(field, history_model, row_ids):
    """Copy a many-to-many field's rows into its history.

    Arguments: field, of the model; history_model, of its through table; row_ids, {id of the record: id of its row in
    the history}.
    """
    through = field.remote_field.through
    names, own = [each.attname for each in through._meta.fields], f"{field.m2m_field_name()}_id"
    ids = sorted(row_ids)
    for start in range(0, len(ids), BATCH):
        rows = (
            through._default_manager.filter(**{f"{own}__in": ids[start : start + BATCH]}).order_by("pk").values(*names)
        )
        history_model._default_manager.bulk_create(history_model(history_id=row_ids[row[own]], **row) for row in rows)
