"""What congresses add to the network: who stood on the programme together. Being at the same congress ties nobody."""

from congress.models import Session
from kommunen.network.facts import Fact, Ground, Many, Part


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
            end=one.congress.end,
            sources=Many(Ground(source.address, source.publisher, source.checked_on) for source in grounds),
            checked_on=one.checked_on,
            where=one.congress.title,
        )
