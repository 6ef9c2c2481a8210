"""The history as people read it: one entry for each save, with what it changed in words."""

from datetime import date
from itertools import pairwise

from django.core.exceptions import ObjectDoesNotExist
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from simple_history.utils import get_m2m_reverse_field_name

from kommunen.editing.rows import link_to, same_save
from kommunen.models import StatedDateField, short_stated

LINKS = {"content_type", "object_id", "cooperation", "congress"}  # of a row to its record
NAMED_BY = {"municipality", "title", "text", "publisher", "address"}  # the first that says something names a row


def tell_changes(entries):
    """Give each history entry its ``changes`` against the one before: ``{"field", "old", "new"}``, in words.

    Arguments: entries of one record, the newest first. Asks once per relation, however many entries there are.
    """
    if not entries:
        return
    chain = [*entries, *filter(None, [entries[-1].prev_record])]
    lists = {field: named(field, chain) for field in getattr(type(chain[0]), "_history_m2m_fields", [])}
    for newer, older in pairwise(chain):
        pairs = [
            (field, worded(older, field), worded(newer, field))
            for field in newer.tracked_fields
            if field.editable and getattr(older, field.attname) != getattr(newer, field.attname)
        ]
        pairs += [(field, found.get(older.pk, ""), found.get(newer.pk, "")) for field, found in lists.items()]
        newer.changes = [
            {"field": capfirst(field.verbose_name), "old": old, "new": new} for field, old, new in pairs if old != new
        ]


def tell_rows(entries, models):
    """Give each entry its ``rows``: what the same save did to the record's sources and members, in words.

    Arguments: entries of one record, the newest first; models, of its rows. A row's change belongs to the entry that
    the same person made nearest in time. Asks once per model, however many entries there are.
    """
    for entry in entries:
        entry.rows = []
    for model in models if entries else []:
        chains = {}
        for row in row_history(model, entries[0]):
            chains.setdefault(row.id, []).append(row)
        for chain in chains.values():
            for older, newer in pairwise([None, *chain]):
                if entry := nearest(entries, newer):
                    entry.rows.append(row_told(older, newer))


def row_history(model, entry):
    """All that the history knows of a record's rows of one kind, the oldest first."""
    link = link_to(model, entry.instance_type, entry.id)
    return model.history.filter(**link).order_by("history_id")._select_related_history_tracked_objs()


def nearest(entries, row):
    """The entry of the save that changed a row; None where the row was changed by itself."""
    near = [(abs(entry.history_date - row.history_date), number) for number, entry in enumerate(entries)]
    same = [(distance, number) for distance, number in near if same_save(row, entries[number])]
    return entries[min(same)[1]] if same else None


def row_told(older, newer):
    """What became of a row: ``{"noun", "label", "done", "changes"}``."""
    fields = [field for field in newer.tracked_fields if field.editable and field.name not in LINKS]
    changed = [
        {"field": capfirst(field.verbose_name), "old": worded(older, field), "new": worded(newer, field)}
        for field in fields
        if older is not None and getattr(older, field.attname) != getattr(newer, field.attname)
    ]
    names = [worded(newer, field) for field in fields if field.name in NAMED_BY]
    return {
        "noun": capfirst(str(newer.instance_type._meta.verbose_name)),
        "label": next(filter(None, names), ""),
        "done": {"+": _("added"), "~": _("changed"), "-": _("deleted")}[newer.history_type],
        "changes": changed if newer.history_type == "~" else [],
    }


def worded(entry, field):
    """What a field said at that time; "" for nothing."""
    if field.is_relation:
        try:
            return str(getattr(entry, field.name) or "")
        except ObjectDoesNotExist:
            return _("no longer there")
    value = getattr(entry, field.attname)
    if field.choices:
        return str(getattr(entry, f"get_{field.name}_display")())
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, date):
        return date_format(value, "SHORT_DATE_FORMAT")
    value = short_stated(value) if isinstance(field, StatedDateField) else value
    return "" if value is None else str(value)


def named(field, entries):
    """The names behind a relation to many at the time of each entry: ``{entry's id: "A, B"}``."""
    other = get_m2m_reverse_field_name(field)
    through = getattr(type(entries[0]), field.name).model
    rows = through.objects.filter(history__in=[entry.pk for entry in entries])
    found = {}
    for row in rows.select_related(other):
        try:
            name = str(getattr(row, other))
        except ObjectDoesNotExist:
            name = _("no longer there")
        found.setdefault(row.history_id, []).append(name)
    return {entry: ", ".join(sorted(names)) for entry, names in found.items()}
