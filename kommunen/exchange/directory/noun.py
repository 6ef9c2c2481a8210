"""How a noun is declared: where it stands in the files, what names a record, which fields are loaded."""

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from django.db.models import Model, UniqueConstraint
from django.utils.text import slugify

KEY_LENGTH = 800  # LoadedRecord.key
SLUG_LENGTH = 120
UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class Fault(NamedTuple):
    """One thing wrong with the files, or between them and the database."""

    file: str
    record: str
    field: str
    text: str

    def __str__(self):
        return f"{', '.join(part for part in self[:3] if part)}: {self.text}"


class Entry(NamedTuple):
    """One record of the files: its key, its values by model field as ``values.stored`` gives them, and its file."""

    key: str
    values: dict
    file: str


@dataclass(frozen=True)
class Noun:
    """Where the records of a model stand in the files and what of them is loaded.

    model: what a record becomes. fields: the model fields that are filled. key: those of them that name a record.
    file: its file; empty for a child, whose parent's ``children`` says in which list of its own the child stands.
    inside: the list's name, where the file is no list itself. optional: whether the file may be missing.
    named: model field → name in the file, where the two differ. lines: text fields that the file states as a list.
    addable: fields that a record of the file may leave out: it then has what the model starts with.
    ignored: what else stands in a record of the file; it is not loaded. columns: all that stands in it, where
    ``reshape`` makes the model's fields from it. reshape: (record of the file, names) → the same by model field.
    check: (record of the file, values, entries) → (field, text) for each fault that only this noun can have.
    words: record of the file → how other records may call it; its key where none is given.
    gathered: (file, list) pairs whose words become records of their own where no record is called so.
    parent: the model field that a child fills with its parent; item: what a child that is a bare value fills.
    position: whether a record's place in its list is loaded as ``position``. instead: field → the other one that
    names a record in its place, where that one is filled. alone: sets of fields that no two records share unless one of
    them is archived, where the first is filled; with them, none equals none.
    """

    model: type[Model]
    fields: tuple[str, ...]
    key: tuple[str, ...] = ("slug",)
    file: str = ""
    inside: str = ""
    optional: bool = False
    named: dict = field(default_factory=dict)
    lines: tuple[str, ...] = ()
    addable: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    reshape: Callable | None = None
    check: Callable | None = None
    words: Callable | None = None
    gathered: tuple[tuple[str, str], ...] = ()
    children: dict = field(default_factory=dict)
    parent: str = ""
    item: str = ""
    position: bool = False
    instead: dict = field(default_factory=dict)
    alone: tuple[tuple[str, ...], ...] = ()

    @cached_property
    def label(self):
        """The model's label, as LoadedRecord.noun has it."""
        return self.model._meta.label_lower

    @cached_property
    def loaded(self):
        """All model fields that are loaded."""
        return (*self.fields, *(["position"] if self.position else []), "checked_on")

    @cached_property
    def stated(self):
        """All that must stand in a record of the file."""
        own = self.columns or tuple(self.in_file(name) for name in self.fields if name != self.parent)
        return {*own, *self.ignored, *self.children}

    @cached_property
    def left_out(self):
        """For each field that may be left out, by its name in the file: what it then is, as a file would say it."""
        fields = {name: self.model._meta.get_field(name) for name in self.addable}
        return {
            self.in_file(name): [] if field.many_to_many or name in self.lines else default_of(field)
            for name, field in fields.items()
        }

    @cached_property
    def readers(self):
        """For each field: its name, its name in the file, the field itself, the label of the noun it points at."""
        fields = [(name, self.model._meta.get_field(name)) for name in self.fields]
        return [
            (name, self.in_file(name), field, field.related_model._meta.label_lower if field.related_model else "")
            for name, field in fields
        ]

    @property
    def adopts(self):
        """Whether a record that an editor entered is taken as the files' own where it says the same.

        With an address of its own it is not: two that chose the same address need not mean the same.
        """
        return self.key != ("slug",) or bool(self.gathered)

    @property
    def unique(self):
        """The sets of fields that the database lets no two records share."""
        single = [(each.name,) for each in self.model._meta.fields if each.unique and not each.primary_key]
        several = [
            rule.fields for rule in self.model._meta.constraints if isinstance(rule, UniqueConstraint) and rule.fields
        ]
        return [names for names in (*single, *several) if set(names) <= set(self.loaded)] + (
            [("record", "address")] if "record" in self.fields else []
        )

    def in_file(self, name):
        """How the file calls a model field."""
        return self.named.get(name, name)

    def key_of(self, values):
        """The key of a record with these values: short enough to be kept, and different for different records."""
        named = [name for name in self.key if not values.get(self.instead.get(name))]
        key = " · ".join(str(values[name]) for name in named if values[name] not in ("", None))
        if len(key) > KEY_LENGTH:
            key = f"{key[: KEY_LENGTH - 65]} {hashlib.sha256(key.encode()).hexdigest()}"
        return key


def default_of(field):
    """What a plain field starts with, as JSON has it; unknown is null."""
    default = field.get_default()
    value = getattr(default, "value", default)
    return None if value == "" else value


def slug_of(text):
    """Return the address that a name becomes: ä as ae, at most 120 characters, equal for spellings alike."""
    slug = slugify(text.lower().translate(UMLAUTS))
    if len(slug) > SLUG_LENGTH:
        slug = f"{slug[:111]}-{hashlib.sha256(slug.encode()).hexdigest()[:8]}"
    return slug
