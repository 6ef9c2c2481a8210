"""Records for files, read a number at a time with what hangs on them.

Django's own prefetching makes an object for every pair of a record and what it is related to, and filters a queryset
for each: half the time that a large file takes. Here what several records share is read once for each chunk.
"""

from itertools import islice
from operator import itemgetter

from django.contrib.contenttypes.fields import GenericRelation
from django.contrib.contenttypes.models import ContentType
from django.db.models import ManyToManyField, Prefetch, prefetch_related_objects
from django.db.models.constants import LOOKUP_SEP


def in_chunks(records, size):
    """Yield records in lists of at most ``size``.

    Arguments: records, a queryset, whose relations to prefetch are read along; or whatever else has its ``iterator``.
    """
    lookups = getattr(records, "_prefetch_related_lookups", ())
    read = iter((records.prefetch_related(None) if lookups else records).iterator(chunk_size=size))
    while chunk := list(islice(read, size)):
        attach(chunk, lookups)
        yield chunk


def read_along(record, name):
    """What was prefetched of a record under a name, found without making a manager; None where nothing was."""
    return getattr(record, "_prefetched_objects_cache", {}).get(name)


def attach(records, lookups):
    """Prefetch relations of records of one noun. Arguments: lookups, as ``prefetch_related`` takes them."""
    deeper, others = {}, []
    for lookup in lookups:
        path = lookup if isinstance(lookup, str) else lookup.prefetch_to
        name, _separator, rest = path.partition(LOOKUP_SEP)
        queryset = getattr(lookup, "queryset", None)
        if name in deeper and rest:
            deeper[name].append(Prefetch(rest, queryset))
        elif not rest and (attaching := ATTACHING.get(type(records[0]._meta.get_field(name)))):
            deeper[name] = []
            attaching(records, name, queryset)
        else:
            others.append(lookup)
    prefetch_related_objects(records, *others)
    for name, further in deeper.items():
        found = {one.pk: one for record in records for one in read_along(record, name)}
        if found and further:
            attach(list(found.values()), further)


def attach_shared(records, name, queryset):
    """Attach a relation of many to many; what several records are related to is one object in all of them."""
    field = records[0]._meta.get_field(name)
    source, target = field.m2m_field_name(), field.m2m_reverse_field_name()
    pairs = field.remote_field.through._default_manager.filter(**{f"{source}__in": [record.pk for record in records]})
    pairs = list(pairs.values_list(f"{source}_id", f"{target}_id"))
    queryset = field.related_model._default_manager.all() if queryset is None else queryset
    places = {
        one.pk: (place, one) for place, one in enumerate(queryset.filter(pk__in={other for _one, other in pairs}))
    }
    found = {}
    for record, other in pairs:
        if other in places:
            found.setdefault(record, []).append(places[other])
    hold(records, name, queryset, lambda pk: [one for _place, one in sorted(found.get(pk, ()), key=itemgetter(0))])


def attach_own(records, name, queryset):
    """Attach what points at a record and its noun, such as the sources."""
    field = records[0]._meta.get_field(name)
    queryset = field.related_model._default_manager.all() if queryset is None else queryset
    noun = ContentType.objects.get_for_model(records[0])
    keys = {
        field.content_type_field_name: noun,
        f"{field.object_id_field_name}__in": [record.pk for record in records],
    }
    found = {}
    for one in queryset.filter(**keys):
        found.setdefault(getattr(one, field.object_id_field_name), []).append(one)
    hold(records, name, queryset, lambda pk: found.get(pk, []))


def hold(records, name, queryset, found):
    """Keep what was found as prefetching keeps it. It is cut off, so that narrowing it further fails.

    Arguments: found, a function from a record's key to what hangs on it, in order.
    """
    query = queryset[:1].query
    for record in records:
        held = type(queryset)(model=queryset.model, query=query, using=record._state.db)
        held._result_cache, held._prefetch_done = found(record.pk), True
        record.__dict__.setdefault("_prefetched_objects_cache", {})[name] = held


ATTACHING = {ManyToManyField: attach_shared, GenericRelation: attach_own}
