"""What somebody may be about to type: names of records, then words that stand in them."""

from dataclasses import dataclass

from django.db import connection
from django.db.models import Q

from kommunen.language.folding import fold
from kommunen.language.query import clean
from kommunen.language.tokens import look_up
from kommunen.models import SearchDocument, SearchName, SearchWord
from kommunen.search.nouns import NOUNS

SHORTEST = 2  # letters before anything is suggested
QUOTES = " \"'„“”»«"  # of a phrase that somebody begins to type
FEW_NOUNS = ("municipality", "theme")  # few, and what most people mean
READ = {True: 12, False: 40}  # names read of these nouns, and of the others
MOST, WORDS = 8, 3
BEGINS_A_MUNICIPALITY = (False, FEW_NOUNS.index("municipality"))


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A name of a record, or words to search for (then without type and slug)."""

    text: str
    type: str = ""
    slug: str = ""


def suggest(text):
    """Complete what was typed. Arguments: text, as it stands in the field. Returns: at most MOST Suggestions.

    Three small queries, whatever is typed. Municipalities whose name begins so come first, then words, then other
    names; those that begin so before those in which a word does.
    """
    text = clean(text)[0]
    key = fold(text).strip(QUOTES)
    if len(key) < SHORTEST:
        return []
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
    by_stem = {}
    for shown in words.values_list("shown", flat=True)[: 4 * WORDS]:
        by_stem.setdefault(look_up(shown).stem, shown)  # Drohne and Drohnen find the same
    return [typed + shown for shown in list(by_stem.values())[:WORDS]]


def starts(name, prefix):
    """The condition that a column begins so, in the form for which each engine uses its index."""
    if connection.vendor == "postgresql":
        return Q(**{f"{name}__startswith": prefix})
    return Q(**{f"{name}__gte": prefix, f"{name}__lt": prefix + "\U0010ffff"})
