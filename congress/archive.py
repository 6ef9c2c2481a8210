"""All sessions and outcomes of all congresses as one list: in one order, and found by words.

The index of the search has one document per congress; here each item of a programme is asked for by itself, with the
same words, stems and synonyms.
"""

from datetime import date, time

from congress.models import Outcome, Session
from kommunen.search.items import Items


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


def entries(noun):
    """The public records of a noun, with what they name."""
    return noun.objects.published().select_related("congress").with_row()


def session_texts(session):
    """What a session says."""
    return [session.title, session.summary, session.room, *told_with(session)]


def outcome_texts(outcome):
    """What an outcome says, and what grew from it."""
    return [outcome.text, *told_with(outcome), *map(str, outcome.grown_cooperations.all())]


def told_with(record):
    """Whom and what an item names, and at which congress."""
    yield from (record.congress.title, record.congress.place)
    for named in (record.municipalities, record.themes, record.projects, record.cooperations):
        yield from map(str, named.all())


ITEMS = {
    Session: Items(lambda: entries(Session), session_texts),
    Outcome: Items(lambda: entries(Outcome), outcome_texts),
}
