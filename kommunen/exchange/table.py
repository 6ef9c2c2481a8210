"""Rows as a table: lists joined, other records by name and key, words instead of codes, German headings."""

from typing import NamedTuple

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from rest_framework import serializers

JOINT = "; "


class Column(NamedTuple):
    """A column: its heading, the keys that lead to its value in a row, and the field that says what the value means."""

    heading: str
    path: tuple[str, ...]
    field: serializers.Field

    def cell(self, row):
        """Return this column's value in a row: text, a number, or None where nothing is known."""
        return worded(self.field, value_at(row, self.path))


def columns_of(serializer):
    """Return the columns of a serializer's rows, headed in the language that is active."""
    return [
        Column(heading(field.label, leaf, first), (name, *path), leaf)
        for name, field in serializer.fields.items()
        for path, leaf, first in leaves(field)
    ]


def heading(label, leaf, first):
    """Name a column after its field; a further column of the same field adds what it holds."""
    return capfirst(str(label)) if first else f"{capfirst(str(label))} – {leaf.label}"


def leaves(field):
    """Yield what a table shows of a field: the path below it, the field there, and whether that is its main column."""
    part = field.child if isinstance(field, serializers.ListSerializer) else field
    if not isinstance(part, serializers.BaseSerializer):
        yield (), part, True
        return
    for place, name in enumerate(part.columns):
        for path, leaf, first in leaves(part.fields[name]):
            yield (name, *path), leaf, first and place == 0


def value_at(value, path):
    """Follow keys into a row; through a list, follow them in each of its entries."""
    if not path or value is None:
        return value
    if isinstance(value, list):
        return [value_at(entry, path) for entry in value]
    return value_at(value[path[0]], path[1:])


def worded(field, value):
    """Say a value in words where it is a code; join a list, unless all of it is unknown."""
    if isinstance(value, list):
        field = getattr(field, "child", None) or field
        entries = [worded(field, entry) for entry in value]
        known = any(entry not in (None, "") for entry in entries)
        return JOINT.join("" if entry is None else str(entry) for entry in entries) if known else None
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(field, serializers.ChoiceField) and value is not None:
        return str(field.choices.get(value, value))
    return value
