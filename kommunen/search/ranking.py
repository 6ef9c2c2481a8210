"""The one formula by which hits are ordered. Pure: literals in, numbers out; both engines hand it the same.

A word's strength in a document: the weight of the best field in which it stands (nouns.WEIGHTS, documents.FACTORS),
times how near the document's word is to the one that was typed (CLOSENESS). A rare word counts more than a frequent
one. What is called exactly as asked comes first; then how much of a name the question covers.
"""

from functools import lru_cache
from math import log

from kommunen.language.query import Closeness
from kommunen.search.documents import weight

CLOSENESS = {
    Closeness.SAME: 1.0,
    Closeness.JOINED: 0.97,
    Closeness.ROOT: 0.8,
    Closeness.PARTS: 0.8,
    Closeness.SYNONYM: 0.75,
    Closeness.SYNONYM_OF_PART: 0.6,
}
SAME_FIELD_NOT = 0.6  # the parts of a compound stand in different fields
CALLED_SO, ALSO_CALLED_SO = 120, 70  # its title, or a further name, is what was asked for
INFLECTED = 0.8  # of that, where it is called so in another form: Digitale Zwillinge, Digitaler Zwilling
COVERS = 22  # the question covers the whole title
IN_A_ROW = 12  # the words stand in the title as typed
STANDING = 2.5  # running before planned before ended
PLACE_IN_QUESTION = 0.35  # a place beside other words says where, not what
HEAD_OF_COMPOUND = 0.5  # the end of a compound that was taken apart: Passanten|zählung
MODIFIER = 0.2  # the beginning of one that says little by itself: Groß|veranstaltung
LIES_THERE = 140  # a municipality, where a federal state alone was asked for: before what only has its name
TURNED = str.maketrans("-0123456789", "zyxwvutsrqp")  # what stands later in a date sorts earlier
TYPES = {"municipality": 6, "theme": 6}  # what one comes for, when all else is equal


def rarity(frequency, total):
    """How much a word says: 1 for the rarest, less the more documents hold it, never below a fifth."""
    return max(0.2, log((total + 1) / (frequency + 1)) / log(total + 2))


def strength(way, places):
    """How strongly a document holds a word in this way. Arguments: places, of each of the way's terms."""
    closeness = CLOSENESS[way.closeness]
    if len(places) == 1:
        return closeness * weight(places[0])
    together = shared_fields(places)
    if together:
        return closeness * weight(together)
    return closeness * SAME_FIELD_NOT * min(map(weight, places))


@lru_cache(maxsize=1 << 14)
def shared_fields(places):
    """Keep of the places of several terms those in fields that all of them share, the weaker class of each."""
    shared = 0
    for field in range(0, 24, 3):
        classes = [bits >> field & 7 for bits in places]
        if all(classes):
            shared |= max(bits & -bits for bits in classes) << field  # the best class of the weakest term
    return shared


def score(match, document, question, today):
    """Give a hit's score. Arguments: match, a matching.Match; document, its row; question, what all hits share."""
    total = match.strength
    total += called_so(question, document.names)
    if match.in_name:
        total += COVERS * min(1, match.in_name / max(document.size, 1))
        if question.row and question.row in document.beginning.partition(" | ")[0] + " ":
            total += IN_A_ROW
    if not question.says_where:  # then one comes for what is there, not for the municipality
        total += TYPES.get(document.type, 0)
    return total + STANDING * standing(document, today)


def called_so(question, names):
    """What it counts that one of the names (``documents.name_keys``), the title or another, is what was asked for."""
    if question.key and f"|{question.key}|" in names:
        return CALLED_SO if names.startswith(f"|{question.key}|") else ALSO_CALLED_SO
    if question.stems and f"~{question.stems}~" in names:
        return INFLECTED * (CALLED_SO if f"|~{question.stems}~" in names else ALSO_CALLED_SO)
    return 0


def standing(document, today):
    """2 running, 1 planned, 0 ended or unknown; what had a last day that is over has ended."""
    return 0 if document.ends_on and document.ends_on < today else document.standing


def order(scored):
    """The key to sort by: score, then the newer, then the alphabet; the same on every engine."""
    number, document = scored
    return -round(number, 2), turned(document.dated), document.title.casefold(), document.slug


def turned(dated):
    """A stated date so that the newest sorts first and the unknown last."""
    return dated.translate(TURNED) or "~"
