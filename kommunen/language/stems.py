"""Reduce inflected German words to a stem, and nouns of doing (Warnung) to the verb's stem (warnen)."""

import re
import threading
from functools import lru_cache
from pathlib import Path

from snowballstemmer import stemmer

from kommunen.language.folding import fold

DATA = Path(__file__).resolve().parent.parent / "data" / "language"

# Endings that Snowball leaves apart. Compared at the end of the word, so that Rechenzentren follows Zentren.
IRREGULAR = {
    "zentren": "zentrum", "themen": "thema", "themas": "thema", "museen": "museum", "medien": "medium",
    "foren": "forum", "firmen": "firma", "risiken": "risiko", "konten": "konto", "szenarien": "szenario",
    "gremien": "gremium", "kriterien": "kriterium", "ministerien": "ministerium", "gymnasien": "gymnasium",
    "stadien": "stadion", "praktika": "praktikum", "algorithmen": "algorithmus", "mechanismen": "mechanismus",
    "organismen": "organismus", "praxen": "praxis", "busse": "bus", "bussen": "bus", "visa": "visum", "villen": "villa",
    "datums": "datum", "hubs": "hub", "jubilaen": "jubilaum", "laboren": "labor", "kommata": "komma",
    "kinder": "kind", "kindern": "kind", "arztin": "arzt", "arztinnen": "arzt", "arzte": "arzt", "arzten": "arzt",
}  # fmt: skip
IRREGULAR_ENDINGS = tuple(ending for ending in IRREGULAR if len(ending) > 4)
# Short adjectives that Snowball leaves as they are: no consonant follows their vowel.
IRREGULAR |= {
    word + ending: word for word in ("frei", "blau", "grau", "rau", "treu") for ending in ("e", "en", "er", "es", "em")
}
# Nouns in -ung that have left their verb: Zeitung is no Zeit, Bildung no Bild.
OWN_MEANING = frozenset(
    ["zeitung", "bildung", "stiftung", "sitzung", "losung", "leitung", "wohnung", "siedlung", "richtung", "handlung"]
)
# Words whose stem would be another word: parken is no Park, care no car. VERB_BEFORE: how such a verb stands before
# another part (Park|sensor).
VERB_BEFORE = {"park": "parken"}
OWN_FORMS = dict.fromkeys(["parken", "parkt", "parkte", "parkten", "parkend", "parkende", "geparkt"], "parken")
OWN_FORMS["care"] = "care"
OWN_FORMS |= dict.fromkeys(["handeln", "handelnd", "handelnde", "handelnden"], "handeln")  # what one does is no Handel
# Words that are another word without their umlaut: Fähren are not fahren. They keep it, spelt out as no folded word is.
OWN_FORMS |= dict.fromkeys(["faehr", "faehre", "faehren"], "faehre")
KEEPS_UMLAUT = re.compile(r"f(?:ä|ae)hr(?:en?)?")
_snowball = stemmer("german")
_lock = threading.Lock()  # the stemmer keeps the word it works on


def read_words(name):
    """Read a word list of kommunen/data/language: entries between white space, lines with # left out."""
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    return [word for line in lines if not line.startswith("#") for word in line.split()]


def key(part):
    """Fold a part of a word, but for what would become another word: Fähre gives ``faehre``."""
    low = part.lower()
    return low.replace("ä", "ae") if KEEPS_UMLAUT.fullmatch(low) else fold(part)


@lru_cache(maxsize=1 << 16)
def stem(word):
    """Reduce a folded word to its stem.

    Arguments: word, as folding.fold gives it.
    Returns: what its inflected forms share: ``baum`` for Bäume, ``sensor`` for Sensoren, ``burger`` for Bürgerinnen.
    A key, no word.
    """
    if len(word) < 4 or not word.isalpha():
        return word[:-1] if len(word) > 3 and word[-2:] in {"ds", "gs"} and word[0].isdigit() else word
    nouns = listed_nouns()
    if word in OWN_FORMS:
        return OWN_FORMS[word]
    if word not in nouns:
        word = regular(word)
    return nouns.get(word) or snowball(word)


def regular(word):
    if ending := next((ending for ending in IRREGULAR_ENDINGS if word.endswith(ending)), None):
        return word[: -len(ending)] + IRREGULAR[ending]
    if word in IRREGULAR:
        return IRREGULAR[word]
    if word.endswith(("ps", "os", "ys")) or (word.endswith("as") and len(word) > 4):  # Apps, Büros, Handys, Kitas
        return word[:-1]
    return word


def snowball(word):
    with _lock:
        return _snowball.stemWord(word)


# Endings of nouns of the word list, and with what they are inflected.
INFLECTED = {
    ("ier", "ar"): ("", "e", "n", "en", "s", "es"),  # Quartiere, Nachbarn
    ("s", "em"): ("", "e", "en", "es", "s"),  # Kurse, Probleme
    ("er",): ("", "n", "s", "in", "innen", "ns"),
}
LINKED = ("ungs", "ings", "ions", "ens", "eins", "chts")  # as they stand before another part: Weihnachts|markt


@lru_cache(maxsize=1)
def listed_nouns():
    """Forms of nouns of which Snowball would leave a stump that is another word (Bürger, Burg; Wetter, Wette) or that
    their other forms do not share (Quartier, Quartiere; Kurs, Kurse; Nachbar, Nachbarn).
    """
    nouns = {fold(word.replace("~", "")) for word in read_words("parts.txt")}
    return {
        noun + form: noun
        for endings, forms in INFLECTED.items()
        for noun in nouns - set(IRREGULAR)
        if noun.endswith(endings) and not (noun.endswith(LINKED) or (noun.endswith("s") and noun[:-1] in nouns))  # Apps
        for form in forms
        if not form or noun + form not in nouns
    }


def infinitive(base):
    if base.endswith(("er", "el")):
        return base + "n"
    if len(base) > 3 and base[-1] == "l" and base[-2] not in "aeioulr":  # Entwicklung, entwickeln
        return base[:-1] + "eln"
    return base + "en"


@lru_cache(maxsize=1)
def verbs():
    """Stems of verbs behind the nouns in -ung of the word list, each under the forms that its participles begin
    with.
    """
    found = {}
    for word in map(fold, read_words("parts.txt")):
        if word.endswith("ung") and word not in OWN_MEANING and len(word) > 6:
            verb = infinitive(word[:-3])
            found |= {verb[:-1]: snowball(verb), verb.removesuffix("en"): snowball(verb)}
    return found


@lru_cache(maxsize=1 << 16)
def root(word):
    """Find the verb stem that a folded word goes back to, so that Warnung, warnen, warnt and gewarnt meet.

    Returns: a stem in the sense of stem(); stem(word) itself where nothing else is known. Weaker evidence than the
    stem.
    """
    own = stem(word)
    for ending in ("ung", "ungen", "ungs"):
        base = word.removesuffix(ending)
        if base != word and len(base) >= 4 and base + "ung" not in OWN_MEANING:
            return snowball(infinitive(base))
    if own == word and word.endswith("er"):  # a noun in -er: Melder goes back to melden, Bürger to nothing
        short = snowball(word)
        return short if short in verbs() else own
    for candidate in (own, own.removeprefix("ge")):
        for short in (candidate.removesuffix("et"), candidate.removesuffix("t")):
            if short != own and short in verbs():
                return verbs()[short]
    return own
