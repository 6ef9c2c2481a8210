"""What ties two municipalities: one tie for each record in which both take part at the same time."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from itertools import combinations, product

from django.utils.translation import gettext_lazy as _

from kommunen.models import CooperationKind, first_day, last_day
from kommunen.models.stated_date import months_after
from kommunen.network.facts import NONE, Fact, Many

YEARS_UNSURE = 5  # began longer ago, end not stated: nobody knows whether it still runs
ORDER = ("development", "reuse", "exchange", "project", "association", "working_group", "session", "event")

NOUNS = {
    "project": _("joint project"),
    "reuse": CooperationKind.REUSE.label,
    "session": _("session of a congress"),
    "technology": _("the same software"),
}


@dataclass(frozen=True, slots=True)
class Tie:
    """A record that ties two municipalities, on which themes and from when to when (as stated; "" is unknown)."""

    fact: Fact
    themes: frozenset[str]
    since: str = ""
    until: str = ""
    sources: Many = NONE

    @property
    def label(self):
        """What kind of record ties the two."""
        return NOUNS.get(self.fact.noun) or CooperationKind(self.fact.kind).label

    def has_ended(self, today):
        """Whether it is known to have ended; an unknown end never is."""
        return bool(self.until) and last_day(self.until) < today

    def is_unsure(self, today):
        """Whether it began long ago and nothing says whether it still runs."""
        return bool(self.since) and not self.until and last_day(self.since) < months_after(today, -12 * YEARS_UNSURE)

    def is_over(self, today):
        """Whether it lies in the past: it has ended, or was a single day or series that does not lie ahead."""
        stated = self.until or self.since
        ahead = bool(stated) and last_day(stated) >= today
        return self.has_ended(today) or (self.fact.kind == CooperationKind.EVENT and not ahead)

    def is_ahead(self, today):
        """Whether it is known to begin later."""
        return bool(self.since) and first_day(self.since) > today

    def fits(self, theme):
        """Whether it is about a theme; about any, where none is asked."""
        return not theme or theme in self.themes

    def order(self, today):
        """The key to sort by: what runs first, before what comes, the closest kind first, the latest first."""
        kind = self.fact.kind or self.fact.noun
        begun = -first_day(self.since).toordinal() if self.since else 0
        place = ORDER.index(kind) if kind in ORDER else len(ORDER)
        told = self.fact.noun == "cooperation" and kind == "reuse"  # who gave and who took is said by the reuse itself
        time = self.has_ended(today), self.is_unsure(today), self.is_ahead(today)
        return *time, place, told, begun, self.fact.title, self.fact.slug

    @property
    def checked_on(self):
        return self.fact.checked_on


def later(one, other):
    """The later of two stated beginnings; "" where both are unknown. "2024" begins as "2024-01" does: the exacter."""
    return max(filter(None, (one, other)), key=lambda stated: (first_day(stated), len(stated)), default="")


def earlier(one, other):
    """The earlier of two stated ends; an unknown end is open."""
    return min(filter(None, (one, other)), key=lambda stated: (last_day(stated), -len(stated)), default="")


def tie(fact, one, other):
    """The tie between two who take part in something; None where they were never in it at the same time.

    Arguments: fact; one and other, their parts in it. Known dates bound it: the fact's own, and those of both parts.
    """
    since = later(fact.start, later(one.start, other.start))
    until = earlier(fact.end, earlier(one.end, other.end))
    if since and until and last_day(until) < first_day(since):
        return None
    themes = fact.themes if one.themes is None or other.themes is None else one.themes & other.themes
    own = {ground.address: ground for part in (one, other) for ground in part.sources}
    return Tie(fact, themes, since, until, Many(own.values()) or fact.sources)


def lasts(tie_):
    """How long a tie lasts, to choose between several in one record: an open end lasts longest, then it began first."""
    end = last_day(tie_.until) if tie_.until else date.max
    begin = first_day(tie_.since) if tie_.since else date.min
    return end, -begin.toordinal()


def pair(a, b):
    """The key of two slugs, the same in both orders."""
    return (a, b) if a < b else (b, a)


def tie_in(fact, a, b):
    """The tie that one record makes between two; None where it makes none.

    Who left and came back takes part several times: what lasts longest counts.
    """
    ones, others = ([part for part in fact.parts if part.slug == slug] for slug in (a, b))
    return max(filter(None, (tie(fact, one, other) for one, other in product(ones, others))), key=lasts, default=None)


def ties_of(facts, today):
    """All ties that some records make between all who take part: {pair: ties in order}."""
    found = defaultdict(list)
    for fact in facts:
        for a, b in combinations(fact.municipalities, 2):
            if made := tie_in(fact, a, b):
                found[pair(a, b)].append(made)
    return {key: sorted(ties, key=lambda made: made.order(today)) for key, ties in found.items()}
