"""Read what somebody typed into the search field. Never raises; no sign has a power beyond quotes and a leading
minus.
"""

import re
import unicodedata
from dataclasses import dataclass
from enum import IntEnum

from kommunen.language.stems import stem
from kommunen.language.tokens import Word, analyse

LONGEST_QUERY = 200
MOST_WORDS = 30
# A phrase in straight, German, English or French quotes; a quote that is never closed is no sign at all.
PHRASE = re.compile(r'(?<!\w)(-?)(?:"([^"]+)"|[„“”«»]([^„“”«»"]+)[„“”«»])')
MINUS = re.compile(r"(?<!\S)[-−–](?=\w)(\S+)")  # only after white space: a hyphen inside a word is none


class Closeness(IntEnum):
    """How near a way of finding stays to what was typed; larger is nearer."""

    SYNONYM_OF_PART = 1
    SYNONYM = 2
    PARTS = 3
    ROOT = 4
    JOINED = 5
    SAME = 6


@dataclass(frozen=True, slots=True)
class Asked:
    """A word of the question: query.text[start:end] is its surface."""

    text: str
    start: int
    end: int
    entry: Word


@dataclass(frozen=True, slots=True)
class Way:
    """One way to find the words first to last of a question: a document must hold all terms (see tokens.Term.text)."""

    first: int
    last: int
    terms: tuple[str, ...]
    closeness: Closeness


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words in a row: one stem per position. A single one for a word that is to be left out."""

    text: str
    pieces: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Query:
    """A question taken apart.

    text: what was typed, cleaned. was_cut: it was longer than 200 characters. words: what must be found, by any of
    the ways that cover a word. ways: nearest first for each word. stop_words: typed, but not asked for. phrases: must
    stand as they are.
    excluded: must not stand there. A query without words, phrases and excluded is empty (bool(query) is False).
    """

    text: str = ""
    was_cut: bool = False
    words: tuple[Asked, ...] = ()
    ways: tuple[Way, ...] = ()
    stop_words: tuple[str, ...] = ()
    phrases: tuple[Phrase, ...] = ()
    excluded: tuple[Phrase, ...] = ()

    def __bool__(self):
        return bool(self.words or self.phrases or self.excluded)

    def ways_for(self, index):
        return [way for way in self.ways if way.first <= index <= way.last]


def parse_query(text):
    """Take a question apart: words, "phrases", -words and -"phrases" to leave out.

    Arguments: text, whatever was typed; None counts as nothing.
    Returns: a Query; synonyms.Thesaurus.widen adds the ways that synonyms open.
    """
    text, was_cut = clean(text)
    phrases, excluded = [], []
    rest = text
    for pattern, take in ((PHRASE, take_phrase), (MINUS, take_word)):
        for match in pattern.finditer(rest):
            negative, inner = take(match)
            if phrase := to_phrase(inner):
                (excluded if negative else phrases).append(phrase)
        rest = pattern.sub(lambda match: " " * len(match[0]), rest)
    tokens = analyse(rest)[:MOST_WORDS]
    meant = [token for token in tokens if not token.stop]
    words = tuple(Asked(text[token.start : token.end], token.start, token.end, token.entry) for token in meant)
    return Query(
        text=text,
        was_cut=was_cut,
        words=words,
        ways=tuple(way for index in range(len(words)) for way in ways_of(words, index)),
        stop_words=tuple(token.word for token in tokens if token not in meant),
        phrases=tuple(phrases),
        excluded=tuple(excluded),
    )


def printable(text):
    """Drop control characters; those that are white space stay."""
    return "".join(sign for sign in text if sign.isspace() or unicodedata.category(sign) != "Cc")


def clean(text):
    """Drop control characters and lone surrogates, make white space one blank, cut at 200 characters."""
    text = "" if text is None else printable(str(text)[: 50 * LONGEST_QUERY])
    kept = "".join(" " if unicodedata.category(sign) in {"Cc", "Cs", "Cn", "Co", "Zl", "Zp"} else sign for sign in text)
    kept = " ".join(unicodedata.normalize("NFC", kept).split())
    return kept[:LONGEST_QUERY].rstrip(), len(kept) > LONGEST_QUERY


def take_phrase(match):
    return bool(match[1]), match[2] or match[3]


def take_word(match):
    return True, match[1]


def to_phrase(text):
    pieces = tuple(piece for token in analyse(text) for piece in token.entry.pieces)
    return Phrase(text.strip(), pieces) if pieces else None


def ways_of(words, index):
    """List how one word can be found, and how it can be found joined with the next: lora wan as LoRaWAN."""
    yield from own_ways(words[index].entry, index, index)
    if index + 1 < len(words):
        following = words[index + 1].entry
        joined = words[index].entry.word + following.word
        if len(joined) >= 5:
            yield Way(index, index + 1, (stem(joined),), Closeness.JOINED)


def own_ways(entry, first, last):
    """List how a word can be found without synonyms: itself, by the verb behind it, by all its parts anywhere."""
    yield Way(first, last, (entry.stem,), Closeness.SAME)
    if entry.root != entry.stem:
        yield Way(first, last, (entry.root,), Closeness.ROOT)
    if len(entry.leaves) > 1:
        yield Way(first, last, tuple(dict.fromkeys(entry.leaf_roots)), Closeness.PARTS)


def phrase_starts(tokens, phrase):
    """Give the positions at which a phrase begins in an analysed text, in any inflection, hyphenated or not.

    The first piece may be the end of a compound, the last its beginning only as a whole word.
    """
    at = {}
    for token in tokens:
        for offset, piece in enumerate(token.entry.pieces):
            at.setdefault(token.position + offset, set()).add(piece)
        if len(phrase.pieces) == 1:
            at[token.position].update(term.text for term in token.terms)
    return [
        position
        for position in at
        if all(piece in at.get(position + offset, ()) for offset, piece in enumerate(phrase.pieces))
    ]
