"""What congresses add to the network: who stood on the programme together. Being at the same congress ties nobody."""

from collections import defaultdict

from congress.models import Attendance, Congress, Session
from kommunen.network.facts import Fact, Ground, Many, Part
from kommunen.network.sources import Meeting


def sessions():
    """Sessions with several municipalities; their day is the congress's."""
    published = Session.objects.published().select_related("congress").prefetch_related("congress__sources")
    for one in published.with_row():
        grounds = one.sources.all() or one.congress.sources.all()
        yield Fact(
            noun="session",
            slug=one.congress.slug,
            title=one.title,
            page=("congress:congress", one.congress.slug),
            parts=tuple(Part(municipality.slug) for municipality in one.municipalities.all()),
            themes=frozenset(theme.slug for theme in one.themes.all()),
            start=one.congress.start,
            end=one.congress.end or one.congress.start,  # one stated date is no open end
            sources=Many(Ground(source.address, source.publisher, source.checked_on) for source in grounds),
            checked_on=one.checked_on,
            where=one.congress.title,
        )


def meetings():
    """Congresses with the municipalities that a source names as attending, or as the host."""
    there = defaultdict(set)
    for congress, slug in Attendance.objects.published().values_list("congress__slug", "municipality__slug"):
        there[congress].add(slug)
    for one in Congress.objects.published().select_related("host"):
        hosts = {one.public_host.slug} if one.public_host else set()
        yield Meeting(one.slug, one.title, ("congress:congress", one.slug), frozenset(there[one.slug] | hosts))
