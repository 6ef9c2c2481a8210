"""Widen a question by words that mean the same: Müll finds Abfall, „Bus auf Abruf“ finds On-Demand-Verkehr.

The words come from outside (the themes' list, the editors' list); kommunen/data/synonyms.json is the list that is
shipped.
"""

from dataclasses import replace

from kommunen.language.query import Closeness, Way
from kommunen.language.tokens import analyse


class Thesaurus:
    """Synonyms ready to be looked up.

    Arguments: entries, pairs (word, meaning) or triples (word, meaning, both): both ways, if both is true; otherwise
    the word leads to the meaning alone. Each side may be several words. One step only, and one more where either of
    the two steps holds both ways: what a meaning means in turn is not followed.
    """

    def __init__(self, entries=()):
        self._meanings, self._alike = {}, {}
        for word, meaning, *both in entries:
            self._add(word, meaning)
            if both and both[0]:
                self._add(meaning, word)
                for one, other in ((word, meaning), (meaning, word)):
                    self._alike.setdefault(pieces(one), {}).setdefault(other, meant_terms(other))
        self._longest = max(map(len, self._meanings), default=0)

    def __len__(self):
        return sum(map(len, self._meanings.values()))

    def _add(self, word, meaning):
        found = meant_terms(meaning)
        for key in {pieces(word), joined(word)} if found else ():
            if key:
                self._meanings.setdefault(key, {}).setdefault(meaning, found)

    def meanings(self, text):
        """Give what a word or group of words means elsewhere, as the texts that were entered."""
        return tuple(self._meanings.get(pieces(text), ()))

    def widen(self, query):
        """Add to a parsed query the ways that synonyms open.

        Returns: a new Query; a group of words („Bus auf Abruf“) is found by its meaning as a whole, a part of a
        compound (Müllbehälter) is exchanged inside it.
        """
        if not query.words or not self._meanings:
            return query
        tokens = analyse(query.text)
        index_of = {asked.start: index for index, asked in enumerate(query.words)}
        stops = set(query.stop_words)
        ways = []
        for begin, token in enumerate(tokens):
            if token.start not in index_of:
                continue
            key, last = (), index_of[token.start]
            for following in tokens[begin:]:
                if following.start not in index_of and following.word not in stops:
                    break
                last = index_of.get(following.start, last)
                key += following.entry.pieces
                if len(key) > self._longest:
                    break
                for terms in self._meanings.get(key, {}).values():
                    ways += [Way(index_of[token.start], last, way, Closeness.SYNONYM) for way in terms]
                for terms in self._further(key):
                    ways += [Way(index_of[token.start], last, way, Closeness.SYNONYM_OF_PART) for way in terms]
            ways += self._inside(token.entry, index_of[token.start])
        return replace(query, ways=tuple(dict.fromkeys((*query.ways, *ways))))

    def _further(self, key):
        """What a meaning is also called, beside what was typed: „flood“ leads to Hochwasser, that to Überflutung.

        And what leads on from a word that is the same both ways: a Fahrradweg is a Radweg, that leads to Radverkehr.
        """
        meanings = self._meanings.get(key, {})
        known = {key, *map(pieces, meanings)}
        for meaning in meanings:
            same = pieces(meaning)
            further = self._meanings if meaning in self._alike.get(key, ()) else self._alike
            for other, terms in further.get(same, {}).items():
                if pieces(other) not in known:
                    yield terms

    def _inside(self, entry, index):
        if len(entry.leaves) < 2:
            return
        for place, leaf in enumerate(entry.leaves):
            for terms in self._meanings.get((leaf,), {}).values():
                others = entry.leaf_roots[:place] + entry.leaf_roots[place + 1 :]
                yield Way(index, index, tuple(dict.fromkeys((*others, *terms[0]))), Closeness.SYNONYM_OF_PART)


def pieces(text):
    """Give the key of a word or group of words: the stems of all its pieces, so that On-Demand and On Demand are
    one.
    """
    return tuple(piece for token in analyse(text) for piece in token.entry.pieces)


def joined(text):
    """Give the key without the signs inside words: somebody who types wifi means Wi-Fi."""
    return tuple(token.stem for token in analyse(text))


def meant_terms(meaning):
    """Give the ways to find a meaning: the word itself or all its words; and, of one compound, all its parts."""
    entries = [token.entry for token in analyse(meaning) if not token.stop] or [
        token.entry for token in analyse(meaning)
    ]
    ways = [tuple(dict.fromkeys(entry.stem for entry in entries))]
    parts = tuple(dict.fromkeys(part for entry in entries for part in entry.leaf_roots))
    if len(parts) > 1:
        ways.append(parts)
    return tuple(dict.fromkeys(way for way in ways if way))
