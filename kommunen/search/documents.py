"""Take a record apart into what the index keeps of it. Knows no engine and writes nothing."""

from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter

from kommunen.language.folding import fold, letters
from kommunen.language.synonyms import pieces
from kommunen.language.tokens import PIECE, Kind, analyse
from kommunen.search.nouns import WEIGHTS, Field

# How a term may stand for its word. One bit each, three for every field: SearchPosting.places.
WHOLE, PART, WEAK = range(3)
CLASSES = {Kind.WORD: WHOLE, Kind.STEM: WHOLE, Kind.PART: PART, Kind.ROOT: WEAK, Kind.HIDDEN: WEAK}
FACTORS = (1.0, 0.9, 0.55)
BITS_OF = [(1 << (3 * field + place), WEIGHTS[field] * FACTORS[place]) for field in Field for place in range(3)]
FURTHER = 0.3  # how much a second field adds, beside the best one
LONGEST_TERM = 64
MOST_BEGINNINGS = 8  # words of a name from which on it can be suggested
SHORTEST_WORD = 4  # letters of a word that a misspelt one may have meant


@dataclass(frozen=True, slots=True)
class Entry:
    """What the index keeps of a record."""

    title: str
    slug: str
    names: str
    size: int
    standing: int
    ends_on: object
    dated: str
    row: str
    parts: list
    terms: dict  # {term: places}
    beginnings: tuple
    words: dict  # {key: word as written}


@dataclass(frozen=True, slots=True)
class Analysed:
    """A text taken apart: terms by class, a stem per position, words as written, how many of them count."""

    terms: dict
    row: str
    words: dict
    size: int


@lru_cache(maxsize=4096)
def analysed(text):
    """Take a text apart; names of themes and municipalities come again and again."""
    terms, row, words, size = {}, [], {}, 0
    for token in analyse(text):
        row += token.entry.pieces
        if token.stop:
            continue
        size += 1
        for key, place in terms_of(token.entry):
            terms[key] = terms.get(key, 0) | place
        for key, piece in pieces_of(text[token.start : token.end]):
            words.setdefault(key, piece)
    return Analysed(terms, " ".join(row), words, size)


@lru_cache(maxsize=1 << 16)
def terms_of(entry):
    """Return what a known word is found by: pairs of a term and its bit."""
    kept = [term for term in entry.terms if term.kind != Kind.WORD or term.text == entry.stem]  # one asks for stems
    return [(term.text[:LONGEST_TERM], 1 << CLASSES[term.kind]) for term in kept]


@lru_cache(maxsize=1 << 16)
def pieces_of(surface):
    """Return the words in a written one that somebody may misspell: pairs of key and piece."""
    found = [piece for piece in PIECE.findall(surface) if SHORTEST_WORD <= len(piece) <= LONGEST_TERM]
    return [(fold(piece)[:LONGEST_TERM], piece) for piece in found]


def entry_of(noun, record, along=()):
    """Take a published record apart.

    Arguments: record, fetched by its noun's queryset; along, (Field, text) pairs: the names found along its relations.
    """
    texts = sorted([*noun.texts(record), *along], key=itemgetter(0))  # stable: the name stays the first
    parts = [(field, text.strip()) for field, text in texts if text and text.strip()]
    terms, words, rows = {}, {}, []
    for field, text in parts:
        found = analysed(text)
        for term, classes in found.terms.items():
            terms[term] = terms.get(term, 0) | classes << 3 * field
        words |= found.words
        rows.append(found.row)
    title = parts[0][1]
    return Entry(
        title=title[:300],
        slug=record.slug,
        names=name_keys(title, *noun.names(record)),
        size=analysed(title).size,
        standing=noun.standing(record),
        ends_on=noun.ends(record),
        dated=noun.dated(record),
        row=f" {' | '.join(rows)} ",
        parts=[[int(field), text] for field, text in parts],
        terms=terms,
        beginnings=tuple(beginnings(title, *noun.names(record))),
        words=words,
    )


def name_keys(*names):
    """All names as keys, first as they are written, each between two |, then their stems, each between two ~."""
    written = dict.fromkeys(filter(None, map(letters, names)))
    stems = dict.fromkeys(filter(None, map(stem_key, names)))
    return f"|{'|'.join(written)}|~{'~'.join(stems)}~"


def stem_key(text):
    """What the inflected forms of a name have in common: „Digitale Zwillinge“, „Digitaler Zwilling“."""
    return " ".join(pieces(text))


def beginnings(*names):
    """Give the keys by which somebody may begin to type one of these names: from each of its words on."""
    found = {}
    for name in names:
        words = fold(name).split()
        for start in range(min(len(words), MOST_BEGINNINGS)):
            if key := " ".join(words[start:]).strip("\"'„“()#-–&|.,:/ ")[:80]:
                found.setdefault(key)
    return found


@lru_cache(maxsize=1 << 16)
def weight(places):
    """How much these places of a term say: the best of them, and a little for each further field."""
    by_field = {}
    for number, (bit, worth) in enumerate(BITS_OF):
        if places & bit and worth > by_field.get(number // 3, 0):
            by_field[number // 3] = worth
    best = max(by_field.values(), default=0)
    return best + FURTHER * (sum(by_field.values()) - best)


def grade(places, standing):
    """A number by which the database can give the best postings of a frequent term first."""
    return int(weight(places)) * 10 + standing
