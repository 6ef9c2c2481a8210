"""The nouns of the network as its files have them. The congress declares its own, one floor up."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kommunen.exchange.directory.noun import Noun
from kommunen.exchange.directory.reading import slug_like
from kommunen.models import (
    ContinuationState,
    Cooperation,
    CooperationMember,
    FundingRound,
    Municipality,
    Organisation,
    Page,
    ProgrammeFact,
    Project,
    Reuse,
    Source,
    State,
    Synonym,
    Technology,
    Territory,
    Theme,
    TrainingData,
    first_day,
    last_day,
    read_distributions,
)
from kommunen.models.project import REASON_WANTED
from kommunen.models.territory import KEY_DIGITS

SOURCES = Noun(Source, ("record", "address"), key=("record", "address"), parent="record", item="address")
WITH_SOURCES = {"sources": SOURCES}


def wrong_in_territory(raw, values, entries):
    """An official key's length follows from the kind of unit, its first two digits from the state."""
    key, kind, state = values.get("key"), values.get("kind"), values.get("federal_state")
    if key and kind and not (key.isascii() and key.isdigit() and len(key) == KEY_DIGITS[kind]):
        yield "key", _("The key has 8 digits for a municipality, 5 for a district, 9 for an association.")
    if key and state and not key.startswith(State(state).key_prefix):
        yield "key", _("The key's first two digits are not those of this federal state.")


def wrong_in_municipality(raw, values, entries):
    """The states that a municipality names are those of its territories."""
    territories, states = values.get("territories"), raw.get("states")
    known = entries["kommunen.territory"]
    if territories is None or not all(key in known for key in territories):
        return
    found = {known[key].values["federal_state"] for key in territories}
    if not isinstance(states, list) or sorted(found) != sorted(map(str, states)):
        yield "states", _("Its territories lie in: %(states)s.") % {"states": ", ".join(sorted(found))}


def reuse_fields(raw, names):
    """Tell known municipalities and projects from names and words outside.

    ``what`` is a project's address, or words; beside words, ``project`` may say which of the projects they mean.
    """
    fields = {"since": raw.get("since"), "cooperation": raw.get("cooperation")}
    for side in ("from", "to"):
        inside = is_known(raw.get(side), names["kommunen.municipality"])
        fields[f"{side}_municipality"] = raw.get(side) if inside else None
        fields[f"{side}_name"] = "" if inside else raw.get(side)
    inside = is_known(raw.get("what"), names["kommunen.project"])
    meant = raw.get("what") if inside else raw.get("project")
    return {**fields, "project": meant, "what": "" if inside else raw.get("what")}


def wrong_in_project(raw, values, entries):
    """A state of continuation has its reason."""
    stated = values.get("continuation", ContinuationState.UNKNOWN) != ContinuationState.UNKNOWN
    if stated and not values.get("continuation_reason"):
        yield "continuation_reason", REASON_WANTED


def is_known(word, names):
    """Tell whether a record is called so."""
    return isinstance(word, str) and word in names


def wrong_in_reuse(raw, values, entries):
    """Both sides and the matter are named, the sides differ, and what looks like an address is one."""
    for name, inside in (("from_name", "from_municipality"), ("to_name", "to_municipality"), ("what", "project")):
        column = name.removesuffix("_name")
        text = values.get(name, "-")
        if not text and not values.get(inside):
            yield column, _("This must not be empty.")
        elif slug_like(text):
            yield column, _("“%(word)s” is unknown.") % {"word": text}
    if raw.get("from") == raw.get("to"):
        yield "to", _("Nobody takes something over from itself.")
    named_twice = raw.get("project") and raw.get("what") and values.get("what") == ""
    if named_twice and slug_like(raw["what"]):  # words seem to name a project while its file cannot be read
        yield "project", _("Only one of both: the project's address, or what was taken over in words beside it.")


def wrong_in_training_data(raw, values, entries):
    """Addresses of the data are such; the collection does not end before it began; data about people are protected."""
    plain = {name: values[name] for name in PROTECTED if name in values}
    yield from TrainingData(**plain).unprotected.items()
    try:
        read_distributions(values.get("distributions") or "")
    except ValidationError as error:
        yield from (("distributions", fault) for fault in error.messages)
    start, end = values.get("collected_from"), values.get("collected_until")
    if start and end and last_day(end) < first_day(start):
        yield "collected_until", _("The end lies before the start.")


PROTECTED = ("access", "personal_data", "legal_basis", "opening_confirmed")


def technology_words(raw):
    """A technology's name and synonyms: projects speak of it by each of them."""
    synonyms = raw.get("synonyms")
    words = [raw.get("name"), *(synonyms if isinstance(synonyms, list) else [])]
    return [word for word in words if isinstance(word, str)]


