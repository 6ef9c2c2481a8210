"""Where the hits of a search are: the municipalities that they belong to, each with the number of its hits."""

from collections import Counter, defaultdict

from kommunen.models import published_along
from kommunen.search import NOUNS
from kommunen.search.among import among


def hits_by_municipality(hits):
    """Count hits by municipality, in one query for each kind that belongs to some.

    A hit of several municipalities counts for each of them; themes and congresses belong to none.
    Returns: ({pk of a municipality: number}, how many of the hits belong to some).
    """
    ids, pairs = defaultdict(list), set()
    for hit in hits:
        ids[hit.type].append(hit.object_id)
    for kind, own in ids.items():
        model = NOUNS[kind].model
        path = model.owned_through
        if path:
            on_the_way = published_along(model, path)
            rows = model.objects.filter(on_the_way, among("pk", own), **{f"{path}__isnull": False}).order_by()
            pairs.update((kind, pk, town) for pk, town in rows.values_list("pk", path))
    numbers = Counter(town for _kind, _pk, town in pairs)
    return numbers, len({(kind, pk) for kind, pk, _town in pairs})
