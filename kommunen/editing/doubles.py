"""Records that are called nearly alike: likely the same, entered twice."""

from collections import defaultdict
from itertools import combinations

from django.db.models import CharField, F, IntegerField, Value
from django.db.models.functions import Cast
from rapidfuzz import fuzz

from kommunen.language.folding import fold
from kommunen.models import Cooperation, Organisation, Project, Reuse, current_version

NOUNS = {Project: ("title", "municipalities"), Organisation: ("name", None), Cooperation: ("title", None)}
ALIKE = 92  # of 100
MOST_TOGETHER = 400  # so many are compared with each other at most: a quick answer before a complete one
_names = {}  # {"now": (version of the data, rows)}
_found = {}  # {"now": (rows, {model: {id: ids}})}


def doubles(rows):
    """The published records that have doubles, ``{model: {id: ids of its doubles}}``. rows: as ``names`` gives them."""
    if _found.get("now", (None,))[0] is not rows:
        found = {model: defaultdict(set) for model in NOUNS}
        for model, group in groups(rows):
            for one, other in pairs(group):
                found[model][one].add(other)
                found[model][other].add(one)
        _found["now"] = rows, found
    return _found["now"][1]


def pairs(group):
    """Yield the pairs of ids in a group whose names are nearly alike."""
    for (one, name), (other, near) in combinations(group[:MOST_TOGETHER], 2):
        if fuzz.token_sort_ratio(name, near, score_cutoff=ALIKE):
            yield one, other


def names():
    """The names of all published records that may have doubles, and of reuses that only words tell of.

    Returns: rows (label of the noun, id, name, id of its municipality or None), read anew only when data changed.
    """
    version = current_version()
    if _names.get("now", (None,))[0] != version:
        in_words = Reuse.objects.published().filter(project=None, from_municipality__isnull=False).exclude(what="")
        first, *more = [named(model.objects.published(), *fields) for model, fields in NOUNS.items()]
        found = first.union(*more, named(in_words, "what", "from_municipality"), all=True)
        _names["now"] = version, list(found.order_by("noun", "record"))
    return _names["now"][1]


def groups(rows):
    """Yield (model, list of (id, folded name)) within which doubles are looked for.

    Compared are the projects of one municipality, and other records that begin with the same letters.
    """
    models = {model._meta.label: model for model in NOUNS}
    together = defaultdict(list)
    for label, pk, text, owner in rows:
        if label in models:
            name = fold(text).strip()
            together[label, owner or name[:4]].append((pk, name))
    for (label, _shared), group in together.items():
        yield models[label], group


def named(records, name, owner):
    """A query for (noun, id, name, owner) of some records."""
    rows = records.order_by().annotate(
        noun=Value(records.model._meta.label, CharField()),
        record=F("pk"),
        text=F(name),
        owner=F(owner) if owner else Cast(None, IntegerField()),
    )
    return rows.values_list("noun", "record", "text", "owner")
