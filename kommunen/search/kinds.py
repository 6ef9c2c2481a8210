"""A question for all records of a kind in a place: „Städte in NRW“, „Projekte in Bamberg“.

There the first word is no word to look for: it says which records are meant, and the rest says where they lie.
"""

from dataclasses import dataclass

from django.db.models import Q

from kommunen.language.folding import fold
from kommunen.language.query import Query, parse_query
from kommunen.search.nouns import NOUNS, Noun
from kommunen.search.words import known_places


@dataclass(frozen=True)
class OfAKind:
    """Records of a kind in a place. where: the question without the kind; meant: conditions, the nearest first."""

    noun: Noun
    where: Query
    meant: tuple[Q, ...]

    def places(self, ids):
        """Which of some records are meant: {id: at which of the conditions}, the first that holds."""
        if not self.meant:
            return dict.fromkeys(ids, 0)
        records, found = self.noun.model.objects.published(), {}
        for place, condition in enumerate(self.meant):
            found |= dict.fromkeys(set(records.filter(condition).values_list("pk", flat=True)) - set(found), place)
        return found


def of_a_kind(query, stamp, types=None):
    """Read a question as one for all records of a kind in a place. Arguments: as ``asking.ask``.

    Returns: an OfAKind; None where a word of it names neither, or says which kind in the singular („Stadt Bamberg“ is
    Bamberg).
    """
    if len(query.words) < 2 or query.phrases:
        return None
    places = known_places(stamp).indexes(query)
    others = [asked for index, asked in enumerate(query.words) if index not in places]
    if len(others) != 1 or not places:
        return None
    word = fold(others[0].text)
    for noun in NOUNS.values() if types is None else map(NOUNS.get, types):
        for plural, meant in noun.plurals.items():
            if word in {fold(plural), f"{fold(plural)}n"}:
                text = query.text[: others[0].start] + query.text[others[0].end :]
                return OfAKind(noun, parse_query(text), meant)
    return None
