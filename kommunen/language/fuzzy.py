"""Find the known words nearest to a misspelt one: Bamburg is near Bamberg, Hochwaser near Hochwasser."""

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from math import log10

from rapidfuzz import process
from rapidfuzz.distance import OSA

from kommunen.language.compounds import split
from kommunen.language.folding import fold
from kommunen.language.stems import stem

KEYBOARD = ("qwertzuiop", "asdfghjkl", "yxcvbnm")  # a German one; umlauts are folded away before
SOUNDS_ALIKE = ("dt", "bp", "gk", "ck", "fv", "vw", "sz", "cz", "iy", "jy", "ae", "qk", "xk", "mn")
VOWELS = frozenset("aeiouy")
SHORTEST_STEM = 5  # letters; a shorter one is near too much
MOST_CANDIDATES = 40  # that are weighed one by one
# Errors allowed, by the length of the word; shorter words have too many neighbours.
ALLOWED = {0: 0.0, 4: 0.7, 5: 1.0, 6: 1.3, 7: 1.6, 8: 1.8, 10: 2.2, 14: 2.6}


def neighbours():
    """Give the pairs of keys side by side or one below the other."""
    beside = [pair for row in KEYBOARD for pair in pairwise(row)]
    below = [pair for upper, lower in pairwise(KEYBOARD) for pair in zip(upper, lower, strict=False)]
    return {frozenset(pair) for pair in (*beside, *below)}


NEIGHBOURS = neighbours()
ALIKE = {frozenset(pair) for pair in SOUNDS_ALIKE}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A known word near a misspelt one; score from 0 to 1 (the same word)."""

    word: str
    score: float
    frequency: int


class Speller:
    """Words to suggest, prepared for quick look-ups.

    Arguments: vocabulary, {word as shown: how often it occurs}; of words that fold to the same key the most frequent
    one is shown. A word is near by its stem, too: where only Parkplätze are known, who misspells Parkplatz is
    shown these.
    """

    def __init__(self, vocabulary):
        self._shown = {}
        for word, frequency in sorted(vocabulary.items(), key=lambda item: (-item[1], item[0])):
            key = fold(word)
            if len(key) > 2 and not any(map(str.isdigit, key)):
                self._shown.setdefault(key, (word, frequency))
        for key, known in list(self._shown.items()):
            if len(base := stem(key)) >= SHORTEST_STEM:
                self._shown.setdefault(base, known)
        self._by_first, self._by_second = defaultdict(list), defaultdict(list)
        for key in self._shown:
            self._by_first[len(key), key[0]].append(key)
            self._by_second[len(key), key[1]].append(key)

    def __contains__(self, word):
        return fold(word) in self._shown

    def suggest(self, word, limit=3):
        """Rank the known words near a word.

        Returns: at most limit Suggestions, best first; none for a known word, for one of fewer than four letters, and
        where nothing is near. Of an unknown compound the misspelt part is mended (Hochwaserwarnung).
        """
        key = fold(word)
        if key in self._shown or len(key) > 60 or not key.isalpha():
            return []
        return self._near(key, limit) or self._mended(word, limit)

    def _near(self, key, limit):
        allowed = allowance(key)
        if not allowed:
            return []
        found = []
        candidates = self._candidates(key, 2 if allowed > 1.3 else 1)
        for candidate, _, _ in process.extract(
            key, candidates, scorer=OSA.distance, score_cutoff=3 if allowed > 2 else 2, limit=MOST_CANDIDATES
        ):
            cost = distance(key, candidate)
            if cost <= min(allowed, allowance(candidate) + 0.3):
                shown, frequency = self._shown[candidate]
                found.append(
                    (cost - 0.08 * log10(1 + frequency), shown, 1 - cost / max(len(key), len(candidate)), frequency)
                )
        nearest = {}
        for _, shown, score, frequency in sorted(found):  # by itself or by its stem: the nearer counts
            nearest.setdefault(shown, Suggestion(shown, round(score, 3), frequency))
        return list(nearest.values())[:limit]

    def _candidates(self, key, difference):
        """Give known words of about the same length whose first letters are not too far: same, swapped, missing,
        next key, alike.
        """
        firsts = {key[0], key[1]} | {other for pair in NEIGHBOURS | ALIKE if key[0] in pair for other in pair}
        words = []
        for length in range(len(key) - difference, len(key) + difference + 1):
            for first in firsts:
                words += self._by_first.get((length, first), ())
            words += [word for word in self._by_second.get((length, key[0]), ()) if word[0] not in firsts]
        return words

    def _mended(self, word, limit):
        parts = [part for part in split(word) if not part.hidden]
        mended = []
        for part in parts if len(parts) == 2 else ():
            piece = word[part.start : part.linked_end]
            for near in self._near(fold(piece), limit) if fold(piece) not in self._shown else ():
                better = near.word.lower() if part.start else near.word
                whole = word[: part.start] + better + word[part.linked_end :]
                mended.append(Suggestion(whole, near.score, 0))
        return sorted(mended, key=lambda suggestion: -suggestion.score)[:limit]


def allowance(key):
    return ALLOWED[max(length for length in ALLOWED if length <= len(key))]


def distance(one, other):
    """Weigh what turns one folded word into another: a letter counts 1, likely slips less, one at the beginning a
    little more.
    """
    above, above_that = [0.0], []
    for column in range(1, len(other) + 1):
        above.append(above[-1] + gap(other, column - 1))
    for row in range(1, len(one) + 1):
        line = [above[0] + gap(one, row - 1)]
        for column in range(1, len(other) + 1):
            cost = min(
                above[column - 1] + exchange(one[row - 1], other[column - 1], row == 1 and column == 1),
                above[column] + gap(one, row - 1),
                line[column - 1] + gap(other, column - 1),
            )
            if row > 1 and column > 1 and one[row - 1] == other[column - 2] and one[row - 2] == other[column - 1]:
                cost = min(cost, above_that[column - 2] + 0.6)
            line.append(cost)
        above_that, above = above, line
    return above[-1]


def gap(word, place):
    """Weigh a letter too many or too few: a doubled one and a mute h or e (Fahrad, Wiese) are easily missed."""
    if place and word[place] == word[place - 1]:
        return 0.5
    if place and word[place] in "he" and (word[place - 1] in VOWELS or word[place] == "h"):
        return 0.6
    return 1.0 if place else 1.2


def exchange(one, other, first=False):
    if one == other:
        return 0.0
    pair = frozenset((one, other))
    cost = 0.6 if pair in ALIKE else 0.7 if pair in NEIGHBOURS else 0.8 if pair <= VOWELS else 1.0
    return cost + 0.3 if first else cost
