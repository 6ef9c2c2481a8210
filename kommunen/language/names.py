"""Recognise municipalities, themes and cooperations in a sentence: „Mit den Lübeckern über Hochwasser reden“.

Longest match wins, and what is matched is used up: a cooperation's name does not name the towns in it. A word that is
a noun as well (Hof, Halle, Münster) is a town only where no article or adjective stands before it. Slips are guessed
last, and only far from other words.
"""

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from kommunen.language.aliases import inhabitants, leaves_of
from kommunen.language.compounds import dictionary, split
from kommunen.language.folding import fold
from kommunen.language.fuzzy import Speller
from kommunen.language.namesakes import is_namesake, is_title_of_namesake
from kommunen.language.places import AMBIGUOUS, DISTRICT, is_place
from kommunen.language.stems import read_words, stem
from kommunen.language.tokens import WORD, pieces, stop_words

KINDS = ("municipalities", "themes", "cooperations")
MOST_PIECES = 8
NO_BREAK = re.compile(r"[\s\-‐‑–/:.'’_*&+@·|()#„“\"]*")  # what may stand between the pieces of one name
WEAK_HEADS = frozenset(
    ["pflege", "warnung", "strom", "kanal", "baum", "simulation", "werkstatt", "schule", "familie", "evaluation"]
)
VERBS = frozenset(["parken", "lernen", "wohnen", "mitmachen", "leben", "bauen", "warnung", "app"])
SHORT = 4  # capitals of an abbreviation must be capitals in the sentence as well


@dataclass(frozen=True, slots=True)
class Found:
    """A name in a text: text[start:end]. guessed: after mending a slip, or from a part of a compound."""

    kind: str
    slugs: tuple[str, ...]
    start: int
    end: int
    guessed: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    text: str
    start: int
    end: int
    key: str

    @property
    def stem(self):
        return stem(self.key)


class Forms:
    """In which forms the records of one kind are named: ``names``, {form: slugs}.

    Arguments: kind; records, {slug: names}. They are the costly part of ``Names``: whoever builds these anew because
    of another kind passes them on.
    """

    def __init__(self, kind, records):
        self.kind, self.names, self.short = kind, {}, set()  # short: those that are names only in capitals
        for slug, names in dict(records).items():
            own = frozenset([slug])  # one for all forms: there are forty to a town
            for form in {form for name in names for form in self._forms(name)}:
                self.names[form] = self.names[form] | own if form in self.names else own

    def _forms(self, name):
        found = pieces_of(name)
        if not found:
            return
        yield "".join(piece.key for piece in found)
        if name.isupper() and len(name) <= SHORT:
            self.short.add(fold(name))
        elif len(found) > 1 or self.kind != "municipalities":
            if fold(name) not in VERBS:
                yield "".join(piece.stem for piece in found)
        elif len(found[0].key) > 2:
            key = found[0].key
            yield from (key + "s", key + "es", *inhabitants(name))

    @cached_property
    def speller(self):
        """Mends slips in them."""
        return Speller(dict.fromkeys([form for form in self.names if form.isalpha() and len(form) > 4], 1))


