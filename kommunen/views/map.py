"""What ties the municipalities on a map: lines on demand, one of them in focus, and the same as a table."""

from dataclasses import dataclass
from functools import cached_property

from kommunen.models import CooperationKind
from kommunen.network import picture
from kommunen.network.current import network

LASTING = frozenset(kind.value for kind in CooperationKind.lasting())


@dataclass
class MapRow:
    """A municipality in the table beside the map: its partners, and what ties it to the one in focus."""

    place: object
    partners: list
    ties: tuple


class MapTies:
    """Who works with whom among some municipalities, in the counted sense: one-off meetings tie nobody.

    Arguments: places, municipalities; focus, the one in focus or None; lines, whether all lines are wanted; among, a
    set of slugs of cooperations, or None for all of them.
    """

    def __init__(self, places, focus=None, lines=False, among=None):
        self.places, self.focus, self.drawn = list(places), focus, bool(lines or focus)
        self.network = network()
        shown = {place.slug for place in self.places}
        self.found = [
            (link.a.slug, link.b.slug, ties)
            for link in picture.links(self.network, picture.Choice(kinds=LASTING))
            if link.a.slug in shown and link.b.slug in shown and (ties := wanted(link.ties, among))
        ]

    @cached_property
    def links(self):
        """What is drawn: (slug, slug, whether it has ended); with a focus, only its own lines."""
        own = self.focus and self.focus.slug
        return [
            (a, b, all(tie.has_ended(self.network.today) for tie in ties))
            for a, b, ties in self.found
            if not own or own in (a, b)
        ]

    @cached_property
    def partners(self):
        """Who has which partners: {slug: {slug: ties}}."""
        found = {}
        for a, b, ties in self.found:
            found.setdefault(a, {})[b] = ties
            found.setdefault(b, {})[a] = ties
        return found

    @property
    def of_focus(self):
        """The partners of the one in focus: {slug: ties}."""
        return self.partners.get(self.focus.slug, {}) if self.focus else {}

    @property
    def tones(self):
        """How a municipality is drawn: {slug: "focus" or "partner"}; the others are as usual, beside a focus faint."""
        return dict.fromkeys(self.of_focus, "partner") | ({self.focus.slug: "focus"} if self.focus else {})

    @property
    def rows(self):
        """The table: with a focus its partners first, then the others; the one in focus stands above it."""
        names = {place.slug: place for place in self.places}
        rows = [
            MapRow(
                place, [names[slug] for slug in self.partners.get(place.slug, ())], self.of_focus.get(place.slug, ())
            )
            for place in self.places
            if place != self.focus
        ]
        return sorted(rows, key=lambda row: not row.ties)


def partners_of(municipality):
    """The slugs of a municipality's partners, in the counted sense."""
    own = picture.links(network(), picture.Choice(kinds=LASTING, node=municipality.slug))
    return {node.slug for link in own for node in (link.a, link.b)}


def wanted(ties, among):
    """Those of a pair's ties that some cooperations make."""
    if among is None:
        return ties
    return tuple(tie for tie in ties if tie.fact.noun == "cooperation" and tie.fact.slug in among)
