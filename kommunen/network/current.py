"""The network as it is now: read once per change of the data, kept in memory, the same for everybody who asks."""

from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from django.utils import timezone

from kommunen.models import Municipality, Theme, current_version
from kommunen.network.facts import Fact, Node, Subject
from kommunen.network.reading import read_facts, read_nodes, read_old_addresses, read_subjects
from kommunen.network.sources import further_facts
from kommunen.network.ties import tie_in, ties_of


@dataclass
class Network:
    """Municipalities, themes and what ties whom. ``today`` decides what has ended."""

    nodes: dict[str, Node]
    subjects: dict[str, Subject]
    facts: list[Fact]
    today: date
    old_addresses: dict = field(default_factory=dict)
    kept: dict = field(default_factory=dict)  # what others compute from it, for as long as it holds

    def __post_init__(self):
        self.facts = [fact for fact in map(self.within, self.facts) if fact.parts]
        self.taking_part = {slug: set() for slug in self.nodes}
        for position, fact in enumerate(self.facts):
            for slug in fact.municipalities:
                self.taking_part[slug].add(position)

    def within(self, fact):
        """The same fact without parts of whoever is not public."""
        if all(part.slug in self.nodes for part in fact.parts):
            return fact
        known = tuple(part for part in fact.parts if part.slug in self.nodes)
        return replace(fact, parts=known)

    def node(self, slug):
        """The municipality that has this slug or once had it; None where there is none."""
        return self.nodes.get(slug) or self.nodes.get(self.old_addresses.get(Municipality, {}).get(slug))

    def subject(self, slug):
        """The theme that has this slug or once had it; None where there is none."""
        return self.subjects.get(slug) or self.subjects.get(self.old_addresses.get(Theme, {}).get(slug))

    def ties(self, a, b):
        """What ties two, in order: two lists, of what binds them as partners, and of that in which they merely meet."""
        shared = (self.facts[position] for position in self.taking_part[a] & self.taking_part[b])
        found = [made for fact in shared if (made := tie_in(fact, a, b))]
        found.sort(key=lambda made: made.order(self.today))
        return [made for made in found if made.fact.is_direct], [made for made in found if not made.fact.is_direct]

    @cached_property
    def direct(self):
        """What binds whom as partners: {pair: ties in order}."""
        return ties_of([fact for fact in self.facts if fact.is_direct], self.today)

    def has_partner(self, slug):
        """Whether anybody is, or was, its partner."""
        return any(slug in key for key in self.direct)

    @cached_property
    def as_of(self):
        """The day of the latest check of anything that ties: how fresh "not recorded" is."""
        return max((fact.checked_on for fact in self.facts if fact.checked_on), default=self.today)

    @cached_property
    def partners(self):
        """Who is active with whom on any theme: {slug: set of slugs}."""
        found = {slug: set() for slug in self.nodes}
        for (a, b), ties in self.direct.items():
            if not all(tie.has_ended(self.today) for tie in ties):
                found[a].add(b)
                found[b].add(a)
        return found


_kept = {}  # "network" → (what it was read for, Network)


def network():
    """Return the network, read anew when data, or the day, have changed; one small query where they have not."""
    stamp = current_version(), timezone.localdate()
    kept = _kept.get("network")
    if kept is None or kept[0] != stamp:
        facts = [*read_facts(), *further_facts()]
        found = Network(read_nodes(), read_subjects(), facts, stamp[1], read_old_addresses())
        kept = _kept["network"] = stamp, found
    return kept[1]
