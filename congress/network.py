"""What congresses add to the network: who stands on the programme together. Being at the same congress ties nobody.

What was cancelled adds nothing: nobody met there.
"""

from collections import defaultdict

from congress.models import Attendance, Congress, CongressStatus, Session
from kommunen.network.facts import Fact, Ground, Many, Part
from kommunen.network.sources import Meeting


def sessions():
    """Sessions with several municipalities; their day is the congress's."""
    published = Session.objects.published().exclude(congress__status=CongressStatus.CANCELLED)
    for one in published.select_related("congress").prefetch_related("congress__sources").with_row():
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
    for one in Congress.objects.published().taking_place().select_related("host"):
        hosts = {one.public_host.slug} if one.public_host else set()
        page = ("congress:congress", one.slug)
        yield Meeting(one.slug, one.title, page, frozenset(there[one.slug] | hosts), one.end or one.start)
