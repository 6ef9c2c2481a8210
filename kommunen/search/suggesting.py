"""What somebody may be about to type: names of records, then words that stand in them; of a few, what else is meant."""

from dataclasses import dataclass, replace

from django.db import connection
from django.db.models import Q
from django.utils.translation import gettext as _

from kommunen.language.compounds import is_known
from kommunen.language.folding import fold
from kommunen.language.query import clean
from kommunen.language.synonyms import meant_terms
from kommunen.language.tokens import look_up
from kommunen.models import SearchDocument, SearchName, SearchWord, stamps
from kommunen.search.index import still_held
from kommunen.search.nouns import NOUNS
from kommunen.search.words import speller, theme_words, thesaurus

FEW = 3  # suggestions that begin as was typed; where there are fewer, others follow
SHORTEST_MISSPELT, LONGEST_MISSPELT = 4, 40  # letters; what is longer is not a mistyped word
SHORTEST = 2  # letters before anything is suggested
QUOTES = " \"'„“”»«"  # of a phrase that somebody begins to type
FEW_NOUNS = ("municipality", "theme")  # few, and what most people mean
READ = {True: 12, False: 40}  # names read of these nouns, and of the others
MOST, WORDS = 8, 3
BEGINS_A_MUNICIPALITY = (False, FEW_NOUNS.index("municipality"))


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A name of a record, or words to search for (then without type and slug).

    note: how it comes about where it does not begin as was typed, in the language of the page.
    """

    text: str
    type: str = ""
    slug: str = ""
    note: str = ""


def suggest(text):
    """Complete what was typed. Arguments: text, as it stands in the field. Returns: at most MOST Suggestions.

    Four small queries where enough begins as was typed: what changed, and what begins so. Where little does, at most
    five more: how many words there are, whether anything holds what the words mean, and the three for the text with its
    slip mended.
    """
    text = clean(text)[0]
    if len(fold(text).strip(QUOTES)) < SHORTEST:
        return []
    stamp = stamps.now()
    found = once([*themes_called(text, stamp), *begun(text)])[:MOST]
    if len(found) >= FEW:
        return found
    others = list(meant(text, stamp)) or mended(text, stamp)  # what has a meaning here is spelt rightly: drone
    return once([*found, *others])[:MOST]


def themes_called(text, stamp):
    """Suggest the themes for which exactly this is another word: who types KI hardly means KielRegion."""
    key = fold(text).strip(QUOTES)
    for word, slug, name in theme_words(stamp).begun(key):
        if fold(word) == key:
            yield Suggestion(name, "theme", slug, _("includes “%(word)s”") % {"word": word})


def once(suggestions):
    """Leave out what reads as another before: nobody could tell which of two „Baumsensorik“ is whose."""
    found = {}
    for one in suggestions:
        found.setdefault((one.type, fold(one.text)), one)
    return list(found.values())


def meant(text, stamp):
    """Suggest what the typed words, or the last of them, mean elsewhere; and themes for which they are another word."""
    last = text.split(" ")[-1]
    typed = text[: len(text) - len(last)]
    meanings = thesaurus(stamp).meanings
    ways = {meaning: meant_terms(meaning) for meaning in meanings(text)}
    ways = ways or {typed + meaning: meant_terms(meaning) for meaning in meanings(last)}
    held = still_held(sorted({term for terms in ways.values() for way in terms for term in way})) if ways else ()
    for words in [one for one, terms in ways.items() if any(held.issuperset(way) for way in terms)][:WORDS]:
        yield Suggestion(words, note=_("means the same"))
    for word, slug, name in theme_words(stamp).begun(fold(text).strip(QUOTES))[:WORDS]:
        yield Suggestion(name, "theme", slug, _("includes “%(word)s”") % {"word": word})


def mended(text, stamp):
    """Suggest known words like the last one that was typed, and names that begin with the most alike."""
    last = text.split(" ")[-1].strip(QUOTES)
    if not SHORTEST_MISSPELT <= len(last) <= LONGEST_MISSPELT or is_known(last):
        return
    before = text[: text.rfind(last)]
    near = [before + word for word in by_stem(one.word for one in speller(stamp).suggest(last, WORDS))]
    records = [one for one in begun(near[0]) if one.type] if near else []  # what continues a guessed word is left out
    towns = [one for one in records if one.type == "municipality"]
    named = {fold(one.text) for one in towns}
    words = [Suggestion(words) for words in near if fold(words) not in named]
    for one in [*towns, *words, *records]:
        yield replace(one, note=_("spelling mended"))


def begun(text):
    """What begins as was typed: at most MOST Suggestions; three queries.

    Municipalities whose name begins so come first, then words, then other names; those that begin so before those in
    which a word does.
    """
    key = fold(text).strip(QUOTES)
    few = [kind for kind in FEW_NOUNS if kind in NOUNS]
    best = {}
    for document in beginning(key, few):
        starts = fold(document.title).startswith(key)
        place = (not starts, FEW_NOUNS.index(document.type) if document.type in few else len(few), len(document.title))
        if document.pk not in best or place < best[document.pk][0]:
            best[document.pk] = place, document
    ranked = sorted(best.values(), key=lambda item: (item[0], item[1].title, item[1].slug))
    found = [(place, Suggestion(document.title, document.type, document.slug)) for place, document in ranked]
    first = [one for place, one in found if place[:2] == BEGINS_A_MUNICIPALITY]
    others = [one for place, one in found if place[:2] != BEGINS_A_MUNICIPALITY]
    known = {one.text.casefold() for one in first}
    words = [Suggestion(word) for word in completed(text, key) if word.casefold() not in known]
    first = first[: MOST - len(words)]
    return [*first, *words, *others[: MOST - len(words) - len(first)]]


def beginning(key, few):
    """Read the documents with a name that begins so, or from one of its words on; of the few nouns and of the others.

    Each noun's names are read by themselves, in the order of the bytes: so the index gives the first of thousands.
    """
    names, parts, parameters = SearchName.objects.filter(starts("key", key)).order_by(), [], []
    order = "2 USING ~<~, 3" if connection.vendor == "postgresql" else "2, 3"
    for number, kind in enumerate(NOUNS):
        sql, own = names.filter(type=kind).values_list("type", "key", "document").query.sql_with_params()
        parts.append(f"SELECT * FROM ({sql} ORDER BY {order} LIMIT {READ[kind in few]}) AS part{number}")  # noqa: S608 - own
        parameters += own
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), parameters)
        found = sorted(cursor.fetchall())
    of_few = [document for kind, _key, document in found if kind in few]
    of_others = [document for kind, _key, document in found if kind not in few]
    ids = {*of_few[: READ[True]], *of_others[: READ[False]]}
    return SearchDocument.objects.filter(pk__in=ids).only("type", "title", "slug") if ids else ()


def completed(text, key):
    """Complete the last word by the most frequent words that stand somewhere in the directory."""
    last = key.rpartition(" ")[2]
    if len(last) <= SHORTEST:
        return []
    words = SearchWord.objects.filter(starts("key", last)).order_by("-frequency", "key")
    typed = text[: len(text) - len(text.split(" ")[-1])]
    return [typed + shown for shown in by_stem(words.values_list("shown", flat=True)[: 4 * WORDS])[:WORDS]]


def by_stem(words):
    """Keep the first of those words that find the same: Drohne, Drohnen."""
    found = {}
    for word in words:
        found.setdefault(look_up(word).stem, word)
    return list(found.values())


def starts(name, prefix):
    """The condition that a column begins so, in the form for which each engine uses its index."""
    if connection.vendor == "postgresql":
        return Q(**{f"{name}__startswith": prefix})
    return Q(**{f"{name}__gte": prefix, f"{name}__lt": prefix + "\U0010ffff"})
