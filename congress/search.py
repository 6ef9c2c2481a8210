"""The congress, as the search finds it: with its sessions, its outcomes and who was there."""

from django.utils.translation import gettext_lazy as _

from congress.models import Attendance, Congress, Outcome, Session
from kommunen.models import Cooperation, Municipality, Project, PublicationState, last_day, published_related
from kommunen.search.nouns import Field, Noun


def congresses():
    return (
        Congress.objects.published()
        .select_related("host")
        .prefetch_related(
            published_related("sessions", Session.objects.prefetch_related(*named())),
            published_related("outcomes", Outcome.objects.prefetch_related(*named(), grown())),
            published_related("attendances", Attendance.objects.select_related("municipality")),
        )
    )


def named():
    """What sessions and outcomes name."""
    return [
        published_related(path, noun.objects)
        for path, noun in (("municipalities", Municipality), ("projects", Project), ("cooperations", Cooperation))
    ]


def grown():
    return published_related("grown_cooperations", Cooperation.objects)


def texts(congress):
    yield Field.NAME, congress.title
    yield Field.ALIAS, congress.motto
    yield Field.SUMMARY, congress.summary
    yield Field.PLACE, congress.place
    if congress.host and congress.host.state == PublicationState.PUBLISHED:
        yield Field.PLACE, congress.host.name
    yield Field.DETAIL, congress.venue
    partners, titles = {}, {}
    for session in congress.sessions.all():
        yield Field.DETAIL, session.title
        yield Field.DETAIL, session.summary
        yield Field.DETAIL, session.room
    for outcome in congress.outcomes.all():
        yield Field.DETAIL, outcome.text
        titles |= {one.pk: one.title for one in outcome.grown_cooperations.all()}
    for item in (*congress.sessions.all(), *congress.outcomes.all()):
        partners |= {one.pk: one.name for one in item.municipalities.all()}
        titles |= {one.pk: one.title for one in item.cooperations.all()}
    projects = {one.pk: one.title for session in congress.sessions.all() for one in session.projects.all()}
    projects |= {one.pk: one.title for outcome in congress.outcomes.all() for one in outcome.projects.all()}
    for title in (*titles.values(), *projects.values()):
        yield Field.DETAIL, title
    partners |= {one.municipality_id: one.municipality.name for one in congress.attendances.all()}
    for name in partners.values():
        yield Field.PARTNER, name


CONGRESS = Noun(
    type="congress",
    segment="kongresse",
    model=Congress,
    label=_("Congress"),
    plural=_("Congresses"),
    queryset=congresses,
    texts=texts,
    row="components/congress_row.html",
    standing=lambda congress: 2,
    ends=lambda congress: last_day(congress.end or congress.start),
    dated=lambda congress: congress.start,
    related=(
        (Session, "sessions"),
        (Outcome, "outcomes"),
        (Attendance, "attendances"),
        (Municipality, "host"),
        (Municipality, "sessions__municipalities"),
        (Municipality, "outcomes__municipalities"),
        (Municipality, "attendances__municipality"),
        *(
            (noun, f"{items}__{path}")
            for items in ("sessions", "outcomes")
            for noun, path in ((Project, "projects"), (Cooperation, "cooperations"))
        ),
        (Cooperation, "outcomes__grown_cooperations"),
    ),
)
