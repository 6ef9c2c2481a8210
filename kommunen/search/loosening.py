"""What a question leads to where nothing, or too little, holds all its words: compounds taken apart, words nearby.

Hochwasserwarnsystem stands in no entry, but Hochwasser and Warnsystem do: of all ways to take a compound apart, the one
with the fewest parts that stand somewhere counts. The first part says what it is about; where the rest is unknown
(Demenz|kranke), a rare beginning is enough.
"""

import re
from dataclasses import dataclass, replace

from kommunen.language.compounds import is_known, looks_like_a_word, modifiers
from kommunen.language.folding import fold
from kommunen.language.query import parse_query
from kommunen.language.stems import VERB_BEFORE, root, stem
from kommunen.language.tokens import MOST_LEAVES, in_a_row, take_apart
from kommunen.models import SearchPosting, SearchWord
from kommunen.search.evidence import frequencies
from kommunen.search.ranking import HEAD_OF_COMPOUND, MODIFIER, rarity

SHORTEST_PART = 5  # letters of a word that is taken for a compound that begins with it
SHORTEST_REST = 4
SEPARATOR = re.compile(r"(?<=\w)[:/|+&_·](?=\w)")  # joins what may be one word (un:box): two, where nothing holds it
PALE, PALE_COUNTS = frozenset(["kommunal", "stadtisch"]), 0.4  # stems of adjectives that stand beside anything here
RARE = 0.5  # how much a beginning must say to be asked for though nothing is known of the rest


@dataclass(frozen=True, slots=True)
class Part:
    """Neighbouring parts of a compound, to be asked for as one word: its text, and the terms by which it is found."""

    text: str
    terms: tuple[str, ...]


def loosened(query, evidence):
    """Take compounds apart and ask for their parts as words of their own.

    Returns: a Query and what its words count where that is less than one, {index: factor}: the end of a compound
    (Passantenzählung is about Passanten), a beginning that says little (Groß|veranstaltung), a pale adjective; or None,
    where that asks nothing new.
    """
    unknown = [asked.text for index, asked in enumerate(query.words) if not evidence.held(query.ways_for(index))]
    spans = {asked: spans_of(asked) for asked in query.words}
    spans |= beginnings_of([asked for asked in query.words if asked.text in unknown and not spans[asked]])
    numbers = held_anywhere(spans, evidence)
    text, factors = "", {}  # {where a word begins: what it counts}
    for asked in query.words:
        if asked.entry.stem not in evidence.frequencies and SEPARATOR.search(asked.text):
            text += f"{SEPARATOR.sub(' ', asked.text)} "
            continue
        parts = fewest_known(spans[asked], numbers)
        if not may_be_asked_for(parts, numbers, evidence.total):
            if asked.entry.stem in PALE:
                factors[len(text)] = PALE_COUNTS
            text += f"{asked.text} "
            continue
        if is_modifier(parts[0]):
            factors[len(text)] = MODIFIER
        text += " ".join(part.text for part in parts[:-1]) + " "
        factors[len(text)] = HEAD_OF_COMPOUND
        text += f"{parts[-1].text} "
    loose = replace(parse_query(text), phrases=query.phrases, excluded=query.excluded)
    if len(loose.words) < 2 and not factors:
        return None
    return loose, {index: factors[asked.start] for index, asked in enumerate(loose.words) if asked.start in factors}


def spans_of(asked):
    """All rows of neighbouring parts of a compound: {(first, last): Part}; none of what is no compound."""
    leaves = take_apart(asked.text)[0]
    if len(leaves) < 2:
        return {}
    longest = len(leaves) - 1 if len(leaves) <= MOST_LEAVES else 1
    return {
        (first, first + more): part_of(asked.text, leaves[first : first + more + 1])
        for more in range(longest)
        for first in range(len(leaves) - more)
    }


def part_of(text, leaves):
    """One leaf, or several in a row, as a Part. Arguments: text, the compound."""
    first, last = leaves[0], leaves[-1]
    shown = text[first.start : last.end]
    if len(leaves) == 1:
        shown = first.plain if first.plain in VERB_BEFORE.values() else shown
        return Part(shown, tuple(dict.fromkeys((root(first.plain), stem(first.plain)))))
    return Part(shown, tuple(dict.fromkeys((stem(in_a_row(leaves)), root(in_a_row(leaves))))))


