"""What can be found: how a noun is declared, and the list of declared nouns."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import IntEnum

from django.db.models import QuerySet
from django.db.models.base import ModelBase
from django.utils.translation import gettext_lazy as _


class Field(IntEnum):
    """Where a text stands in a record, the most telling first. The number is stored in the index."""

    NAME = 0
    ALIAS = 1  # official name, motto, names of member towns
    THEME = 2
    TECHNOLOGY = 3
    SUMMARY = 4
    PLACE = 5  # the municipalities that it belongs to, and their federal states
    DETAIL = 6  # results, sessions, outcomes, synonyms of a theme
    PARTNER = 7

    @property
    def weight(self):
        """How much a hit in this field says, beside one in the name."""
        return WEIGHTS[self]

    @property
    def label(self):
        """What the field is called beside a hit."""
        return LABELS[self]


WEIGHTS = {
    Field.NAME: 100,
    Field.ALIAS: 60,
    Field.THEME: 48,
    Field.TECHNOLOGY: 34,
    Field.SUMMARY: 46,
    Field.PLACE: 24,
    Field.DETAIL: 20,
    Field.PARTNER: 14,
}
LABELS = {
    Field.NAME: _("Name"),
    Field.ALIAS: _("Also called"),
    Field.THEME: _("Theme"),
    Field.TECHNOLOGY: _("Technology"),
    Field.SUMMARY: _("Summary"),
    Field.PLACE: _("Place"),
    Field.DETAIL: _("Details"),
    Field.PARTNER: _("Partners"),
}


@dataclass(frozen=True)
class Noun:
    """How the records of a model are found.

    type: its name in the API. segment: its name in addresses. label, plural: its names for people. queryset: a
    function that returns the published records with all that ``texts`` reads. texts: record → (Field, text) pairs; a
    name comes first. along: {path of a relation: the field in which the names at its end are found}. chosen: {path of a
    column: (its vocabulary, the field in which the label of its value is found)}. names: record → further names by
    which it is asked for. standing: record → 2 running, 1 planned, 0 ended or unknown. ends: record → the last day,
    where one is known. dated: record → the date by which the newer of two equals comes first.
    related: (model, path) pairs: when a record of that model changes, the nouns with it at the path are indexed anew.
    plurals: {how people call its records: conditions on those that are meant, the nearest first; none: all of them}.
    row: the template of a row.
    """

    type: str
    segment: str
    model: ModelBase
    label: str
    plural: str
    queryset: Callable[[], QuerySet]
    texts: Callable
    row: str
    along: dict[str, Field] = field(default_factory=dict)
    chosen: dict[str, tuple[Callable, Field]] = field(default_factory=dict)
    names: Callable = field(default=lambda record: ())
    standing: Callable = field(default=lambda record: 0)
    ends: Callable = field(default=lambda record: None)
    dated: Callable = field(default=lambda record: "")
    related: tuple[tuple[ModelBase, str], ...] = ()
    plurals: dict[str, tuple] = field(default_factory=dict)

    def rows(self):
        """A query for the published records with all that a row shows."""
        return self.model.objects.published().with_row()


NOUNS: dict[str, Noun] = {}


def register(noun):
    """Make a noun findable; called while the apps start."""
    NOUNS[noun.type] = noun


def address(kind, slug):
    """The address of a record's page, without reading the record."""
    return NOUNS[kind].model(slug=slug).get_absolute_url()


def list_address(kind):
    """The address of the list of all records of a kind."""
    return address(kind, "-").removesuffix("-/")


def noun_of(model):
    """Return the noun that a model is declared as."""
    return next(noun for noun in NOUNS.values() if noun.model is model)
