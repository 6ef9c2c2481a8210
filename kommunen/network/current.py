"""The network as it is now: read once per change of the data, kept in memory, the same for everybody who asks."""

from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from django.db.models import Count, Q
from django.utils import timezone

from kommunen.models import Municipality, Project, Territory, Theme, changes_since
from kommunen.models.data_version import EDITED
from kommunen.network.facts import Fact, Node, Subject
from kommunen.network.reading import SOURCES, read_nodes, read_old_addresses, read_subjects
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
        facts = (self.facts[position] for position in self.taking_part[slug])
        return any(
            tie_in(fact, slug, other)
            for fact in facts
            if fact.is_direct
            for other in fact.municipalities
            if other != slug
        )

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


LASTING = ("links", "spots")  # of what others compute: made from nodes and facts alone
_kept = {}  # "network" → (mark of the last change, Network, what it was read from)


def network():
    """Return the network as it is now; one small query where nothing has changed.

    After a change only those of its parts are read anew that are made from what was edited: most projects tie nobody.
    """
    last, today = _kept.get("network"), timezone.localdate()
    mark, changed = changes_since(last and last[0])
    if last and mark == last[0] and last[1].today == today:
        return last[1]
    everything = last is None or changed is None or last[1].today != today
    parts = None if everything else last[2].after(changed[EDITED])
    if parts is None:
        parts = Parts()
    if last and parts is last[2]:
        found = last[1]
        found.kept = {name: made for name, made in found.kept.items() if name in LASTING}
    else:
        found = Network(parts.nodes, parts.subjects, parts.facts, today, parts.old_addresses)
    _kept["network"] = mark, found, parts
    return found


class Parts:
    """What the network is read from. Arguments: before, the parts as they were; edited, {label: ids} since then."""

    def __init__(self, before=None, edited=None):
        self.edited, self.before = edited, before
        self.nodes = self.part("nodes", read_nodes, Municipality, Territory)
        self.subjects = self.part("subjects", read_subjects, Theme)
        self.old_addresses = self.part("old_addresses", read_old_addresses, Municipality, Theme)
        self.read = {
            read: self.part(read, lambda read=read: list(read()), *nouns)
            for read, nouns in (SOURCES | further_facts()).items()
        }
        self.facts = [fact for found in self.read.values() for fact in found]
        self.projects = projects_that_tie()

    def part(self, name, read, *nouns):
        """One part: as it was where none of its nouns was edited, else read anew."""
        edited = self.before is None or not nouns or any(noun._meta.label in self.edited for noun in nouns)
        return read() if edited else self.before.read[name] if callable(name) else getattr(self.before, name)

    def after(self, edited):
        """The parts after some records were edited; the same object where that changes nothing."""
        projects = edited.get(Project._meta.label, set())
        if projects and not projects & self.projects and not projects_that_tie(projects):
            edited = {label: ids for label, ids in edited.items() if label != Project._meta.label}
        concerned = {noun._meta.label for noun in (Municipality, Territory, Theme)}
        concerned |= {noun._meta.label for nouns in (SOURCES | further_facts()).values() for noun in nouns}
        unknown = any(not nouns for nouns in further_facts().values())
        return Parts(self, edited) if unknown or concerned & edited.keys() else self


def projects_that_tie(among=None):
    """The ids of the projects that facts are made from. Arguments: among, the ids to look at; None for all."""
    projects = Project.objects.order_by() if among is None else Project.objects.order_by().filter(pk__in=among)
    joint = projects.annotate(owners=Count("municipalities")).filter(owners__gt=1)
    found = set(joint.values_list("pk", flat=True))
    told = Q(technologies__product=True) | Q(reuses__isnull=False)
    return found | set(projects.filter(told).values_list("pk", flat=True))
