"""The doors of the search: for lists, for the page over everything, and for programs."""

from django.db.models import Case, CharField, Value, When
from django.db.models.functions import Cast, Concat, StrIndex

from kommunen.models import SearchDocument
from kommunen.search.asking import ask
from kommunen.search.nouns import noun_of

BEHIND = 1_000_000_000


def search(queryset, text):
    """Narrow a list to what was asked for, best first; a later ``order_by`` overrules.

    Arguments: queryset, of a declared noun; text, as typed. Nothing asked leaves the queryset as it is.
    Returns: a queryset of the same rows, with the annotation ``search_rank``: smaller is better.
    """
    return narrow(queryset, ask(text, [noun_of(queryset.model).type]))


def narrow(queryset, answer):
    """Narrow a list to the hits of an answer; see ``search``."""
    if not answer.query:
        return queryset
    kind = noun_of(queryset.model).type
    ids = [str(hit.object_id) for hit in answer.hits if hit.type == kind]
    # The place of ",17," in ",5,17,9," grows with the rank: both engines order by it without knowing the list's length.
    in_order = Value(f",{','.join(ids)},", output_field=CharField())
    own = Concat(Value(","), Cast("pk", CharField()), Value(","), output_field=CharField())
    rank = StrIndex(in_order, own)
    if answer.all_documents is None:
        found = queryset.filter(pk__in=ids)
    else:  # most of them have no rank of their own: they follow the ranked ones
        objects = SearchDocument.objects.filter(type=kind, pk__in=answer.all_documents).values("object_id")
        found = queryset.filter(pk__in=objects)
        rank = Case(When(pk__in=ids, then=rank), default=Value(BEHIND))
    return found.annotate(search_rank=rank).order_by("search_rank", "pk")


def search_all(text, types=None, stamp=None):
    """Search over everything. Arguments: as ``asking.ask``. Returns: an ``asking.Answer``."""
    return ask(text, types, stamp)
