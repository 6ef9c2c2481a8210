"""What two could begin with, and what each does without the other: asked of the database for one pair at a time."""

from dataclasses import dataclass

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from kommunen.models import (
    CooperationKind,
    Project,
    ProjectStatus,
    PublicationState,
    Theme,
    TrainingData,
    TrainingDataKind,
    last_day,
)

ASKING_FIRST = (TrainingDataKind.NEED, TrainingDataKind.OFFER, TrainingDataKind.INITIATIVE)
RUNNING_FIRST = (
    *(ProjectStatus.IN_OPERATION, ProjectStatus.IN_PROGRESS, ProjectStatus.COMPLETED),
    *(ProjectStatus.PLANNED, ProjectStatus.UNKNOWN),  # what was discontinued comes last
)
OPEN_KINDS = (CooperationKind.EXCHANGE, CooperationKind.WORKING_GROUP)  # others can still join


@dataclass(frozen=True, slots=True)
class Work:
    """What a municipality does on a theme: AI data, a cooperation with others, or a project of its own.

    ``status`` is a choice with a label; ``rank`` says how good a beginning it is, the lowest first; ``closed`` is a
    circle that the other cannot join.
    """

    owner: str  # slug
    noun: str
    slug: str
    title: str
    status: object
    rank: int
    closed: bool = False

    @property
    def is_beginning(self):
        """Whether the other could begin with it: neither a closed circle nor given up."""
        return not self.closed and self.status != ProjectStatus.DISCONTINUED

    @property
    def label(self):
        """What it is: AI data offered, a working group …"""
        if self.noun == "training-data":
            return format_lazy("{} ({})", _("AI training data"), self.status.label)
        return self.status.label

    def get_absolute_url(self):
        return reverse(f"kommunen:{self.noun}", args=[self.slug])


@dataclass(frozen=True, slots=True)
class Hook:
    """One thing to begin with, and whose it is."""

    title: str
    owner: str  # name
    url: str


def separate_works(network, a, b, theme):
    """What each of two does on a theme without the other: {slug: [Work, …]}, the best beginning first; two queries.

    Arguments: network; a and b, nodes; theme, a ``Subject``.
    """
    pair = (a.slug, b.slug)
    together = {fact.slug for fact in network.facts if fact.noun == "project" and {*pair} <= {*fact.municipalities}}
    works = [
        *ai_data(pair, theme),
        *own_cooperations(network, pair, theme),
        *(work for work in projects(pair, theme) if work.slug not in together),
    ]
    found = {slug: {} for slug in pair}
    for work in sorted(works, key=lambda work: (not work.is_beginning, work.rank, work.title)):
        found[work.owner].setdefault(work.title, work)  # AI data and a cooperation may bear one name
    return {slug: sorted(own.values(), key=lambda work: (work.rank, work.title)) for slug, own in found.items()}


def position(choice, order):
    return order.index(choice) if choice in order else len(order)


def ai_data(pair, theme):
    records = TrainingData.objects.published().filter(municipality__slug__in=pair, themes__slug=theme.slug)
    for owner, slug, title, kind in records.values_list("municipality__slug", "slug", "title", "kind"):
        rank = 1 + position(kind, ASKING_FIRST)
        yield Work(owner, "training-data", slug, title, TrainingDataKind(kind), rank)


def own_cooperations(network, pair, theme):
    """Cooperations that run and that one of two is in without the other; an exchange with room for more comes first."""
    for owner, other in (pair, pair[::-1]):
        for fact in (network.facts[number] for number in network.taking_part[owner] - network.taking_part[other]):
            if runs_on(fact, theme.slug, network.today):
                rank, closed = 0 if seeks_others(fact) else 10, not can_join(network, fact, other)
                yield Work(owner, "cooperation", fact.slug, fact.title, CooperationKind(fact.kind), rank, closed)


def runs_on(fact, theme, today):
    """Whether it is a cooperation on a theme that has not ended."""
    lasting = fact.noun == "cooperation" and fact.kind != CooperationKind.EVENT
    return lasting and theme in fact.themes and not (fact.end and last_day(fact.end) < today)


def seeks_others(fact):
    """Whether a cooperation has one member alone, and is of a kind that others can join."""
    return fact.kind in OPEN_KINDS and len(fact.municipalities) == 1 and not fact.others


def can_join(network, fact, slug):
    """Whether a municipality could join a cooperation: it seeks others, or is an exchange in its federal state."""
    states = {state for member in fact.municipalities for state in network.nodes[member].states}
    return seeks_others(fact) or (fact.kind in OPEN_KINDS and not states.isdisjoint(network.nodes[slug].states))


def projects(pair, theme):
    records = Project.objects.published().filter(municipalities__slug__in=pair, themes__slug=theme.slug)
    for owner, slug, title, status in records.values_list("municipalities__slug", "slug", "title", "status").distinct():
        if owner in pair:
            rank = 20 + position(status, RUNNING_FIRST)
            yield Work(owner, "project", slug, title, ProjectStatus(status), rank)


def hooks(network, works):
    """What two could begin with: the best of what each does and the other can join or reuse, the better one first.

    Arguments: network; works, as ``separate_works`` returns them.
    """
    beginnings = ([work for work in own if work.is_beginning] for own in works.values())
    best = sorted((own[0] for own in beginnings if own), key=lambda work: (work.rank, work.title))
    return [Hook(work.title, network.nodes[work.owner].name, work.get_absolute_url()) for work in best]


def shared_themes(network, a, b):
    """Themes on which both have projects, with both numbers, the strongest first: [(Subject, of a, of b), …]."""

    def number(node):
        own = Q(projects__municipalities__slug=node.slug, projects__state=PublicationState.PUBLISHED)
        return Count("projects", filter=own, distinct=True)

    both = Theme.objects.published().annotate(of_a=number(a), of_b=number(b)).filter(of_a__gt=0, of_b__gt=0)
    rows = both.order_by().values_list("slug", "of_a", "of_b")
    found = [(network.subjects[slug], of_a, of_b) for slug, of_a, of_b in rows if slug in network.subjects]
    return sorted(found, key=lambda row: (-min(row[1:]), -sum(row[1:]), row[0].name))
