"""Municipalities side by side: what two have in common, as numbers that ``suggestions`` turns into points."""

import re
from collections import Counter, defaultdict
from itertools import combinations
from math import cos, hypot, inf, log, radians, sqrt

from kommunen.models import CooperationKind, ProjectStatus, last_day
from kommunen.network.ties import tie_in

KM_PER_DEGREE = 111.2
# Bodies above the municipalities, and groups without names: to share one brings nobody together.
EVERYBODYS = re.compile(
    r"(?:Land|Freistaat|Bund|KfW|BBSR|Europäische)(?: |$)|Bundes(?:amt|institut|minist|regier|repub)"
    r"|.*ministerium|Ministerium|Staatskanzlei|Senats|Bezirksregierung|Regierungspräsidium|Regierung von "
    r"|Koordinierungs- und Transferstelle|(?:über|mehr als|rund) \d"
)
WORKING = ("cooperation", "reuse", "project")  # nouns of what lasts, and in which partners know each other
PLANNED = (ProjectStatus.PLANNED, ProjectStatus.IN_PROGRESS)


def still_in(fact, today):
    """Who takes part in something and has not left; nobody where it has ended. An unknown end is none."""
    if fact.end and last_day(fact.end) < today:
        return set()
    return {part.slug for part in fact.parts if not (part.end and last_day(part.end) < today)}


class Distances:
    """How far apart two municipalities are, in kilometres between their nearest units, each pair computed once."""

    def __init__(self, nodes):
        self.places = {
            slug: [(lat * KM_PER_DEGREE, lon * KM_PER_DEGREE * cos(radians(51))) for lat, lon in node.places]
            for slug, node in nodes.items()
        }
        self.known = {}

    def __call__(self, a, b):
        key = frozenset((a, b))
        if key not in self.known:
            between = (hypot(x - u, y - v) for x, y in self.places[a] for u, v in self.places[b])
            self.known[key] = min(between, default=inf)
        return self.known[key]


class Profiles:
    """All municipalities' profiles.

    Arguments: nodes; facts, in which they meet; traits; distances; today, which decides what has ended. What is hidden
    from facts and traits is not known.
    """

    def __init__(self, nodes, facts, traits, distances, today):
        self.nodes, self.distances, self.traits, self.today = nodes, distances, traits, today
        self.projects = {slug: Counter() for slug in nodes}  # by theme
        self.stage = {slug: defaultdict(set) for slug in nodes}  # status → themes
        self.running = {
            slug: defaultdict(set) for slug in nodes
        }  # theme → titles of projects in operation; "": several
        for slug, _joint, theme, status, number, title in traits.stages:
            if slug in nodes:
                self.projects[slug][theme] += number
                self.stage[slug][status].add(theme)
                if status == ProjectStatus.IN_OPERATION:
                    self.running[slug][theme].add(title if number == 1 else "")
        self.technologies = self.named(traits.technologies)
        self.organisations = self.named(row for row in traits.organisations if not EVERYBODYS.match(row[3]))
        self.users = Counter(key for own in self.technologies.values() for key in own)
        self.allied = Counter(key for own in self.organisations.values() for key in own)
        self.spread = Counter(theme for own in self.projects.values() for theme in own)  # how many work on each
        self.vectors = {slug: self.vector(own) for slug, own in self.projects.items()}
        lasting = [fact for fact in facts if fact.noun in WORKING and fact.kind != CooperationKind.EVENT]
        self.cooperations = Counter(dict.fromkeys(nodes, 0))  # all, as the list of each counts them
        self.ended = Counter()  # of these what has ended, or been left
        for fact in lasting:
            if fact.noun == "cooperation":
                here = set(fact.municipalities)
                self.cooperations.update(here)
                self.ended.update(here - still_in(fact, today))
        self.together = {slug: defaultdict(list) for slug in nodes}  # with whom: ties, also what has ended
        for fact in lasting:
            for a, b in combinations((slug for slug in fact.municipalities if slug in nodes), 2):
                if made := tie_in(fact, a, b):
                    self.together[a][b].append(made)
                    self.together[b][a].append(made)
        self.partners = {
            slug: {other for other, ties in own.items() if any(map(self.is_partnership, ties))}
            for slug, own in self.together.items()
        }
        self.meetings = {slug: [one for one in traits.meetings if slug in one.slugs] for slug in nodes}
        self.ai_data = defaultdict(list)
        for data in traits.ai_data:
            self.ai_data[data.owner].append(data)

    def is_partnership(self, tie):
        """Whether two are partners by it today: any cooperation or reuse that has not ended, no mere joint project."""
        return tie.fact.noun != "project" and not tie.has_ended(self.today)

    def named(self, rows):
        """Rows of keys and names as {slug: {key: name}}."""
        found = {slug: {} for slug in self.nodes}
        for slug, _joint, key, name in rows:
            if slug in found:
                found[slug][key] = name
        return found

    def vector(self, own):
        """A municipality's themes, weighed by how rare they are, as a vector of length 1."""
        rarity = {theme: log(len(self.nodes) / self.spread[theme]) for theme in own}
        weights = {theme: (1 + log(number)) * rarity[theme] for theme, number in own.items()}
        length = sqrt(sum(weight * weight for weight in weights.values()))
        return {theme: weight / length for theme, weight in weights.items()} if length else {}

    def likeness(self, a, b):
        """How alike the themes of two are, from 0 to 1 (cosine), and the shared themes, the weightiest first."""
        one, other = self.vectors[a], self.vectors[b]
        parts = {theme: weight * other[theme] for theme, weight in one.items() if theme in other}
        return sum(parts.values()), sorted(parts, key=lambda theme: (-parts[theme], theme))

    def shared(self, own, spread, a, b):
        """What both have, and how much that says: a thing that few have says more.

        Arguments: own, {slug: {key: name}}; spread, how many have each. Returns: (sum of weights, {key: name}).
        """
        keys = sorted(own[a].keys() & own[b].keys(), key=lambda key: (spread[key], own[a][key]))
        return sum(1 / log(spread[key] + 0.5) for key in keys), {key: own[a][key] for key in keys}