class Names:
    """Names ready to be recognised.

    Arguments: for each kind {slug: names}, or its ``Forms``; aliases.py lists the names of a record. Two records may
    share a name: both are found.
    """

    def __init__(self, municipalities=(), themes=(), cooperations=()):
        given = zip(KINDS, (municipalities, themes, cooperations), strict=True)
        forms = {kind: one if isinstance(one, Forms) else Forms(kind, one) for kind, one in given}
        self._names = {kind: one.names for kind, one in forms.items()}
        self._short = frozenset().union(*(one.short for one in forms.values()))
        self._towns = forms["municipalities"]
        self._other_places = frozenset(map(fold, read_words("places.txt"))) - self._towns.names.keys()

    @property
    def forms(self):
        """Every known form, folded and without signs, for a recogniser elsewhere: {kind: {form: slugs in order}}."""
        return {kind: {form: sorted(slugs) for form, slugs in names.items()} for kind, names in self._names.items()}

    @property
    def abbreviations(self):
        """The forms that are names only in capitals."""
        return sorted(self._short)

    @property
    def other_places(self):
        """Folded names of places that belong to no model project."""
        return sorted(self._other_places)

    def recognise(self, text):
        """Name what a text names.

        Returns: {"municipalities": [slugs], "themes": [slugs], "cooperations": [slugs]}, each in the order of first
        mention.
        """
        found = {kind: {} for kind in KINDS}
        for name in self.find(text):
            found[name.kind] |= dict.fromkeys(name.slugs)
        return {kind: list(slugs) for kind, slugs in found.items()}

    def find(self, text):
        """Find the names in a text, in order; of overlapping ones the longest. Never raises."""
        sentence = pieces_of(text)
        found, place = [], 0
        while place < len(sentence):
            names, used = self._longest(text, sentence, place)
            if used == 1 and self._is_other_name(text, sentence, place):
                names = []
            elif not names:
                names, used = self._inside(sentence[place]) or self._guess(text, sentence, place), 1
            found += names
            place += used
        return found

    def _is_other_name(self, text, sentence, place):
        """Tell whether a word belongs to the name of somebody or something else."""
        towns = self._names["municipalities"]
        return is_namesake(text, sentence, place) or is_title_of_namesake(text, sentence, place, towns)

    def _longest(self, text, sentence, place):
        for count in range(min(MOST_PIECES, len(sentence) - place), 0, -1):
            row = sentence[place : place + count]
            if not all(NO_BREAK.fullmatch(text[one.end : other.start]) for one, other in pairwise(row)):
                continue
            names = [
                Found(kind, tuple(sorted(slugs)), row[0].start, row[-1].end)
                for kind in KINDS
                if (slugs := self._known(kind, row)) and self._fits(kind, text, sentence, place, count)
            ]
            if names:
                return names, count
        return [], 1

    def _known(self, kind, row):
        names = self._names[kind]
        return names.get("".join(piece.key for piece in row)) or (
            names.get("".join(piece.stem for piece in row)) if kind != "municipalities" or len(row) > 1 else None
        )

    def _fits(self, kind, text, sentence, place, count):
        """Tell whether a known name is meant as one where it stands."""
        piece = sentence[place]
        if count > 1:
            return True
        if piece.key in stop_words():
            return False
        if piece.key in self._short:
            return piece.text.isupper() or text.islower()
        if kind == "themes" and piece.key in VERBS:
            return piece.text[0].isupper() or text.islower()
        return kind != "municipalities" or is_place(text, sentence, place, self._names["municipalities"])

    def _inside(self, piece):
        """Find themes named by a part of a compound: Klimadaten, Jugendbeteiligung; the last part only if it says
        enough.
        """
        names, used = [], ""
        for part, last in leaves_of(piece.text) if piece.text.isalpha() else ():
            if part in used or (last and (len(part) < len("sensor") or fold(part) in WEAK_HEADS)):
                continue
            slugs = self._names["themes"].get(fold(part)) or self._names["themes"].get(stem(fold(part)))
            if slugs and fold(part) not in self._short and fold(part) not in VERBS:
                names.append(Found("themes", tuple(sorted(slugs)), piece.start, piece.end, guessed=True))
                used += part + " "
        return names

    def _guess(self, text, sentence, place):
        """Mend a slip in a municipality's name, unless the word is a German word, another place, or near to two."""
        piece = sentence[place]
        known = piece.key in dictionary()[1] or piece.key in dictionary()[0] or piece.key in self._other_places
        if len(piece.key) < 5 or known or piece.key in stop_words() or not (piece.text[0].isupper() or text.islower()):
            return []
        if len([part for part in split(piece.text) if not part.hidden]) > 1:
            return []
        if place and sentence[place - 1].key in DISTRICT:
            return []
        near = [suggestion for suggestion in self._towns.speller.suggest(piece.key) if suggestion.word not in AMBIGUOUS]
        if not near or near[0].score < 0.83:
            return []
        best = self._names["municipalities"][near[0].word]
        rivals = [other for other in near[1:] if near[0].score - other.score < 0.03]
        if any(self._names["municipalities"][other.word] != best for other in rivals):
            return []
        return [Found("municipalities", tuple(sorted(best)), piece.start, piece.end, guessed=True)]


def pieces_of(text):
    """Cut a text into pieces of words with their place, folded form and stem."""
    found = []
    for match in WORD.finditer(text):
        for start, end in pieces(match[0]):
            surface = match[0][start:end]
            if key := fold(surface):
                found.append(Piece(surface, match.start() + start, match.start() + end, key))
    return found
