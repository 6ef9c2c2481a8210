"""Which row a key means: relations are compared as keys and written as ids."""

from collections import defaultdict

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db.models import CASCADE

from kommunen.exchange.directory.values import comparable


class Keys:
    """Keys and ids of every noun's loaded records, and the keys that stand for no row any more."""

    def __init__(self):
        self.ids = defaultdict(dict)  # {label: {key: id}}
        self.keys = defaultdict(dict)  # {label: {id: key}}
        self.dead = defaultdict(set)  # {label: keys of records that an editor deleted}
        self.gone = defaultdict(set)  # {label: keys of records that left the files}
        self.kinds = {kind.pk: f"{kind.app_label}.{kind.model}" for kind in ContentType.objects.all()}
        self.kind_ids = {label: pk for pk, label in self.kinds.items()}

    def add(self, label, key, pk):
        """Note which row a key means."""
        self.ids[label][key] = pk
        self.keys[label][pk] = key

    def key(self, label, pk):
        """The key of a row; one that was never loaded gets one that no file can have."""
        return None if pk is None else self.keys[label].get(pk, f"#{pk}")

    def target(self, field, value):
        """The label and key that a relation's stored value points at."""
        if isinstance(field, GenericForeignKey):
            return tuple(value.split(" ", 1))
        return field.related_model._meta.label_lower, value

    def hangs_on(self, noun, values, missing):
        """Tell whether a record needs one that is in ``missing`` ({label: keys}): it comes and goes with that."""
        for name in noun.fields:
            field = noun.model._meta.get_field(name)
            if not field.is_relation or field.many_to_many or not values.get(name):
                continue
            needed = isinstance(field, GenericForeignKey) or not field.null or field.remote_field.on_delete is CASCADE
            label, key = self.target(field, values[name])
            if needed and key in missing.get(label, ()):
                return True
        return False

    def without_dead(self, noun, values):
        """The values without relations to deleted records: nobody can point at those any more."""
        if not any(self.dead.values()):
            return values
        kept = {}
        for name, value in values.items():
            field = noun.model._meta.get_field(name)
            if field.is_relation and value:
                if field.many_to_many:
                    dead = self.dead[field.related_model._meta.label_lower]
                    kept[name] = [key for key in value if key not in dead]
                    continue
                label, key = self.target(field, value)
                if key in self.dead[label]:
                    continue
            kept[name] = value
        return kept


def current_values(noun, keys):
    """Yield (id, stored values) of every row of a noun, and hold the rows until the end of the transaction."""
    fields = [(name, noun.model._meta.get_field(name)) for name in noun.loaded]
    many = {name: related_keys(field, keys) for name, field in fields if field.many_to_many}
    columns, readers = ["pk"], []
    for name, field in fields:
        if isinstance(field, GenericForeignKey):
            readers.append((name, len(columns), generic_key(keys)))
            columns += [field.ct_field, field.fk_field]
        elif not field.many_to_many:
            readers.append((name, len(columns), plain_reader(field, keys)))
            columns.append(field.attname)
    rows = noun.model._default_manager.order_by("pk").select_for_update().values_list(*columns)
    for row in rows.iterator(chunk_size=2000):
        values = {name: read(row, place) for name, place, read in readers}
        values.update((name, sorted(found.get(row[0], ()))) for name, found in many.items())
        yield row[0], values


def plain_reader(field, keys):
    """Return a function that reads a column's stored form out of a row."""
    if not field.is_relation:
        return lambda row, place: comparable(row[place])
    label = field.related_model._meta.label_lower
    return lambda row, place: keys.key(label, row[place])


def generic_key(keys):
    """Return a function that reads "label key" from a row's two columns of a generic relation."""

    def read(row, place):
        label = keys.kinds[row[place]]
        return f"{label} {keys.key(label, row[place + 1])}"

    return read


def related_keys(field, keys):
    """Return {id: keys of its related records} for a many-to-many field."""
    label, found = field.related_model._meta.label_lower, defaultdict(list)
    ends = f"{field.m2m_field_name()}_id", f"{field.m2m_reverse_field_name()}_id"
    for own, other in field.remote_field.through._default_manager.values_list(*ends).iterator(chunk_size=2000):
        found[own].append(keys.key(label, other))
    return found
