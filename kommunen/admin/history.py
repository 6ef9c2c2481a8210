"""One save in a form is one entry in the history."""


def last_entry(record):
    """The newest history entry's id, or 0; None leaves nothing to join for what is not stored yet."""
    return record.history.order_by("-history_id").values_list("history_id", flat=True).first() or 0


def join_entries(record, after, user):
    """Keep of the entries that one save wrote (one per relation it changed) only the last, which knows everything.

    Arguments: record; after, the id of the last entry before the save; user, who saved.
    """
    written = list(record.history.filter(history_id__gt=after, history_user=user).order_by("history_id"))
    if len(written) < 2:
        return
    *steps, last = written
    for step in steps:
        for field in getattr(step, "_history_m2m_fields", []):
            getattr(step, field.name).all().delete()
        step.delete()
    if last.history_type != steps[0].history_type:  # added, not changed
        last.history_type = steps[0].history_type
        last.save(update_fields=["history_type"])
