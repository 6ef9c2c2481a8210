"""Take German compounds apart: Hochwasserwarnung into Hochwasser and Warnung.

A dictionary splitter: kommunen/data/language/parts.txt holds the words that compounds of this field are made of, read
once, at the first question. docs/SPRACHE.md has the figures by which it was chosen over the library compound-split
and over both together.
"""

from dataclasses import dataclass
from functools import lru_cache

from kommunen.language.folding import fold
from kommunen.language.stems import IRREGULAR, read_words, stem

SHORTEST = 3  # letters of a part (ohr, see, rad)
LINKS = ("", "s", "es", "n", "en", "e", "er", "ens", "ns")  # between two parts: Verwaltung-s-akte
ENDINGS = ("", "e", "en", "n", "er", "ern", "s", "es", "em", "in", "innen", "nen")
VERB_ENDINGS = ("t", "st", "te", "ten", "et", "ete", "eten", "end", "ende", "enden")  # of entries that end in -en
LONG_ENOUGH = 7  # letters of a known part that vouches for an unknown one beside it (Allgäu|plattform)


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a compound: surface offsets without and with its linking letters; hidden where it counts for finding
    only.
    """

    start: int
    end: int
    linked_end: int
    hidden: bool = False


@lru_cache(maxsize=1)
def dictionary():
    """Give all forms, folded: those that may stand before another part, with the length of their link; those that may
    end a word, with the length of the word without ending; and the words of one idea with the length of their last
    part.
    """
    before, last, hidden = {}, {}, {}
    plurals = {}
    for plural, singular in IRREGULAR.items():
        plurals.setdefault(singular, []).append(plural)
    for entry in read_words("parts.txt"):
        word, inner = fold(entry.replace("~", "")), fold(entry.rpartition("~")[2])
        bases = [word, *plurals.get(word, ())]
        if word.endswith("e") and len(word) > 4:
            before.setdefault(word[:-1], 0)  # Schule, Schulhof
        for base in bases:
            for link in LINKS:
                if before.get(base + link, 9) > len(link):
                    before[base + link] = len(link)
            for ending in ENDINGS:
                last[base + ending] = max(len(base), last.get(base + ending, 0))
                if "~" in entry:
                    hidden[base + ending] = len(inner) + len(ending)
        if word.endswith("en"):
            last |= {word[:-2] + ending: len(word) for ending in VERB_ENDINGS}
    return before, last, hidden


@lru_cache(maxsize=1)
def modifiers():
    """First parts that say little by themselves, folded: {part: whether it changes what follows}."""
    return {fold(entry.removesuffix("~")): entry.endswith("~") for entry in read_words("modifiers.txt")}


def is_known(word):
    """Tell whether a word stands in the word list, in a form that there is: Sensoren, not Sensorn."""
    return stem(fold(word)) in listed_stems()


@lru_cache(maxsize=1)
def listed_stems():
    """The stems of the words of the list."""
    return frozenset(stem(fold(entry.replace("~", ""))) for entry in read_words("parts.txt"))


@lru_cache(maxsize=1 << 16)
def split(word):
    """Split one word written without signs.

    Arguments: word, as printed, any case; umlauts in either spelling.
    Returns: its pieces from left to right, with offsets into word. One hard piece means: not a compound. After the
    hard ones follow hidden ones, the last part of a word of one idea (Wasser in Hochwasser). Of several ways the one
    with the fewest parts wins.
    """
    low = word.lower()
    whole = Piece(0, len(word), len(word))
    if len(low) != len(word) or not word.isalpha():
        return (whole,)
    before, last, hidden = dictionary()
    pieces = (whole,)
    if len(word) >= 2 * SHORTEST and fold(low) not in last:
        found = fewest_parts(low, before, last)
        pieces = found or beside_unknown(low, before, last) or pieces
    return (*pieces, *(inner for piece in pieces if (inner := hidden_part(low, piece, hidden))))


def fewest_parts(low, before, last):
    """Find the way through the word with the least cost: one per part, a little more for short parts and links."""
    length = len(low)
    ways = {0: (0.0, ())}  # where a part may begin: cost so far, pieces so far
    for start in range(length - SHORTEST + 1):
        if start not in ways:
            continue
        cost, pieces = ways[start]
        for end in range(start + SHORTEST, length - SHORTEST + 1):
            link = before.get(fold(low[start:end]))
            if link is not None:
                price = cost + 1 + 0.1 * link + (0.3 if end - start - link < 4 else 0)
                if price < ways.get(end, (99.0,))[0]:
                    ways[end] = (price, (*pieces, Piece(start, end - link, end)))
        if start and fold(low[start:]) in last:
            price = cost + 1 + (0.3 if length - start < 4 else 0)
            if price < ways.get(length, (99.0,))[0]:
                ways[length] = (price, (*pieces, Piece(start, length, length)))
    return ways.get(length, (0, None))[1]


def beside_unknown(low, before, last):
    """Split where a long known part vouches for a rest that looks like a word: at the end of the word
    (Allgäu|plattform), or at the beginning, if a linking s shows the seam (Erfolgs|faktoren).
    """
    length = len(low)
    for cut in range(4, length - LONG_ENOUGH + 1):
        if last.get(fold(low[cut:]), 0) >= LONG_ENOUGH and looks_like_a_word(low[:cut]):
            return (Piece(0, cut, cut), Piece(cut, length, length))
    for cut in range(length - 4, LONG_ENOUGH - 1, -1):
        seam = low[cut - 1] == "s" and not low.startswith(
            ("ch", "p", "t"), cut
        )  # sch, sp, st begin a word of their own
        if seam and before.get(fold(low[:cut])) == 1 and looks_like_a_word(low[cut:]):
            return (Piece(0, cut - 1, cut), Piece(cut, length, length))
    return None


def looks_like_a_word(rest):
    """Tell whether an unknown rest has a vowel and is no particle of a participle (ange|mietet)."""
    folded = fold(rest)
    return not folded.endswith("ge") and bool(set(folded) & set("aeiouy"))


def hidden_part(low, piece, hidden):
    length = hidden.get(fold(low[piece.start : piece.end]))
    if length is None:
        return None
    for start in range(piece.end - SHORTEST, piece.start, -1):  # surface and folded lengths differ by ae and ss
        if len(fold(low[start : piece.end])) == length:
            return Piece(start, piece.end, piece.linked_end, hidden=True)
    return None