def beginnings_of(unknown):
    """Take words that nothing holds, and that are no compounds as far as we know, apart behind a known word.

    Returns: {asked: its two parts, as ``spans_of``}.
    """
    cuts = {}
    for asked in unknown:
        key = fold(asked.text)
        for cut in range(SHORTEST_PART, len(key) - SHORTEST_REST + 1):
            cuts.setdefault(key[:cut], []).append((asked, cut))
    known = SearchWord.objects.filter(key__in=cuts).values_list("key", flat=True) if cuts else ()
    found = {}
    for key in sorted(known, key=len):  # the longest wins
        for asked, cut in cuts[key]:
            before, behind = asked.text[:cut], asked.text[cut:]
            if fold(before) == key and looks_like_a_word(behind):  # ß and ae are one letter more, or less
                found[asked] = {(0, 0): Part(before, (stem(key),)), (1, 1): Part(behind, (stem(fold(behind)),))}
    return found


def held_anywhere(spans, evidence):
    """In how many documents the parts stand: {term: number}; read where the question has not asked for them."""
    terms = {term for parts in spans.values() for part in parts.values() for term in part.terms}
    more = terms - set(evidence.frequencies)
    return evidence.frequencies | (frequencies(SearchPosting.objects.order_by(), more) if more else {})


def fewest_known(spans, numbers):
    """Of all ways to take a compound apart, the one with the fewest parts of which each stands somewhere.

    Where there is none, the one with the longest known beginning. Arguments: spans, as ``spans_of``.
    """
    if not spans:
        return []
    end = 1 + max(last for _first, last in spans)
    ways = {0: []}  # up to where a compound is known: the fewest parts
    for first in range(end):
        for last in range(first, end) if first in ways else ():
            part = spans.get((first, last))
            known = part and any(term in numbers for term in part.terms)
            if known and (last + 1 not in ways or len(ways[first]) + 1 < len(ways[last + 1])):
                ways[last + 1] = [*ways[first], part]
    longest = max(ways)
    return [*ways[longest], *(spans[place, place] for place in range(longest, end))] if longest else []


def may_be_asked_for(parts, numbers, total):
    """Tell whether the parts of a compound may be asked for one by one.

    Not where nothing holds its beginning (who asks for Mondlandung does not mean just any Landung), or where that
    changes what follows (Kernkraftwerk); and where something else is unknown, only if the beginning says much.
    """
    changes_what_follows = parts and modifiers().get(fold(parts[0].text))
    if len(parts) < 2 or changes_what_follows:
        return False
    if all(any(term in numbers for term in part.terms) for part in parts):
        return True
    number = max(numbers.get(term, 0) for term in parts[0].terms)
    return number > 0 and not is_modifier(parts[0]) and rarity(number, total) >= RARE


def is_modifier(part):
    """Tell whether a part at the beginning of a compound says little by itself, whatever it does to what follows."""
    return fold(part.text) in modifiers() or len(part.text) == 1


def nearest(tried, spelling):
    """Words of the index near those that nothing holds: like one that may be misspelt, or within a compound."""
    unknown = [word for word, number in tried if not number]
    alike = [near.word for word in unknown if not is_known(word) for near in spelling.suggest(word)]
    return list(dict.fromkeys([*alike, *within(unknown)]))


def within(compounds):
    """The longest words of the index with which each of some words begins and ends."""
    cuts = {}
    for number, word in enumerate(compounds):
        key = fold(word)
        for cut in range(SHORTEST_PART, len(key) - 1):
            cuts.setdefault(key[:cut], (number, 0, -cut))
        for cut in range(2, len(key) - SHORTEST_PART + 1):
            cuts.setdefault(key[cut:], (number, 1, cut))
    found = dict(SearchWord.objects.filter(key__in=cuts).values_list("key", "shown")) if cuts else {}
    longest = {}
    for key in sorted(found, key=cuts.get):
        longest.setdefault(cuts[key][:2], found[key])
    return longest.values()
