"""The search: an index that follows the data, questions that understand German, one formula that orders the hits.

``search(queryset, text)`` narrows a list, ``search_all(text)`` looks everywhere, ``suggest(text)`` completes. Whoever
writes in bulk calls ``index_records(model, ids)`` or ``rebuild()`` inside the same transaction.
"""

from kommunen.search.doors import narrow, search, search_all
from kommunen.search.index import index_records, rebuild
from kommunen.search.nouns import NOUNS
from kommunen.search.suggesting import suggest

__all__ = ["NOUNS", "index_records", "narrow", "rebuild", "search", "search_all", "suggest"]
