"""Records that are called nearly alike: likely the same, entered twice."""

from collections import defaultdict
from itertools import combinations

from rapidfuzz import fuzz

from kommunen.language.folding import fold
from kommunen.models import Project, current_version

ALIKE = 92  # of 100
MOST_TOGETHER = 400  # so many are compared with each other at most: a quick answer before a complete one
_found = {}  # {model: (version of the data, ids)}


def doubles_of(model):
    """The ids of the published records of a noun that have a double; reckoned anew only when the data has changed."""
    version = current_version()
    if _found.get(model, (None,))[0] != version:
        _found[model] = version, {pk for pair in pairs(model) for pk in pair}
    return _found[model][1]


def pairs(model):
    """Yield pairs of ids: projects of one municipality, other records that begin with the same letters."""
    for group in groups(model):
        for (one, name), (other, near) in combinations(group[:MOST_TOGETHER], 2):
            if fuzz.token_sort_ratio(name, near, score_cutoff=ALIKE):
                yield one, other


def groups(model):
    """Lists of (id, folded name) within which doubles are looked for."""
    field = "title" if any(each.name == "title" for each in model._meta.fields) else "name"
    path = "municipalities" if model is Project else "pk"
    together = defaultdict(list)
    for pk, text, owner in model.objects.published().order_by("pk").values_list("pk", field, path):
        name = fold(text).strip()
        together[owner if model is Project else name[:4]].append((pk, name))
    return together.values()
