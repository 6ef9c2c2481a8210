"""Records that are called nearly alike: likely the same, entered twice."""

from collections import defaultdict
from itertools import combinations

from django.db.models import CharField, F, IntegerField, Value
from django.db.models.functions import Cast
from rapidfuzz import fuzz

from kommunen.language.folding import fold
from kommunen.models import Cooperation, Organisation, Project, current_version

NOUNS = {Project: ("title", "municipalities"), Organisation: ("name", None), Cooperation: ("title", None)}
ALIKE = 92  # of 100
MOST_TOGETHER = 400  # so many are compared with each other at most: a quick answer before a complete one
_found = {}  # {"now": (version of the data, {model: {id: ids}})}


def doubles():
    """The published records that have doubles, ``{model: {id: ids of its doubles}}``; anew only when data changed."""
    version = current_version()
    if _found.get("now", (None,))[0] != version:
        found = {model: defaultdict(set) for model in NOUNS}
        for model, group in groups():
            for one, other in pairs(group):
                found[model][one].add(other)
                found[model][other].add(one)
        _found["now"] = version, found
    return _found["now"][1]


def pairs(group):
    """Yield the pairs of ids in a group whose names are nearly alike."""
    for (one, name), (other, near) in combinations(group[:MOST_TOGETHER], 2):
        if fuzz.token_sort_ratio(name, near, score_cutoff=ALIKE):
            yield one, other


def groups():
    """Yield (model, list of (id, folded name)) within which doubles are looked for; one query for all nouns.

    Compared are the projects of one municipality, and other records that begin with the same letters.
    """
    models = {model._meta.label: model for model in NOUNS}
    together = defaultdict(list)
    first, *more = [named(model, *fields) for model, fields in NOUNS.items()]
    for label, pk, text, owner in first.union(*more, all=True).order_by("noun", "record"):
        name = fold(text).strip()
        together[label, owner or name[:4]].append((pk, name))
    for (label, _shared), group in together.items():
        yield models[label], group


def named(model, name, owner):
    """A query for (noun, id, name, owner) of all published records of a noun."""
    rows = model.objects.published().order_by()
    rows = rows.annotate(
        noun=Value(model._meta.label, CharField()),
        record=F("pk"),
        text=F(name),
        owner=F(owner) if owner else Cast(None, IntegerField()),
    )
    return rows.values_list("noun", "record", "text", "owner")
