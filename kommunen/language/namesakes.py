"""Words that are spelt like a town and mean somebody or something else: Herr Ulm, Dortmunder Bier, Ulmer Straße 12.

Three small rules look only at the words beside it: a title or given name before it makes it a surname, a dish, a
street or a newspaper behind an adjective makes it part of that name, and some people (Berliner) are dishes where one
speaks of eating. All of it is data: the phone applies the same rules (congress/static/congress).
"""

import re

from kommunen.language.folding import fold
from kommunen.language.stems import read_words

# Behind these stands a surname, a club or the name of a house.
PERSONS = frozenset(
    ["herr", "herrn", "frau", "dr", "prof", "professor", "professorin", "ing", "familie", "mr", "mrs", "ms"]
)
TITLES = PERSONS | frozenset(
    [
        *["fc", "vfl", "vfb", "tsv", "hsv", "borussia", "hertha", "eintracht", "fortuna", "arminia", "dynamo"],
        *["saal", "hotel", "gasthof", "gasthaus", "restaurant"],
    ]
)
SHORTENED = frozenset(["fr", "hr", "fam"])  # titles only with their full stop
PARTICLES = frozenset(["von", "van", "zu"])  # „Frau von Kassel“; with an article it is no name: „Frau vom Kieler Amt“
OFFICE = re.compile(r".*(?:meister|prasident|minister|senator|direktor|sekretar|kolleg|rat)(?:e|in|en)?")
GIVEN_NAMES = frozenset(map(fold, read_words("given_names.txt")))
ADJECTIVE = re.compile(r"(?:er|sche[nrs]?)$", re.IGNORECASE)
# Behind an adjective („Ulmer“, „Lübecker“) these make another name of it. Folded; the first are ends of compounds.
GOODS = re.compile(
    r".*(?:bier|pils|kolsch|wein|wurst|wurstchen|brot|brotchen|kuchen|torte|schnitzel|kaffee|marzipan|stollen|printe|"
    r"senf|schinken|speck|braten|knodel|platzchen|brezel|gurke|kartoffel|spargel|schokolade|likor|sprotte|allerlei|"
    r"suppe|eintopf|salat|sosse|zeitung|nachrichten|blatt|anzeiger)(?:e|en|er|n|s)?|"
    r"weisse|korn|kurier|merkur|rundschau|echo|allgemeine|bote|morgenpost|stadtmusikanten|"
    r"strasse|str|allee|platz|chaussee|damm|ring|ufer|gasse|hof"
)
DRINKS = frozenset(["kolsch"])
DISHES = frozenset(["hamburger", "hamburgern", "berliner", "berlinern", "kasseler", "kassler"])
MEAL = re.compile(
    r"mittags?|fruhstuck|kaffee|nachtisch|dessert|snack|imbiss|buffet|kantine|mensa|teller|pommes|senf|.*kraut|lecker|"
    r"(?:mittag|abend)?essen|assen?|gegessen|bestellt|serviert|schmeckt|schmeckten"
)
ARTICLE = frozenset(["die", "der", "den"])


def is_namesake(text, sentence, place):
    """Tell whether a word that may be spelt like a town means somebody or something else where it stands.

    Arguments: text; sentence, its pieces (names.pieces_of); place, the index of the word.
    """
    return is_surname(text, sentence, place) or is_goods(text, sentence, place) or is_dish(sentence, place)


def is_surname(text, sentence, place):
    """„Herr Ulm“, „Frau Dr. Meier-Kassel“, „Herr P. Dresden“, „Peter Ulm“; but „Frau Weber, Ulm“ is from there.

    „Frau von Kassel“ is called so; „Bürgermeisterin von Kassel“, „Peter von Kassel“ and „Hotel von Kassel“ are there.
    """
    noble = False
    for here in range(place, 0, -1):
        before, gap = sentence[here - 1], text[sentence[here - 1].end : sentence[here].start]
        if gap.strip() not in ("", ".", "-"):
            return False
        if before.key in (PERSONS if noble else TITLES) or (before.key in SHORTENED and gap.startswith(".")):
            return True
        if gap == "-" or (len(before.key) == 1 and gap.startswith(".")):
            continue
        if before.text in PARTICLES and not gap.strip():
            noble = True
            continue
        if noble or not (before.key in GIVEN_NAMES or OFFICE.fullmatch(before.key)):
            return False
        if before.key in GIVEN_NAMES:
            return True
    return False


def is_title_of_namesake(text, sentence, place, towns):
    """„Familie Halle“: the title of somebody called like a town is part of the name, and no theme."""
    if sentence[place].key not in TITLES:
        return False
    behind = place + 1
    while behind < len(sentence) and sentence[behind].text in PARTICLES:
        behind += 1
    return behind < len(sentence) and sentence[behind].key in towns and is_surname(text, sentence, behind)


def is_goods(text, sentence, place):
    """„Dortmunder Bier“, „Ulmer Straße“, „Kieler Nachrichten“: an adjective before what is named after the town."""
    behind = place + 1
    if behind == len(sentence) or not ADJECTIVE.search(sentence[place].text):
        return False
    if text[sentence[place].end : sentence[behind].start].strip():
        return False
    while behind + 1 < len(sentence) and text[sentence[behind].end : sentence[behind + 1].start] == "-":
        behind += 1  # Kölner Stadt-Anzeiger
    return bool(GOODS.fullmatch(sentence[behind].key))


def is_dish(sentence, place):
    """„Berliner zum Kaffee“; but „die Berliner kommen zum Kaffee“ and „Berliner Kollegen“ are people."""
    if sentence[place].key in DRINKS:
        return True
    if sentence[place].key not in DISHES or (place and sentence[place - 1].key in ARTICLE):
        return False
    follows = sentence[place + 1].text if place + 1 < len(sentence) else ""
    return not follows[:1].isupper() and any(MEAL.fullmatch(piece.key) for piece in sentence)