ROUNDS = Noun(
    FundingRound,
    ("number", "year", "motto", "selected"),
    key=("number",),
    file="rounds.json",
    children=WITH_SOURCES,
)
THEMES = Noun(
    Theme,
    ("slug", "name", "name_en", "synonyms", "european"),
    file="themes.json",
    addable=("european",),
    named={"name": "de", "name_en": "en"},
    lines=("synonyms",),
)
TECHNOLOGIES = Noun(
    Technology,
    ("slug", "name", "product", "synonyms"),
    file="technologies.json",
    optional=True,
    lines=("synonyms",),
    words=technology_words,
    gathered=(("projects.json", "technologies"),),
)
TERRITORIES = Noun(
    Territory,
    ("key", "kind", "name", "federal_state", "population", "area_km2", "latitude", "longitude"),
    key=("key",),
    file="territories.json",
    named={"federal_state": "state", "latitude": "lat", "longitude": "lon"},
    check=wrong_in_territory,
)
ORGANISATIONS = Noun(
    Organisation,
    ("slug", "name"),
    gathered=(("projects.json", "partners"), ("cooperations.json", "other_partners")),
)
MUNICIPALITIES = Noun(
    Municipality,
    (
        *("slug", "name", "official_name", "kind", "round", "territories", "population", "population_from"),
        *("area_km2", "area_from", "phase", "project_name", "website", "funding_end", "funding_total_eur"),
        *("summary", "continuation", "continuation_team", "continuation_budget"),
    ),
    file="municipalities.json",
    addable=("continuation_team", "continuation_budget"),
    ignored=("states", "size_class"),  # both follow from what is loaded: the territories, the population
    check=wrong_in_municipality,
    children=WITH_SOURCES,
)
AFTERWARDS = (
    *("operator", "continuation", "continuation_reason", "continuation_source", "documentation", "takeover_wanted"),
)
PROJECTS = Noun(
    Project,
    (
        *("slug", "title", "kind", "municipalities", "themes", "status", "start", "end", "summary", "url"),
        *("repository", "technologies", "partners", *AFTERWARDS),
    ),
    file="projects.json",
    addable=AFTERWARDS,
    check=wrong_in_project,
    children=WITH_SOURCES,
)
MEMBERS = Noun(
    CooperationMember,
    ("cooperation", "municipality"),
    key=("cooperation", "municipality"),
    parent="cooperation",
    item="municipality",
)
COOPERATIONS = Noun(
    Cooperation,
    ("slug", "title", "kind", "themes", "other_partners", "start", "end", "summary", "results"),
    file="cooperations.json",
    lines=("results",),
    children={"municipalities": MEMBERS, **WITH_SOURCES},
)
REUSES = Noun(
    Reuse,
    (
        *("project", "what", "from_municipality", "from_name", "to_municipality", "to_name", "since"),
        "cooperation",
    ),
    key=("from_municipality", "from_name", "to_municipality", "to_name", "project", "what"),
    instead={"project": "what"},  # so a reuse in words stays the same when somebody says later which project is meant
    alone=(("project", "from_municipality", "from_name", "to_municipality", "to_name"),),
    file="reuse.json",
    named={f"{side}_{kind}": side for side in ("from", "to") for kind in ("municipality", "name")},
    columns=("from", "to", "what", "project", "since", "cooperation"),
    addable=("project",),
    reshape=reuse_fields,
    check=wrong_in_reuse,
    children=WITH_SOURCES,
)
DESCRIBED = (
    *("subject", "amount", "formats", "labels", "access", "distributions", "personal_data", "legal_basis", "limits"),
    *("opening_confirmed", "collected_from", "collected_until", "area", "contact"),
)
TRAINING_DATA = Noun(
    TrainingData,
    ("slug", "title", "municipality", "kind", "data_type", "themes", "license", "url", "summary", *DESCRIBED),
    file="training_data.json",
    addable=DESCRIBED,
    lines=("distributions",),
    check=wrong_in_training_data,
    children=WITH_SOURCES,
)
FACTS = Noun(
    ProgrammeFact,
    ("text",),
    key=("text",),
    file="programme.json",
    inside="facts",
    position=True,
    children=WITH_SOURCES,
)
SYNONYMS = Noun(
    Synonym,
    ("word", "meaning", "both"),
    key=("word", "meaning"),
    file="synonyms.json",
    optional=True,
)
PAGES = Noun(
    Page,
    ("slug", "title", "title_en", "body", "body_en", "placeholder"),
    file="pages.json",
    optional=True,
)

# Each points only at those before it. The sources of all nouns come last of all: the caller adds them.
NETWORK = (
    *(ROUNDS, THEMES, TECHNOLOGIES, TERRITORIES, ORGANISATIONS, MUNICIPALITIES, PROJECTS, COOPERATIONS, MEMBERS),
    *(REUSES, TRAINING_DATA, FACTS, SYNONYMS, PAGES),
)
