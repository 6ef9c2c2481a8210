"""What the columns of an import mean: they are the export's own, so an export can be edited and read again."""

from dataclasses import dataclass, field
from functools import cached_property

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Field
from django.utils import translation
from rest_framework.serializers import SkipField

from kommunen.exchange.imports.cells import plain_text
from kommunen.exchange.rows import LANGUAGE
from kommunen.exchange.serializers import serializer_of
from kommunen.exchange.serializers.base import Lines
from kommunen.exchange.table import JOINT, columns_of, worded
from kommunen.exchange.text_files import as_text
from kommunen.models import (
    Cooperation,
    FundingRound,
    Municipality,
    Organisation,
    Project,
    PublicationState,
    Territory,
    TrainingData,
)

IMPORTED = (Project, Municipality, Cooperation, TrainingData, Organisation)
KEYS = {Territory: "key", FundingRound: "number"}  # what names a record beside those that have a slug
FORMER_HEADINGS = {"webseite": "Website"}  # what columns were headed before; add to it whenever a heading changes
KEY, CHANGED, PLAIN, NAMES, RELATED_KEYS, SHOWN = "key", "changed", "plain", "names", "related keys", "shown"


@dataclass(frozen=True)
class Column:
    """A column: its heading, what it is for (one of the words above), and the model's field behind it."""

    heading: str
    use: str
    field: Field | None = None
    shown: object = None  # the serializer's field that writes it

    @property
    def lines(self):
        """Whether the text holds one entry per line, which a table shows side by side."""
        return isinstance(self.shown, Lines)

    def text(self, record):
        """What an export writes into this cell of a record, or of an entry of its history."""
        try:
            raw = self.shown.get_attribute(record)
        except SkipField:
            return ""
        value = None if raw in (None, "") else self.shown.to_representation(raw)
        return plain_text(as_text(worded(self.shown, value)))

    def words(self, records):
        """The words that name related records in this cell."""
        name = key_name(self.field.related_model) if self.use == RELATED_KEYS else ""
        return sorted(str(getattr(record, name) if name else record) for record in records)


@dataclass(frozen=True)
class Layout:
    """The columns of a noun."""

    model: type
    columns: list = field(default_factory=list)

    @cached_property
    def by_heading(self):
        return {folded(column.heading): column for column in self.columns}

    def find(self, heading):
        """The column that a heading names, today or in an older export; None for none of ours."""
        name = folded(heading)
        return self.by_heading.get(name) or self.by_heading.get(folded(FORMER_HEADINGS.get(name, "")))

    def knows(self, heading):
        return self.find(heading) is not None

    @property
    def read(self):
        """The columns of a template: what an import reads, related records by their names."""
        return [column for column in self.columns if column.use in {KEY, PLAIN, NAMES}]


def layout(model):
    """Return the columns of a noun, headed in German, whatever language is active."""
    with translation.override(LANGUAGE):
        serializer = serializer_of(model)
        return Layout(model, [as_column(serializer, each) for each in columns_of(serializer)])


def as_column(serializer, exported):
    """Say what a column of the export is for when it comes back."""
    shown = serializer.fields[exported.path[0]]
    name, leaf = shown.source or exported.path[0], exported.path[-1]
    if name == "slug":
        return Column(exported.heading, KEY, shown=shown)
    if name == "changed_at":
        return Column(exported.heading, CHANGED, shown=shown)
    try:
        found = serializer.Meta.model._meta.get_field(name)
    except FieldDoesNotExist:
        return Column(exported.heading, SHOWN)
    if found.is_relation:
        if not getattr(found, "editable", False) or found.one_to_many or len(exported.path) != 2:
            return Column(exported.heading, SHOWN)
        use = {key_name(found.related_model): RELATED_KEYS, "name": NAMES, "title": NAMES}.get(leaf, SHOWN)
        return Column(exported.heading, use, found)
    return Column(exported.heading, PLAIN if found.editable else SHOWN, found, shown)


def key_name(model):
    """The field that names a record of a noun for good."""
    return KEYS.get(model, "slug")


def folded(heading):
    """A heading without regard to capitals and blanks."""
    return " ".join(heading.replace("—", "–").replace(" - ", " – ").casefold().split())


def joined(words):
    """Several words in one cell."""
    return JOINT.join(words)


def public(records):
    """Those that the public export names."""
    return [record for record in records if record.state == PublicationState.PUBLISHED]
