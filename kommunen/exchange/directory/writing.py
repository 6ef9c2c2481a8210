"""Writes what was planned, in bulk, with version and history."""

from collections import defaultdict
from datetime import date
from functools import cache

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone

from kommunen.editing.baseline import with_history
from kommunen.editing.history import record_history
from kommunen.exchange.directory.inserting import insert_loaded, insert_plain
from kommunen.exchange.updating import update_plain
from kommunen.models import (
    Addressed,
    LastDayField,
    LoadedRecord,
    OldAddress,
    PublicationState,
    Record,
    SortKeyField,
    old_addresses,
)
from kommunen.search.bulk import insert_records

REASON = "load_directory"
BATCH = 500


class Writer:
    """Writes one noun's plan."""

    def __init__(self, plan, keys, draw):
        self.plan, self.noun, self.keys, self.draw = plan, plan.noun, keys, draw
        self.model = plan.noun.model
        fields = [(name, self.model._meta.get_field(name)) for name in plan.noun.loaded]
        self.fields = dict(fields)
        self.many = [field for _name, field in fields if field.many_to_many]
        self.setters = {name: setter(field, keys) for name, field in fields if not field.many_to_many}

    def write(self):
        """Create, change, and remember what was loaded."""
        created = []
        for entries in batches(self.plan.create):
            created += self.create(entries)
            self.draw(len(entries))
        if created and issubclass(self.model, Record):
            record_history(self.model, created, created=True, reason=REASON)
        groups = defaultdict(list)
        for pk, values in self.plan.change.items():
            groups[frozenset(values)].append(pk)  # a row's other columns are not touched
        for names, pks in groups.items():
            for batch in batches(pks):
                self.change(names, batch)
                self.draw(len(batch))
        self.remember()

    def instance(self, values):
        """Make the row that a record of the files becomes."""
        attributes = {}
        for name, set_value in self.setters.items():
            attributes.update(set_value(values[name]))
        if issubclass(self.model, Record):
            attributes["state"] = PublicationState.PUBLISHED
        return self.model(**attributes)

    def create(self, entries):
        """Create a row with its relations for each entry; return their ids."""
        records = [self.instance(entry.values) for entry in entries]
        insert_records(self.model, records)
        for field in self.many:
            self.relate(field, {record.pk: entry.values[field.name] for record, entry in zip_all(records, entries)})
        if issubclass(self.model, Addressed):
            old_addresses(self.model).filter(slug__in=[record.slug for record in records]).delete()
        label = self.noun.label
        insert_loaded(label, [(entry.key, record.pk, entry.values) for record, entry in zip_all(records, entries)])
        for record, entry in zip_all(records, entries):
            self.keys.add(label, entry.key, record.pk)
        return [record.pk for record in records]

    def change(self, names, pks):
        """Write the same fields of several rows, each with its own values."""
        found = self.model._default_manager.in_bulk(pks)
        records, columns = [found[pk] for pk in pks], set()
        for record in records:
            values = self.plan.change[record.pk]
            if "slug" in names:
                self.keep_address(record, values["slug"])
            for name in names & self.setters.keys():
                for attribute, value in self.setters[name](values[name]).items():
                    setattr(record, attribute, value)
                    columns.add(attribute)
            columns.update(self.follow(record))
        if columns:
            named = [field.name for field in self.model._meta.fields if field.attname in columns]
            update_plain(self.model, named, records)
        for field in self.many:
            if field.name in names:
                own = f"{field.m2m_field_name()}_id__in"
                field.remote_field.through._default_manager.filter(**{own: pks}).delete()
                self.relate(field, {pk: self.plan.change[pk][field.name] for pk in pks})
        if issubclass(self.model, Record):
            record_history(self.model, pks, created=False, reason=REASON)
        elif edited := with_history(self.model, pks):  # or the next editor would be said to have changed this
            record_history(self.model, edited, created=False, reason=REASON)

    def follow(self, record):
        """Set what follows from a change, as ``save`` would; return the fields."""
        if not issubclass(self.model, Record):
            return []
        record.version += 1
        record.changed_at = timezone.now()
        derived = [field for field in self.model._meta.fields if isinstance(field, (SortKeyField, LastDayField))]
        for field in derived:
            field.pre_save(record, add=False)
        return ["version", "changed_at", *(field.attname for field in derived)]

    def relate(self, field, wanted):
        """Write a many-to-many field's rows: {id: keys}."""
        label, through = field.related_model._meta.label_lower, field.remote_field.through
        own, other = field.m2m_column_name(), field.m2m_reverse_name()
        ids, dead = self.keys.ids[label], self.keys.dead[label]
        rows = [(pk, ids[key]) for pk, found in wanted.items() for key in found if key not in dead]
        insert_plain(through, [own, other], rows)

    def keep_address(self, record, slug):
        """Let the address that a record loses lead on to it."""
        old_addresses(self.model).filter(slug=slug).delete()
        OldAddress.objects.update_or_create(
            content_type=ContentType.objects.get_for_model(record),
            slug=record.slug,
            defaults={"object_id": record.pk},
        )

    def remember(self):
        """Note what counts as loaded for records that were there before."""
        insert_loaded(self.noun.label, self.plan.adopted)
        for batch in batches(list(self.plan.loaded.items())):
            LoadedRecord.objects.bulk_update([LoadedRecord(pk=pk, values=values) for pk, values in batch], ["values"])


def setter(field, keys):
    """Return a function: stored value → {attribute of the row: its value}."""
    if isinstance(field, GenericForeignKey):
        return lambda value: generic_attributes(keys, field, value)
    if field.is_relation:
        ids = keys.ids[field.related_model._meta.label_lower]
        dead = keys.dead[field.related_model._meta.label_lower]
        return lambda value: {field.attname: None if value is None or value in dead else ids[value]}
    if isinstance(field, models.DateField):
        return lambda value: {field.attname: day(value)}
    return lambda value: {field.attname: field.to_python(value)}


def generic_attributes(keys, field, value):
    """The two columns of a generic relation."""
    label, key = keys.target(field, value)
    return {f"{field.ct_field}_id": keys.kind_ids[label], field.fk_field: keys.ids[label][key]}


@cache
def day(text):
    """A day from its text; the same few come again and again."""
    return date.fromisoformat(text) if text else None


def batches(items):
    """Yield slices of a list that a database takes at once."""
    for start in range(0, len(items), BATCH):
        yield items[start : start + BATCH]


def zip_all(records, entries):
    """Pair rows with the entries that they were made from."""
    return zip(records, entries, strict=True)
