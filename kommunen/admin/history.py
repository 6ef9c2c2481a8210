"""The history as people read it: one entry for each save, with what it changed in words."""

from datetime import date
from itertools import pairwise

from django.core.exceptions import ObjectDoesNotExist
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from simple_history.utils import get_m2m_reverse_field_name


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
