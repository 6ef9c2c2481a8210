"""A question that says which kind of record is meant: „Städte in NRW“, „Projekte in Bamberg“, „KI-Projekte“.

There that word is no word to look for: the rest says where the records lie and what they are about.
"""

import re
from dataclasses import dataclass

from django.db.models import Q

from kommunen.language.folding import fold
from kommunen.language.query import Query, parse_query
from kommunen.models import Municipality
from kommunen.search.nouns import NOUNS, Noun
from kommunen.search.words import known_places

JOINT = re.compile(r"\b(?:und|oder|sowie|and|or)\b|,", re.IGNORECASE)  # between places: „in Bayern und Hessen“


@dataclass(frozen=True)
class OfAKind:
    """Records of a kind. word: how the question calls them; rest: the question without it; meant: conditions on those
    that are meant, the nearest first; about: whether the rest says more than where they lie; places: where they lie,
    all that the rest names together before each of several.
    """

    noun: Noun
    word: str
    rest: Query
    meant: tuple[Q, ...]
    about: bool
    places: tuple[Query, ...]

    @property
    def types(self):
        """The kinds to look at. What a municipality works on, its projects tell: then none is left out."""
        return None if self.noun.model is Municipality else [self.noun.type]

    def nearness(self, ids):
        """Which of some records are meant: {id: at which of the conditions}, the first that holds."""
        if not self.meant:
            return dict.fromkeys(ids, 0)
        records, found = self.noun.model.objects.published(), {}
        for place, condition in enumerate(self.meant):
            found |= dict.fromkeys(set(records.filter(condition).values_list("pk", flat=True)) - set(found), place)
        return found


def of_a_kind(query, stamp, types=None):
    """Read a question as one for records of a kind. Arguments: as ``asking.ask``.

    Returns: an OfAKind; None where no word says which kind, or does in the singular („Stadt Bamberg“ is Bamberg), or
    a municipality is asked for by a theme alone: „Städte mit Chatbot“ is answered by their projects.
    """
    if query.phrases or query.excluded:
        return None
    known = known_places(stamp)
    in_places = known.indexes(query)
    for index, asked in enumerate(query.words):
        if index not in in_places and (found := named_by(asked.text.rpartition("-")[2], types)):
            noun, meant, word = found
            rest = parse_query(query.text[: asked.end - len(word)].rstrip("-") + query.text[asked.end :])
            if not rest.words:
                return None
            about = len(rest.words) > len(in_places)
            if about and noun.model is Municipality and not in_places:
                return None
            parts = [parse_query(part) for part in JOINT.split(rest.text)]
            several = len(parts) > 1 and all(
                part.words and len(known.indexes(part)) == len(part.words) for part in parts
            )
            return OfAKind(noun, word, rest, meant, about, (rest, *parts) if several else (rest,))
    return None


def named_by(word, types):
    """Which kind of record a word names in the plural: (noun, conditions, word) or None."""
    for noun in NOUNS.values() if types is None else map(NOUNS.get, types):
        for plural, meant in noun.plurals.items():
            if fold(word) in {fold(plural), f"{fold(plural)}n"}:
                return noun, meant, word
    return None
