"""Records that have no document of their own in the index, found by the same words, stems and synonyms.

A session is found with its congress, a reuse with its project; in their own lists each is asked for by itself. There
are few of them: all are taken apart once per state of the data.
"""

from dataclasses import dataclass

from kommunen.models import current_version
from kommunen.search.documents import analysed


@dataclass(frozen=True, slots=True)
class Words:
    """What an item says: its terms, and its stems in a row for phrases."""

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


class Items:
    """The public records of a noun, taken apart. Arguments: queryset, a function; texts, of a record, a function."""

    def __init__(self, queryset, texts):
        self.queryset, self.texts = queryset, texts
        self.kept = None, ()

    def ids_of(self, query):
        """The ids of those that answer a question (a ``language.query.Query``)."""
        return [one.pk for one in self.words() if one.answers(query)]

    def words(self):
        """Each record's words, as of now."""
        version, words = self.kept
        if version != (now := current_version()):
            words = [words_of(record.pk, self.texts(record)) for record in self.queryset()]
            self.kept = now, words
        return words


def words_of(pk, texts):
    """Take an item apart."""
    taken = [analysed(text) for text in texts if text]
    terms = frozenset().union(*(one.terms for one in taken))
    return Words(pk, terms, f" {' | '.join(one.row for one in taken)} ")
