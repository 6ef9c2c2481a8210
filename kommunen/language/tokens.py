"""The one analysis of text, the same for documents and for questions: words with their stems and smaller parts.

``analyse("Baumbewässerung in der Smart-City")`` gives four tokens; each knows where it stands, so that a hit can be
marked, and by which terms it can be found. A word with signs (CIVITAS/CORE, un:box, LoRa-WAN, BürgerInnen) or with a
capital inside (SmartCity) is one token that takes as many positions as it has pieces: a phrase matches however
somebody joins the words.
"""

import re
from dataclasses import dataclass, replace
from enum import IntEnum
from functools import lru_cache
from itertools import pairwise

from kommunen.language.compounds import Piece, split
from kommunen.language.folding import INVISIBLE, fold
from kommunen.language.stems import VERB_BEFORE, key, read_words, root, stem

LETTER = rf"(?:[^\W_]|[\u0300-\u036f{INVISIBLE}])"
JOINT = r"[-‐‑–/:.'’_*&+@·|]"  # signs that join pieces to one word, one at a time
WORD = re.compile(rf"{LETTER}+(?:{JOINT}{LETTER}+)*")
NO_LETTER = re.compile(rf"[\u0300-\u036f{INVISIBLE}]")  # accents apart from their letter, soft hyphens
PIECE = re.compile(rf"{LETTER}+")
CAPITAL_INSIDE = re.compile(r"(?<=[a-zäöüß]{2})(?=[A-ZÄÖÜ][a-zäöüßA-ZÄÖÜ]{2})")
GENDER = re.compile(
    r"(?:(?<=[:*_])|(?<=/-)|(?<=/)|(?<=[a-zäöü](?=I)))(?:[Ii]nnen|in)(?![A-ZÄÖÜ])"
)  # Bürger:innen, BürgerInnen
MOST_LEAVES = 6  # a word of more pieces is found as a whole and by each piece
LONGEST = 80  # longer runs of letters are no words: found as a whole only


class Kind(IntEnum):
    """How much a term says about its token; a larger value is stronger evidence."""

    HIDDEN = 1  # last part of a word of one idea: Wasser in Hochwasser
    ROOT = 2  # the verb behind it: warn(en) for Warnung
    PART = 3  # part of a compound, or several parts in a row: Plattform in Datenplattform
    STEM = 4  # its stem
    WORD = 5  # the folded word itself


@dataclass(frozen=True, slots=True)
class Term:
    """One string by which a token is found. Offsets and position are relative to the token."""

    text: str
    kind: Kind
    start: int
    end: int
    position: int = 0


@dataclass(frozen=True, slots=True, eq=False)  # one object for each written word, so that it can be a key
class Word:
    """What is known of a written word, wherever it stands.

    word: folded, without signs. stem, root: see stems.py. leaves: the stems of its smallest hard parts (one: no
    compound).
    leaf_roots: the same by root. pieces: one stem per position it takes. terms: all strings it is found by, strongest
    first, each text once.
    """

    word: str
    stem: str
    root: str
    leaves: tuple[str, ...]
    leaf_roots: tuple[str, ...]
    pieces: tuple[str, ...]
    terms: tuple[Term, ...]
    stop: bool


@dataclass(frozen=True, slots=True)
class Token:
    """A word at its place in a text: text[start:end] is its surface, position counts pieces from the beginning."""

    position: int
    start: int
    end: int
    entry: Word

    @property
    def word(self):
        return self.entry.word

    @property
    def stem(self):
        return self.entry.stem

    @property
    def stop(self):
        return self.entry.stop

    @property
    def terms(self):
        return self.entry.terms


@dataclass(frozen=True, slots=True)
class Leaf:
    start: int
    end: int  # without linking letters
    linked: str  # folded, as it stands before another part
    plain: str  # folded, as it stands at the end of a word
    piece: int


def analyse(text):
    """Take a text apart.

    Returns: its tokens in order, stop words included (token.stop), since phrases need them. Never raises.
    """
    tokens, position, pairs = [], 0, idioms()
    for match in WORD.finditer(text):
        entry = look_up(match[0])
        if entry.word:
            if tokens and (tokens[-1].word, entry.word) in pairs:
                entry = as_idiom(entry, tokens[-1].word)
            tokens.append(Token(position, match.start(), match.end(), entry))
            position += len(entry.pieces)
    return tokens


