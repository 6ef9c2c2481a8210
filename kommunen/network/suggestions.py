"""Whom to meet next, and why: every suggestion is a sum of whole points, and every point has a reason to check."""

from dataclasses import dataclass, field
from math import log, log10

from kommunen.models import ProjectStatus
from kommunen.network.ai_data import fit
from kommunen.network.facts import Node
from kommunen.network.hooks import runs_on, seeks_others
from kommunen.network.profiles import PLANNED, Distances, Profiles, still_in
from kommunen.network.traits import read_traits

NEAR = ((25, 9), (50, 7), (100, 5), (200, 2))  # up to so many kilometres: points
LIKE_SIZE = 5  # up to so many times as large or small gives points
STATE, ALIKE, KIND, SIZE, PER_NEIGHBOUR = 12, 9, 1, 5, 2
MOST = {"technology": 2, "organisation": 3, "partner": 2, "neighbours": 8, "congress": 6, "stage": 2, "ai_data": 3}
# Where a theme is asked: each project on it, at most so many points; who runs what the other plans; data for it.
PER_WORK, MOST_WORKS, STAGE_ON_THEME, DATA_ON_THEME, ATTENDS = 2, 8, 4, 5, 5
OPEN_DATA, OWN_DATA, MOST_JOINED = 5, 2, 2  # data that others can join, or any; cooperations on it


@dataclass(frozen=True, slots=True)
class Reason:
    """Why two should meet: so many points, for what. ``facts`` is what its sentence names."""

    kind: str
    points: int
    facts: dict = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Somebody to meet, with the reasons whose points add up to the score; ``known`` stands behind all others."""

    node: Node
    reasons: tuple[Reason, ...]
    known: bool = False

    @property
    def score(self):
        return sum(reason.points for reason in self.reasons)


def in_general(profiles, a, b):
    """The reasons that hold on any theme, for b as seen from a."""
    one, other, km = profiles.nodes[a], profiles.nodes[b], profiles.distances(a, b)
    shared_states = [state for state in one.states if state in other.states]
    yield Reason("state", STATE if shared_states else 0, {"states": shared_states})
    yield Reason("near", next((points for limit, points in NEAR if km < limit), 0), {"km": km})
    likeness, themes = profiles.likeness(a, b)
    yield Reason("themes", round(ALIKE * likeness), {"themes": themes})
    yield comparable(one, other)
    number = profiles.cooperations[b]
    yield Reason("experience", round(2 * log(1 + number)), {"number": number, "ended": profiles.ended[b]})
    common = [meeting for meeting in profiles.meetings[b] if meeting in profiles.meetings[a]]
    weight = sum(2 / log(len(meeting.slugs) + 0.5) for meeting in common) + log(1 + len(profiles.meetings[b]))
    past = [meeting for meeting in common or profiles.meetings[b] if meeting.is_over(profiles.today)]
    ahead = [meeting for meeting in common or profiles.meetings[b] if meeting not in past]
    yield capped("congress", weight, {"both": bool(common), "past": past, "ahead": ahead})
    weight, named = profiles.shared(profiles.organisations, profiles.allied, a, b)
    yield capped("organisation", 2 * weight, {"names": [*named.values()]})
    weight, named = profiles.shared(profiles.technologies, profiles.users, a, b)
    yield capped("technology", weight, {"names": [*named.values()], "keys": [*named]})
    friends = sorted(profiles.partners[a] & profiles.partners[b])
    yield capped("partner", len(friends), {"slugs": friends})
    yield neighbours(profiles, a, b)


def comparable(one, other):
    """The reason that two are of one kind and of like size."""
    alike = bool(one.kind) and one.kind == other.kind
    points, times = KIND if alike else 0, None
    if one.population and other.population:
        times = max(one.population, other.population) / min(one.population, other.population)
        points += round(SIZE - SIZE * log10(times)) if times < LIKE_SIZE else 0
    population = other.population if times and times < LIKE_SIZE else None
    return Reason("comparable", points, {"kind": other.kind if alike else "", "population": population, "times": times})


def neighbours(profiles, a, b):
    """The reason that b, of another federal state, works with others of a's: the border is crossed already."""
    states = {*profiles.nodes[a].states}
    if not states.isdisjoint(profiles.nodes[b].states):
        return Reason("neighbours", 0)
    slugs = sorted(other for other in profiles.partners[b] - {a} if not states.isdisjoint(profiles.nodes[other].states))
    return capped("neighbours", PER_NEIGHBOUR * len(slugs), {"slugs": slugs, "states": sorted(states)})


def capped(kind, weight, facts):
    return Reason(kind, min(round(weight), MOST[kind]), facts)


def stages(profiles, a, b, theme):
    """The reason that b runs something on a theme where a plans or builds; names its project where it is one alone."""
    own = profiles.stage[a]
    plans = set().union(*(own[status] for status in PLANNED)) - own[ProjectStatus.IN_OPERATION]
    runs = profiles.stage[b][ProjectStatus.IN_OPERATION]
    themes = sorted(plans & runs & ({theme} if theme else plans), key=lambda one: (profiles.spread[one], one))
    titles = profiles.running[b][themes[0]] if len(themes) == 1 else set()
    facts = {"themes": themes, "title": next(iter(titles)) if len(titles) == 1 else ""}
    if theme:
        return Reason("stage", STAGE_ON_THEME if themes else 0, facts)
    return capped("stage", len(themes), facts)


