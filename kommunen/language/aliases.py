"""Under which names people mention a municipality, a theme or a cooperation: short names, member towns, Bamberger,
Hallenser.
"""

import json
import re
from functools import lru_cache

from kommunen.language.compounds import split
from kommunen.language.folding import fold, letters
from kommunen.language.stems import DATA
from kommunen.language.tokens import WORD

SHIPPED = DATA.parent / "aliases.json"
STATES = DATA.parent / "state_names.json"
QUALIFIER = re.compile(r"\s*\(.*?\)|/\w+$|\s+(?:am|an|im|in|bei|b\.|vor|ob)\b.*$|,.*$")
KIND_OF_UNIT = re.compile(r"^(?:Landkreis|Kreis|Verbandsgemeinde|Amt|Städte|Stadt|Metropolregion|Gemeinde)\s+")
TOO_COMMON = frozenset({"neustadt", "bergstrasse", "landau"})  # alone they name many places
# Words of the themes' list that say too little in a sentence („Workshop in Kiel“ is not about education).
NO_THEME_ALONE = frozenset(
    [
        "workshop",
        "veranstaltungen",
        "treffpunkt",
        "prozesse",
        "portal",
        "orte",
        "planung",
        "integration",
        "projektmanagement",
        "rathaus",  # mostly the building: „Treffen im Rathaus“
    ]
)


def shipped_aliases(path=SHIPPED):
    """Read the editable list of further names: {kind: {slug: [names]}}, kind as in names.Names."""
    return json.loads(path.read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def state_names(path=STATES):
    """Read under which further names people ask for a federal state: {code: [NRW, North Rhine-Westphalia]}."""
    return json.loads(path.read_text(encoding="utf-8"))


def municipality_aliases(name, official_name="", project_name="", territories=()):
    """List the names of a model project.

    Arguments: name, official and project name as stored; territories, the names of its member units.
    Returns: names as written, without doubles: a member town counts for its project, „Kempten (Allgäu)“ is also
    Kempten, „Landkreis Hof“ also Hof.
    """
    names = [name, official_name, project_name, *territories]
    for stated in (name, *territories):
        for part in re.split(r"\s+und\s+(?:das\s+)?|,\s*", re.sub(r"\s*\(.*?\)", "", stated)):
            short = QUALIFIER.sub("", part).strip()
            bare = KIND_OF_UNIT.sub("", short)
            names += [short, bare]
            if bare != short and not short.startswith(("Amt", "Verband")):
                names += [f"{unit} {bare}" for unit in ("Landkreis", "Kreis", "LK")]
    names += re.findall(r"\(([A-Z]{3,})\)", project_name)
    return unique(alias for alias in names if fold(alias.strip()) not in TOO_COMMON)


def theme_aliases(slug, name, name_en="", synonyms=()):
    """List the words that name a theme in a sentence: its parts, its key, its synonyms, the English parts."""
    parts = [part.strip() for stated in (name, name_en) for part in re.split(r"[&,]", stated)]
    return unique(alias for alias in (slug, *parts, *synonyms) if fold(alias) not in NO_THEME_ALONE)


def cooperation_aliases(title):
    """List the names of a cooperation: its title, and the name before a dash or colon, or in brackets, where it is a
    proper name.
    """
    parts = [re.sub(r"\s*\(.*?\)|\s+e\. ?V\.$", "", title), *re.findall(r"\((\w{3,})\)", title)]
    parts += [part for part in re.split(r"\s+[–-]\s+|:\s+", title) if is_proper_name(part)]
    return unique([title, *parts])


def is_proper_name(text):
    """Tell whether a text has a sign of a name: capitals or digits inside a word (KODI, TwinCity3D, DOS 2030)."""
    return bool(re.search(r"\w[A-ZÄÖÜ]|\d", text))


def inhabitants(name):
    """Give the folded words that derive from a place: Lübecker, Kemptenerinnen, Münchner, Hallenser, Münsteraner,
    südwestfälisch.
    """
    people = {name + "er", name + "aner"}  # folded only when whole: Jena, Jenaer
    if name.endswith("e"):
        people |= {name + "nser", name + "r"}
    if name.endswith("a"):
        people.add(name[:-1] + "enser")
    if name.endswith("en"):
        people |= {name[:-2] + "er", name[:-2] + "ner"}
    if name.endswith(("el", "er")):
        people.add(name[:-2] + name[-1] + "er")
    stump = name.removesuffix("e")
    adjectives = {name + "isch", name.removesuffix("en") + "isch", stump + "sch", stump + "esch"}
    forms = {person + ending for person in people for ending in ("", "n", "s", "in", "innen")}
    forms |= {adjective + ending for adjective in adjectives for ending in ("", "e", "er", "en", "es", "em")}
    return set(map(fold, forms))


def leaves_of(word):
    """Give the surface rows of parts inside a compound with "whether it ends the word": Baum|pflege,
    Bürger|beteiligung.
    """
    parts = [part for part in split(word) if not part.hidden]
    for first in range(len(parts)):
        for last in range(len(parts) - 1, first - 1, -1):
            if last - first < len(parts) - 1:
                yield word[parts[first].start : parts[last].end], last == len(parts) - 1


def unique(names):
    """Strip and keep the first of names that have the same words."""
    found = {}
    for name in names:
        key = tuple(filter(None, map(letters, WORD.findall(name))))
        if key:
            found.setdefault(key, name.strip())
    return list(found.values())
