"""Which documents hold the words of a question, and how strongly. Pure: works on what evidence.py has read."""

from types import MappingProxyType
from typing import NamedTuple

from kommunen.language.tokens import stop_words
from kommunen.search.documents import weight
from kommunen.search.nouns import Field
from kommunen.search.ranking import PLACE_IN_QUESTION, rarity, shared_fields, strength

NAME_WHOLE = 0b1 << 3 * Field.NAME
NAME_FOUND = 0b11 << 3 * Field.NAME
PLACES = sum(0b11 << 3 * field for field in (Field.NAME, Field.ALIAS, Field.PLACE, Field.SUMMARY))
WHOLE_PLACES = sum(0b1 << 3 * field for field in (Field.NAME, Field.ALIAS, Field.PLACE, Field.SUMMARY))
LIES = 0b11 << 3 * Field.PLACE
LIES_WHOLLY = 0b1 << 3 * Field.PLACE
OWN_NAMES = sum(0b11 << 3 * field for field in (Field.NAME, Field.ALIAS))
OWN_TEXT = sum(0b111 << 3 * field for field in Field if field != Field.THEME)  # a theme names more than the record
ENOUGH = 0.3  # of the weight of all words, where few documents hold them all
AT_LEAST = 15  # how strongly it must hold one of them: who is only partner of a firm Zahnen knows no Zahnarzt
TELLING = 0.4  # how much one of the words must say where it is held alone
NOWHERE = 0.3  # what a word counts that no document holds: it was asked for, but nobody can find it

NO_FACTORS = MappingProxyType({})


class Match(NamedTuple):
    """A document that fits: how strongly, how many of the words are in its name, what share of the words it holds."""

    strength: float
    in_name: int
    share: float = 1.0


def held_by(query, evidence, index, place=0):
    """Give the documents that hold one word: {document: (strength, whether in the name)}.

    Arguments: place, of a word that names a place: the bits of the places in which it says where; 0 for other words.
    """
    found = {}
    for way in query.ways_for(index):
        held = held_in(way, evidence, place)
        if not found:
            found = held
            continue
        for document, (number, named) in held.items():
            known = found.get(document)
            if known is None:
                found[document] = number, named
            elif number > known[0] or named > known[1]:
                found[document] = max(number, known[0]), named or known[1]
    return found


def held_in(way, evidence, place):
    """The documents that hold a word in one way: {document: (strength, whether in the name)}.

    Few different places come again and again in thousands of documents: what they say is worked out once.
    """
    first, *others = sorted((evidence.documents(term) for term in way.terms), key=len)
    if others:
        first = {document: (bits, *(other.get(document, 0) for other in others)) for document, bits in first.items()}
    said = {places: what_places_say(way, places if others else (places,), place) for places in set(first.values())}
    return {document: known for document, places in first.items() if (known := said[places])}


def what_places_say(way, places, place):
    """(strength, whether in the name) of a way whose terms stand there; None where one is missing, or says no place."""
    if not all(places) or (place and not any(bits & place for bits in places)):
        return None
    return strength(way, places), all(bits & NAME_FOUND for bits in places)


