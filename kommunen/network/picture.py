"""The picture of the network: all municipalities on a circle, federal state by federal state, and lines between them.

A circle names each of them without one label hiding another; neighbours stand side by side, so that what crosses the
middle crosses the country. It is computed once for each change of the data; filters only choose lines.
"""

import re
from dataclasses import dataclass
from math import cos, hypot, pi, sin

from django.utils.translation import gettext_lazy as _

from kommunen.models import CooperationKind, State
from kommunen.network.facts import Node
from kommunen.network.ties import Tie, ties_of

RADIUS, LABEL, HALF = 330, 342, 528  # of the circle, of the labels' beginning; half the drawing's width
LONGEST = 26  # letters of a label
PARTNERS = ("development", "reuse", "exchange", "project")  # kinds that are shown where none is chosen
KINDS = (*PARTNERS, "association", "working_group", "event")
KIND_LABELS = {**{kind.value: kind.label for kind in CooperationKind}, "project": _("joint project")}


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a municipality stands. ``turn`` is its label's angle in degrees, ``left`` whether that reads inwards."""

    node: Node
    x: float
    y: float
    label: str
    turn: float
    left: bool


@dataclass(frozen=True, slots=True)
class Link:
    """Two municipalities and what ties them, what runs first."""

    a: Node
    b: Node
    ties: tuple[Tie, ...]


def kind_of(tie):
    """The kind of a tie as the picture's filter knows it: a cooperation's, "reuse", or "project"."""
    return tie.fact.kind or tie.fact.noun


def links_of(network):
    """All that could be a line: {pair: ties}; kept for as long as the network holds."""
    if "links" not in network.kept:
        facts = [fact for fact in network.facts if (fact.kind or fact.noun) in KINDS]
        network.kept["links"] = ties_of(facts, network.today)
    return network.kept["links"]


@dataclass(frozen=True)
class Choice:
    """Which lines are wanted: sets of values, empty for all (of kinds: for those that bind partners)."""

    themes: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    states: frozenset[str] = frozenset()
    stands: frozenset[str] = frozenset()  # "aktiv", "beendet"
    node: str = ""

    def ties(self, ties, today):
        """Those of a pair's ties that are wanted."""
        return tuple(tie for tie in ties if self.wants(tie, today))

    def wants(self, tie, today):
        """Whether a tie is wanted."""
        return (
            kind_of(tie) in (self.kinds or PARTNERS)
            and (not self.themes or not self.themes.isdisjoint(tie.themes))
            and (not self.stands or ("beendet" if tie.has_ended(today) else "aktiv") in self.stands)
        )

    def pair(self, one, other):
        """Whether a pair is wanted: one of the two lies in a chosen state, and is the one in focus."""
        if self.node not in ("", one.slug, other.slug):
            return False
        return not self.states or not self.states.isdisjoint((*one.states, *other.states))


def links(network, choice):
    """The lines that a choice leaves, in the order of the alphabet."""
    found = []
    for (a, b), ties in links_of(network).items():
        one, other = sorted((network.nodes[a], network.nodes[b]), key=lambda node: (node.sort_name, node.slug))
        if choice.pair(one, other) and (wanted := choice.ties(ties, network.today)):
            found.append(Link(one, other, wanted))
    return sorted(found, key=lambda link: (link.a.sort_name, link.b.sort_name))


def number_of_links(network, choice):
    """How many lines a choice leaves."""
    nodes, today = network.nodes, network.today
    return sum(
        choice.pair(nodes[a], nodes[b]) and any(choice.wants(tie, today) for tie in ties)
        for (a, b), ties in links_of(network).items()
    )


def spots(network):
    """Where everybody stands: {slug: Spot}; kept for as long as the network holds."""
    if "spots" not in network.kept:
        network.kept["spots"] = on_a_circle(network.nodes.values())
    return network.kept["spots"]


def state_by_state(nodes):
    """Municipalities by their federal state from the north, in it by the alphabet."""
    order = {state: number for number, state in enumerate(State)}
    return sorted(nodes, key=lambda node: (order[node.states[0]] if node.states else len(order), node.sort_name))


def on_a_circle(nodes):
    """Put municipalities on a circle: state by state from the north, clockwise from the top, with a gap after each."""
    rows = state_by_state(nodes)
    groups = len({node.states[:1] for node in rows})
    step = 2 * pi / max(1, len(rows) + groups)
    found, angle, before = {}, -pi / 2, None
    for node in rows:
        angle += step * (2 if before is not None and node.states[:1] != before else 1)
        before = node.states[:1]
        found[node.slug] = spot(node, angle)
    return found


def spot(node, angle):
    left = cos(angle) < 0
    degrees = angle * 180 / pi + (180 if left else 0)
    x, y = RADIUS * cos(angle), RADIUS * sin(angle)
    return Spot(node, round(x, 1), round(y, 1), short(node.name), round(degrees, 1), left)


def short(name):
    """A part of a name that fits beside the circle: without brackets, and of a long one its first words."""
    name = re.sub(r"\s*\(.*?\)|/\w+$", "", name).removeprefix("Metropolregion ")
    while len(name) > LONGEST and " " in name:
        name = name.rpartition(" ")[0].removesuffix(" und").rstrip(",")
    return name


def line(one, other):
    """The SVG path between two spots: the farther apart, the nearer it bends to the middle."""
    pull = 1 - 0.9 * min(1, hypot(one.x - other.x, one.y - other.y) / RADIUS)
    x, y = (one.x + other.x) / 2 * pull, (one.y + other.y) / 2 * pull
    return f"M{one.x:g} {one.y:g}Q{x:.0f} {y:.0f} {other.x:g} {other.y:g}"
