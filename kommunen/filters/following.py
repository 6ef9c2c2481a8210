"""Which rows of a list an edited record concerns: those whose facet values, or whose words, are computed from it."""

from functools import cache

from kommunen.filters.base import ListFilterSet
from kommunen.models import Record
from kommunen.search import NOUNS


def concerned(model, ids, created):
    """Find the rows whose facet values, or words in the index, may change: {label of their noun: ids}.

    Arguments: created, whether the records are new: then nothing but their own foreign keys ties them to others.
    """
    found = {}
    for filterset_class in every(ListFilterSet):
        noun = filterset_class._meta.model
        if noun is None:
            continue
        if noun is model:
            found.setdefault(noun._meta.label, set()).update(ids)
        for path, points_back in ways_to(filterset_class).get(model, ()):
            if points_back or not created:
                rows = noun._base_manager.filter(**{f"{path}__in": ids}).order_by().values_list("pk", flat=True)
                found.setdefault(noun._meta.label, set()).update(rows)
    return found


def every(parent):
    """All FilterSets there are."""
    for child in parent.__subclasses__():
        yield child
        yield from every(child)


@cache
def ways_to(filterset_class):
    """On which ways the values of the facets come from other records.

    Returns: {model: {(path from the row, whether its last step is a foreign key that points back)}}.
    """
    noun, found = filterset_class._meta.model, {}
    ways = [way for facet in filterset_class.facets().values() for way in facet.ways]
    for way in [*ways, *noun.public_through]:
        model, path = noun, []
        for step in way.split("__"):
            field = next((field for field in model._meta.get_fields() if field.name == step), None)
            if field is None or not field.is_relation or not issubclass(field.related_model, Record):
                break
            path.append(step)
            model = field.related_model
            found.setdefault(model, set()).add(("__".join(path), bool(field.one_to_many)))
    for other, path in next((one.related for one in NOUNS.values() if one.model is noun), ()):  # what is found of it
        points_back = "__" not in path and bool(noun._meta.get_field(path).one_to_many)
        found.setdefault(other, set()).add((path, points_back))
    return found
