"""What the search knows of words beside the index: synonyms, names of places, spellings. Kept until it changes.

``stamp`` is what ``stamps.now()`` returns: each of them is made anew only when a noun that it is made from was edited.
"""

from bisect import bisect_left
from threading import Lock

from django.db.models import Count, Max

from kommunen.language.aliases import municipality_aliases, state_names
from kommunen.language.folding import fold
from kommunen.language.fuzzy import Speller
from kommunen.language.places import AMBIGUOUS
from kommunen.language.synonyms import Thesaurus, pieces
from kommunen.models import (
    Municipality,
    SearchDocument,
    SearchWord,
    State,
    Synonym,
    Technology,
    Territory,
    Theme,
    published_related,
)
from kommunen.search.nouns import NOUNS

_kept = {}
_lock = Lock()


def kept(name, state, make):
    """Return what was made for this state of the data, or make it now."""
    with _lock:
        if name not in _kept or _kept[name][0] != state:
            _kept[name] = state, make()
        return _kept[name][1]


def thesaurus(stamp):
    """The synonyms of today: the editors' list, other words for technologies and states, themes in two languages."""
    return kept("thesaurus", stamp(Synonym, Technology, Theme), lambda: Thesaurus(entries()))


def speller(stamp):
    """The words that a misspelt one may have meant. They are added and struck: two numbers tell a change."""
    words = SearchWord.objects.aggregate(number=Count("pk"), last=Max("pk"))
    state = (*stamp(), words["number"], words["last"])
    return kept("speller", state, lambda: Speller(dict(SearchWord.objects.values_list("shown", "frequency"))))


def theme_words(stamp):
    """The other words for the themes."""
    return kept("theme words", stamp(Theme), lambda: ThemeWords(Theme.objects.published()))


def known_total(stamp):
    """How many documents the index has."""
    return kept("total", stamp(*(noun.model for noun in NOUNS.values())), SearchDocument.objects.count)


def entries():
    """All synonyms as the thesaurus takes them: (word, meaning, both)."""
    yield from Synonym.objects.published().values_list("word", "meaning", "both")
    for name, synonyms in Technology.objects.published().values_list("name", "synonyms"):
        for word in synonyms.splitlines():
            if word.strip():
                yield word, name, True
    for name, english in Theme.objects.published().values_list("name", "name_en"):
        yield from pairs(name, english)
    for state in State:
        name, *others = names_of(state)
        yield from ((other, name, True) for other in others)


def pairs(name, english):
    """Pair the parts of a theme's names: „Wasser, Hochwasser & Starkregen“, "Water, floods & heavy rain"."""
    ours, theirs = parts_of(name), parts_of(english)
    if len(ours) == len(theirs):
        for one, other in zip(ours, theirs, strict=True):
            yield other, one, False


def parts_of(name):
    return [part.strip() for part in name.replace("&", ",").split(",") if part.strip()]


class ThemeWords:
    """The synonyms of the themes in their order, to be found by their beginnings. Arguments: themes."""

    def __init__(self, themes):
        self._words = sorted(
            (fold(word), word, theme.slug, theme.name)
            for theme in themes
            for word in map(str.strip, theme.synonyms.splitlines())
            if word
        )

    def begun(self, key):
        """The words that begin so, each theme once: (word, slug of its theme, its name)."""
        found = {}
        for at in range(bisect_left(self._words, (key,)), len(self._words)):
            folded, *row = self._words[at]
            if not folded.startswith(key):
                break
            found.setdefault(row[1], tuple(row))
        return list(found.values())


class Places:
    """The names of municipalities, their towns and federal states, to be recognised in a question.

    Arguments: names, as they are written; whole, those of them that must not be found inside a longer name: who asks
    for Sachsen does not mean Sachsen-Anhalt; states, those of federal states.
    """

    def __init__(self, names, whole=(), states=()):
        self._names = {pieces(name) for name in names} - {()}
        self._whole = {pieces(name) for name in whole}
        self._states = {pieces(name) for name in states}
        self._longest = max(map(len, self._names), default=0)

    def name_a_state(self, query):
        """Tell whether a question is the name of a federal state, and nothing else."""
        return tuple(piece for asked in query.words for piece in asked.entry.pieces) in self._states

    def indexes(self, query):
        """Find the words of a question that name places; the longest names win.

        Returns: {index of the word: whether the name must not be found inside a longer one}.
        """
        found, start, words = {}, 0, query.words
        while start < len(words):
            for end in range(min(len(words), start + self._longest), start, -1):
                key = tuple(piece for asked in words[start:end] for piece in asked.entry.pieces)
                if key in self._names and not is_noun(words[start], query.text):
                    found |= dict.fromkeys(range(start, end), key in self._whole)
                    start = end - 1
                    break
            start += 1
        return found


def is_noun(asked, text):
    """Tell whether a word that names a town is written like the other word it is: „Bäume gießen“, „in der halle“."""
    return asked.entry.word in AMBIGUOUS and asked.text[0].islower() and not text.islower()


def known_places(stamp):
    """The places of today."""
    return kept("places", stamp(Municipality, Territory), lambda: Places(place_names(), inner_names(), state_labels()))


def state_labels():
    return [name for state in State for name in names_of(state)]


def inner_names():
    """All names of the federal states with whose name that of another begins."""
    for state in State:
        if any(other.label.startswith(f"{state.label}-") for other in State):
            yield from names_of(state)


def names_of(state):
    """All names of a federal state."""
    return state.label, *state_names().get(state, ())


def place_names():
    yield from state_labels()
    towns = published_related("territories", Territory.objects)
    for municipality in Municipality.objects.published().prefetch_related(towns):
        names = [territory.name for territory in municipality.territories.all()]
        yield from municipality_aliases(municipality.name, municipality.official_name, "", names)
