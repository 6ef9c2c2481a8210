"""The pair answer once more, slow and obvious: straight from the tables, with nothing of kommunen.network."""

from datetime import date

from congress.models import Session
from kommunen.models import Cooperation, CooperationMember, Project, PublicationState, Reuse, Technology

PUBLIC = PublicationState.PUBLISHED
FIRST, LAST = date(1, 1, 1), date(9999, 12, 31)


def begin(stated):
    """The first day of a stated date; the beginning of time where it is unknown."""
    return date.fromisoformat(f"{stated}-01-01"[:10]) if stated else FIRST


def end(stated):
    """The last day of a stated date; the end of time where it is unknown."""
    if not stated:
        return LAST
    for day in (31, 30, 29, 28):
        try:
            return date.fromisoformat(f"{stated}-12-{day}" if len(stated) == 4 else f"{stated}-{day}"[:10])
        except ValueError:
            continue
    raise AssertionError(stated)


def public(records):
    return [record for record in records if record.state == PUBLIC]


def slugs(records):
    return {record.slug for record in public(records)}


def load():
    """All rows once, so that the oracle is merely slow and not endless."""
    cooperations, weak = [], []
    for one in public(Cooperation.objects.all()):
        members = [
            (row.municipality.slug, max(begin(one.start), begin(row.start)), min(end(one.end), end(row.end)))
            for row in CooperationMember.objects.filter(cooperation=one, state=PUBLIC, municipality__state=PUBLIC)
        ]
        strong = one.kind in ("development", "reuse", "exchange")
        (cooperations if strong else weak).append((one.slug, members, slugs(one.themes.all())))
    for one in public(Project.objects.all()):
        owners = [(slug, begin(one.start), end(one.end)) for slug in slugs(one.municipalities.all())]
        cooperations.append((one.slug, owners, slugs(one.themes.all())))
    for one in public(Reuse.objects.all()):
        giver, taker, around = one.from_municipality, one.to_municipality, [one.project, one.cooperation]
        known = [record for record in around if record]
        if giver and taker and all(record.state == PUBLIC for record in (giver, taker, *known)):
            themes = set().union(*(slugs(record.themes.all()) for record in known))
            both = [(giver.slug, begin(one.since), LAST), (taker.slug, begin(one.since), LAST)]
            cooperations.append(("", both, themes))
    for one in public(Session.objects.all()):
        if one.congress.state == PUBLIC and one.congress.status != "cancelled":
            present = [(slug, FIRST, LAST) for slug in slugs(one.municipalities.all())]
            weak.append((one.congress.slug, present, slugs(one.themes.all())))
    products = [
        [(slugs(project.municipalities.all()), slugs(project.themes.all())) for project in public(one.projects.all())]
        for one in public(Technology.objects.filter(product=True))
    ]
    return cooperations, weak, products


def verdict(world, a, b, theme, today):
    """The verdict for two slugs and a theme ("" for any)."""
    cooperations, weak, products = world
    ends = [
        min(until, other_until)
        for _slug, members, themes in cooperations
        for slug, since, until in members
        for other, other_since, other_until in members
        if (slug, other) == (a, b) and max(since, other_since) <= min(until, other_until)
        if not theme or theme in themes
    ]
    if any(last >= today for last in ends):
        return "active"
    if ends:
        return "ended"
    for _slug, members, themes in weak:
        together = [
            1
            for slug, since, until in members
            for other, other_since, other_until in members
            if (slug, other) == (a, b) and max(since, other_since) <= min(until, other_until)
        ]
        if together and (not theme or theme in themes):
            return "indirect"
    for projects in products:
        users = [{user for owners, themes in projects for user in owners if not theme or theme in themes}]
        if {a, b} <= users[0]:
            return "indirect"
    return "not_recorded"
