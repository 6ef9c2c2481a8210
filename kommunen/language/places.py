"""Tell towns from words that are spelt like them: „Wir treffen Halle“, but „in der Halle“, „Halle 4“, „das
Freiburger Münster“.
"""

import re

from kommunen.language.tokens import stop_words

# Never in small letters, never after an article or an adjective, never with a number behind.
AMBIGUOUS = frozenset(
    [
        *[
            "hof",
            "hofs",
            "hofer",
            "halle",
            "aalen",
            "machern",
            "munster",
            "munsters",
            "giessen",
            "schwerter",
            "essen",
            "worms",
        ],
        *[
            "kiel",
            "metropolregion",
            "grenzregion",
            "seenplatte",
            "linz",
            "mark",
            "speyer",
            "menden",
            "borsdorf",
            "olper",
        ],
        "brandis",
    ]
)
WITH_ARTICLE = frozenset(["hofer", "metropolregion", "grenzregion", "seenplatte"])  # people and regions have one
DISTRICT = frozenset(["landkreis", "landkreises", "kreis", "kreises", "lk", "landkreise", "kreise"])
DETERMINER = re.compile(
    r"(?:[dms]?ein|kein|unser|euer|ihr|jed|dies|jen|all|manch|welch)(?:e[mnrs]?)?|d(?:er|ie|as|em|en|es)|"
    r"i[mn]s|am|ans|im|zu[mr]|vom|beim|aufs|fürs|durchs|ums"
)
PREPOSITIONS = frozenset(
    ["in", "auf", "vor", "mit", "aus", "von", "bei", "zu", "an", "über", "unter", "hinter", "für", "ohne", "durch"]
)
ADJECTIVE = re.compile(r"[a-zäöüß]{3,}(?:e|en|er|es|em)")
NO_TOWN_BEHIND = re.compile(r"-\w|\s\d|\s[A-Z](?!\w)")  # Hof-Laden, Halle 4, Halle B


def is_place(text, sentence, place, towns):
    """Tell whether a word that names a town does so where it stands.

    Arguments: text; sentence, its pieces (names.pieces_of); place, the index of the word; towns, folded names that
    may stand beside it.
    Returns: False for „Landkreis Bamberg“ as well: that is not Bamberg, and the districts that are meant are longer
    names of their own.
    """
    piece = sentence[place]
    before = sentence[place - 1] if place else None
    if before and before.key in DISTRICT and piece.text[0].isupper() and not piece.key.endswith("er"):
        return False
    if piece.key not in AMBIGUOUS:
        return True
    if not piece.text[0].isupper() and not text.islower():  # a note in small letters throughout is read as one
        return False
    if NO_TOWN_BEHIND.match(text[piece.end : piece.end + 3]):
        return False
    return before is None or may_follow(text[before.end : piece.start], piece, sentence[:place], towns)


def may_follow(gap, piece, earlier, towns):
    """Tell whether a town can stand behind these words: not behind an article, nor „Freiburger“, nor „in großer“."""
    before = earlier[-1]
    if gap.strip():  # a hyphen or slash joins to a town alone; behind a comma or bracket anything goes
        return not gap.endswith(("-", "/")) or before.key in towns
    if DETERMINER.fullmatch(before.text.lower()):
        return piece.key in WITH_ARTICLE
    if before.text[0].isupper():
        return not before.text.endswith("er")
    if len(earlier) < 2 or before.key in stop_words() or not ADJECTIVE.fullmatch(before.text):
        return True
    lead = earlier[-2].text.lower()
    return not (DETERMINER.fullmatch(lead) or lead in PREPOSITIONS)