@lru_cache(maxsize=1)
def stop_words():
    return frozenset("".join(filter(str.isalnum, fold(word))) for word in read_words("stopwords.txt"))


@lru_cache(maxsize=1)
def idioms():
    """Pairs of words whose second has lost its meaning: a town hall „auf Rädern“ has no wheels."""
    return frozenset(tuple(fold(entry).split("~")) for entry in read_words("idioms.txt"))


def as_idiom(entry, before):
    """What is known of a word where it ends an idiom: it is found together with the word before it only."""
    text = before + entry.word
    term = replace(entry.terms[0], text=text)
    return replace(entry, word=text, stem=text, root=text, leaves=(text,), leaf_roots=(text,), terms=(term,))


@lru_cache(maxsize=1 << 16)
def look_up(surface):
    """Analyse one written word, signs included."""
    leaves, hidden = take_apart(surface)
    count = 1 + max((leaf.piece for leaf in leaves), default=0)
    word = in_a_row(leaves)
    whole_stem = stem(word)
    whole_root = root(word)
    leaf_stems = tuple(stem(leaf.plain) for leaf in leaves)
    terms = [Term(word, Kind.WORD, 0, len(surface)), Term(whole_stem, Kind.STEM, 0, len(surface))]
    if len(leaves) > 1:
        for first, last in spans(len(leaves)):
            text = in_a_row(leaves[first : last + 1])
            place = leaves[first].start, leaves[last].end, leaves[first].piece
            terms.append(Term(stem(text), Kind.PART, *place))
            terms.append(Term(root(text), Kind.ROOT, *place))
    terms.append(Term(whole_root, Kind.ROOT, 0, len(surface)))
    terms += [Term(stem(leaf.plain), Kind.HIDDEN, leaf.start, leaf.end, leaf.piece) for leaf in hidden]
    strongest = {}
    for term in sorted(terms, key=lambda term: -term.kind):
        if term.text:
            strongest.setdefault(term.text, term)
    return Word(
        word=word,
        stem=whole_stem,
        root=whole_root,
        leaves=leaf_stems,
        leaf_roots=tuple(root(leaf.plain) for leaf in leaves),
        pieces=tuple(stem(in_a_row([leaf for leaf in leaves if leaf.piece == piece])) for piece in range(count)),
        terms=tuple(strongest.values()),
        stop=word in stop_words(),
    )


def in_a_row(leaves):
    return "".join(leaf.linked for leaf in leaves[:-1]) + leaves[-1].plain if leaves else ""


def spans(count):
    """Give first and last leaf of every row of neighbours, the whole row left out; of long words single leaves
    alone.
    """
    longest = count - 1 if count <= MOST_LEAVES else 1
    return [(first, first + more) for more in range(longest) for first in range(count - more)]


def take_apart(surface):
    """Split a written word at signs, at capitals inside and at the seams of compounds: its hard leaves, its hidden
    leaves.
    """
    leaves, hidden, piece = [], [], 0
    for start, end in pieces(surface):
        places = [place for place in range(start, end) if not NO_LETTER.match(surface[place])]
        letters = "".join(surface[place] for place in places)
        if not letters:
            continue
        for part in split(letters) if len(letters) <= LONGEST else [Piece(0, len(letters), len(letters))]:
            linked, plain = key(letters[part.start : part.linked_end]), key(letters[part.start : part.end])
            if part.end < len(letters):
                plain = VERB_BEFORE.get(plain, plain)
            leaf = Leaf(places[part.start], end if part.end == len(letters) else places[part.end], linked, plain, piece)
            (hidden if part.hidden else leaves).append(leaf)
        piece += 1
    return leaves, hidden


def pieces(surface):
    """Give the offsets of the pieces between signs and before capitals; endings of gender (:innen) belong to no
    piece.
    """
    shown = GENDER.sub(lambda match: " " * len(match[0]), surface)
    for match in PIECE.finditer(shown):
        cuts = [cut.start() for cut in CAPITAL_INSIDE.finditer(match[0])]
        bounds = [0, *cuts, len(match[0])]
        yield from ((match.start() + begin, match.start() + end) for begin, end in pairwise(bounds))
