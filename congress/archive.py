"""All sessions and outcomes of all congresses as one list: in one order, and found by words.

The index of the search has one document per congress; here each item of a programme is asked for by itself, with the
same words, stems and synonyms.
"""

from dataclasses import dataclass
from datetime import date, time
from functools import lru_cache

from congress.models import Outcome, Session
from kommunen.models import current_version
from kommunen.search.documents import analysed


class Programme:
    """Sessions and outcomes as one list. Like a queryset it is read only where it is shown.

    Congress by congress, the newest first; within each the programme in its order, then what came out of it. The order
    is made here, so that it is the same on every database.
    """

    def __init__(self, sessions, outcomes, *, oldest_first=False):
        self.querysets = {Session: sessions, Outcome: outcomes}
        self.oldest_first = oldest_first
        self._places = None

    def along(self, lookup):
        """The same, with what every item needs from another noun. Arguments: lookup, for ``prefetch_related``."""
        self.querysets = {noun: queryset.prefetch_related(lookup) for noun, queryset in self.querysets.items()}
        return self

    @property
    def places(self):
        """For each item, in order: its noun and its id."""
        if self._places is None:
            found = [
                ((start, congress), (0, day or date.max, begins or time.max, position, pk), Session)
                for start, congress, day, begins, position, pk in self.keys(Session, "day", "begins")
            ]
            found += [
                ((start, congress), (1, position, pk), Outcome) for start, congress, position, pk in self.keys(Outcome)
            ]
            found.sort(key=lambda entry: entry[1])
            found.sort(key=lambda entry: entry[0], reverse=not self.oldest_first)
            self._places = [(noun, within[-1]) for _congress, within, noun in found]
        return self._places

    def keys(self, noun, *more):
        """What decides an item's place."""
        rows = self.querysets[noun].order_by()
        return rows.values_list("congress__start", "congress_id", *more, "position", "pk")

    def __len__(self):
        return len(self.places)

    def __getitem__(self, wanted):
        return self.records(self.places[wanted])

    def iterator(self, chunk_size):
        """All items, a number of them in memory at a time."""
        for start in range(0, len(self), chunk_size):
            yield from self[start : start + chunk_size]

    def records(self, places):
        """Read the items at some places, in their order."""
        found = {}
        for noun, queryset in self.querysets.items():
            ids = [pk for one, pk in places if one is noun]
            found |= {(noun, record.pk): record for record in queryset.filter(pk__in=ids)} if ids else {}
        return [found[place] for place in places if place in found]


@dataclass(frozen=True, slots=True)
class Words:
    """What an item says: its terms, and its stems in a row for phrases."""

    noun: type
    pk: int
    terms: frozenset
    row: str

    def answers(self, query):
        """Whether it holds every word of a question in one way or another, and nothing that is to be left out."""
        return (
            all(
                any(self.terms.issuperset(way.terms) for way in query.ways_for(index))
                for index in range(len(query.words))
            )
            and all(self.has(phrase) for phrase in query.phrases)
            and not any(self.has(phrase) for phrase in query.excluded)
        )

    def has(self, phrase):
        return f" {' '.join(phrase.pieces)} " in self.row


def ids_of(noun, query):
    """The ids of the public sessions or outcomes that answer a question (a ``language.query.Query``)."""
    return [one.pk for one in public_words(current_version()) if one.noun is noun and one.answers(query)]


@lru_cache(maxsize=1)
def public_words(version):
    """Take every public session and outcome apart, once per state of the data."""
    return [
        words_of(record)
        for noun in (Session, Outcome)
        for record in noun.objects.published().select_related("congress").with_row()
    ]


def words_of(record):
    """Take an item apart: what it says, whom and what it names, and at which congress."""
    texts = [record.title, record.summary, record.room] if isinstance(record, Session) else [record.text]
    texts += [record.congress.title, record.congress.place]
    for named in (record.municipalities, record.themes, record.projects, record.cooperations):
        texts += map(str, named.all())
    if isinstance(record, Outcome):
        texts += map(str, record.grown_cooperations.all())
    taken = [analysed(text) for text in texts if text]
    terms = frozenset().union(*(one.terms for one in taken))
    return Words(type(record), record.pk, terms, f" {' | '.join(one.row for one in taken)} ")