def match(query, evidence, rows, *, places=NO_FACTORS, factors=NO_FACTORS, partly=False, there=False):
    """Find the documents that fit a question.

    Arguments: rows, a function: documents → {document: its row of stems}, asked only for phrases; places, the
    indexes of words that say where, each with whether it must not stand inside a longer name; factors, {index: what
    the word counts} where it counts less than another; partly, to take what holds most of the words;
    there, to take what lies in these places alone, not what is called so, or tells of them.
    Returns: {document: Match}.
    """
    bits = {index: WHOLE_PLACES if whole else PLACES for index, whole in places.items()}
    if there:
        bits = {index: LIES_WHOLLY if whole else LIES for index, whole in places.items()}
    holders = [held_by(query, evidence, index, bits.get(index, 0)) for index in range(len(query.words))]
    says = [rarity(len(holder), evidence.total) if holder else NOWHERE for holder in holders]
    weights = [
        number * (PLACE_IN_QUESTION if index in places else factors.get(index, 1)) for index, number in enumerate(says)
    ]
    if len(holders) == 1 and not partly:
        found = alone(weights[0], holders[0])
    else:
        meant = set(range(len(holders))) - set(places) - (set(factors) if len(factors) < len(holders) else set())
        telling = [index in meant and number >= TELLING for index, number in enumerate(says)]
        found = weighed(weights, holders, places, telling if partly else None)
    for phrase in query.phrases:
        found = with_phrase(found if query.words or phrase is not query.phrases[0] else None, phrase, evidence, rows)
    if not query.words and not query.phrases:
        return {}
    for phrase in query.excluded:
        for document in holding(phrase, evidence, rows, OWN_TEXT):
            found.pop(document, None)
    return found


def alone(weight_of_word, holder):
    """The matches of a single word: many documents hold it alike, and share one. Arguments: holder, of ``held_by``."""
    alike = {known: Match(weight_of_word * known[0] / weight_of_word, int(known[1])) for known in set(holder.values())}
    return {document: alike[known] for document, known in holder.items()}


def weighed(weights, holders, places, telling=None):
    """The matches of several words, each with its weight.

    Arguments: as ``match``; holders, of ``held_by``; telling, to take what holds most of the words: of each, whether
    it is enough alone. Who asks for Raumschiff does not mean just any Raum, which stands in hundreds of documents.
    """
    whole = sum(weights) or 1
    found, weighted = {}, list(zip(weights, holders, strict=True))
    where = [holders[index] for index in places]
    what = [holder for index, holder in enumerate(holders) if index not in places]
    alone = [holder for holder, enough in zip(holders, telling or (), strict=telling is not None) if enough]

    def about_it(document):  # the place alone is nothing that was asked for
        enough = any(document in holder for holder in alone) or sum(document in holder for holder in what) > 1
        return enough and all(document in holder for holder in where)

    partly = telling is not None
    for documents in [set().union(*holders)] if partly else [set.intersection(*map(set, holders))] if holders else []:
        for document in documents:  # thousands for a frequent word: a plain loop takes half the time of sums
            weight_held = strength_held = in_name = strongest = 0
            for weight_of_word, holder in weighted:
                if known := holder.get(document):
                    weight_held += weight_of_word
                    strength_held += weight_of_word * known[0]
                    in_name += known[1]
                    strongest = max(strongest, known[0])
            share = weight_held / whole
            if partly and (share < ENOUGH or strongest < AT_LEAST or not about_it(document)):
                continue
            found[document] = Match(strength_held / whole, in_name, share)
    return found


def with_phrase(found, phrase, evidence, rows):
    """Narrow to the documents in which a phrase stands; None as found stands for all."""
    kept = {}
    for document in holding(phrase, evidence, rows):
        if found is not None and document not in found:
            continue
        terms = [
            evidence.documents(piece)[document] for piece in phrase.pieces if document in evidence.documents(piece)
        ]
        before = found[document] if found else Match(0, 0)
        number = weight(shared_fields(tuple(terms)))
        named = len(phrase.pieces) if all(bits & NAME_FOUND for bits in terms) else 0
        kept[document] = Match(before.strength + number, before.in_name + named, before.share)
    return kept


def holding(phrase, evidence, rows, fields=~0):
    """Give the documents in which the words of a phrase stand in a row; of a single word, also inside a compound."""
    known = [
        evidence.documents(piece) for piece in phrase.pieces if piece not in stop_words() and evidence.documents(piece)
    ]
    if not known:
        return set()
    if len(phrase.pieces) == 1:
        return {document for document, bits in known[0].items() if bits & fields}
    candidates = set.intersection(*map(set, known))
    wanted = f" {' '.join(phrase.pieces)} "
    return {document for document, row in rows(candidates).items() if wanted in row}