def ai_data(profiles, a, b, theme):
    """The reason that one offers AI data, on a theme or on any, for which the other seeks some."""
    vague = profiles.traits.vague_themes
    fitting = {
        (theirs.title, theirs.slug)
        for own in profiles.ai_data[a]
        for theirs in profiles.ai_data[b]
        if fit(own, theirs, vague) and (not theme or theme in own.themes & theirs.themes)
    }
    points = (DATA_ON_THEME if theme else MOST["ai_data"]) if fitting else 0
    return Reason("ai_data", points, {"data": sorted(fitting)})


def on_theme(profiles, b, theme, joined):
    """The reasons that b has something on a theme: projects, AI data, cooperations; nothing is named twice.

    Arguments: joined, the facts of the cooperations on the theme that b takes part in.
    """
    number = profiles.projects[b][theme]
    yield Reason("works", min(PER_WORK * number, MOST_WORKS), {"number": number})
    seeking = {fact.title for fact in joined if seeks_others(fact)}  # AI data and a cooperation may bear one name
    data = sorted((one.title, one.slug) for one in profiles.ai_data[b] if theme in one.themes)
    open_to_others = [row for row in data if row[0] in seeking]
    points = (OPEN_DATA if open_to_others else OWN_DATA) if data else 0
    yield Reason("own_data", points, {"data": open_to_others or data, "open": bool(open_to_others)})
    named = {title for title, _slug in data}
    rest = sorted((fact for fact in joined if fact.title not in named), key=lambda fact: fact.title)
    yield Reason("joined", min(len(rest), MOST_JOINED), {"cooperations": rest})


def reasons(profiles, a, b, theme="", meeting=None, joined=()):
    """Why a should meet b, on a theme ("" for any) and at a congress (or None): those that give points, most first.

    Arguments: joined, the facts of the cooperations on the theme that b takes part in.
    """
    found = [*in_general(profiles, a, b), stages(profiles, a, b, theme), ai_data(profiles, a, b, theme)]
    if theme:
        found += on_theme(profiles, b, theme, joined)
    if meeting:
        found.append(Reason("attends", ATTENDS if b in meeting.slugs else 0, {"meeting": meeting}))
    return tuple(sorted((one for one in found if one.points > 0), key=lambda one: -one.points))


def profiles_of(network):
    """The profiles of the network as it is now; read once for each change of the data."""
    if "profiles" not in network.kept:
        traits = read_traits(network)
        distances = Distances(network.nodes)
        network.kept["profiles"] = Profiles(network.nodes, network.facts, traits, distances, network.today)
    return network.kept["profiles"]


def acquainted(profiles, slug, theme=""):
    """Who works with a municipality already, on a theme or on any; the page and its measurement ask this alone.

    Returns: who is left out of its suggestions, a partner of something active, {slug: ties, what runs first}; and who
    is put last for knowing it otherwise, from an association, a working group or what has ended, {slug}.
    """
    left_out, last = {}, set()
    for other, ties in profiles.together[slug].items():
        fitting = [tie for tie in ties if tie.fits(theme)]
        if active := [tie for tie in fitting if tie.fact.is_direct and not tie.has_ended(profiles.today)]:
            left_out[other] = sorted(active, key=lambda tie: tie.order(profiles.today))
        elif fitting:
            last.add(other)
    return left_out, last


def connected(network, node, theme=""):
    """Who is active with a municipality, on a theme or on any: {slug: ties, what runs first}."""
    return acquainted(profiles_of(network), node.slug, theme)[0]


def cooperations_on(network, theme):
    """Who takes part in which cooperations on a theme that run: {slug: [fact, …]}."""
    found = {}
    for fact in network.facts:
        if runs_on(fact, theme, network.today):
            for slug in still_in(fact, network.today):
                found.setdefault(slug, []).append(fact)
    return found


def suggest(network, node, theme="", meeting=None):
    """Rank whom a municipality should meet; who is active with it already is left out, who knows it stands last.

    Arguments: network; node; theme, a slug or "" for any; meeting, or None.
    Returns: a list of ``Suggestion``, the best first; on a theme only whoever has a project, AI data or a running
    cooperation on it.
    """
    profiles = profiles_of(network)
    left_out, last = acquainted(profiles, node.slug, theme)
    others = [slug for slug in network.nodes if slug not in left_out and slug != node.slug]
    joined = cooperations_on(network, theme) if theme else {}
    if theme:
        data = {one.owner for one in profiles.traits.ai_data if theme in one.themes}
        others = [slug for slug in others if profiles.projects[slug][theme] or slug in data or slug in joined]
    ranked = []
    for slug in others:
        found = reasons(profiles, node.slug, slug, theme, meeting, joined.get(slug, ()))
        ranked.append(Suggestion(network.nodes[slug], found, slug in last))
    ranked.sort(key=lambda one: (one.known, -one.score, one.node.sort_name, one.node.slug))
    return ranked


def beyond(node, suggestions):
    """Of some suggestions those in other federal states, where nobody looks first."""
    return [one for one in suggestions if {*one.node.states}.isdisjoint(node.states)]
