"""The congress, as the search finds it: with its sessions, its outcomes and who was there."""

from django.utils.translation import gettext_lazy as _

from congress.models import Attendance, Congress, Outcome, Session
from kommunen.models import Municipality, PublicationState, last_day, published_related
from kommunen.search.nouns import Field, Noun


def congresses():
    return (
        Congress.objects.published()
        .select_related("host")
        .prefetch_related(
            published_related("sessions", Session.objects.prefetch_related(places())),
            published_related("outcomes", Outcome.objects.prefetch_related(places())),
            published_related("attendances", Attendance.objects.select_related("municipality")),
        )
    )


def places():
    return published_related("municipalities", Municipality.objects)


def texts(congress):
    yield Field.NAME, congress.title
    yield Field.ALIAS, congress.motto
    yield Field.SUMMARY, congress.summary
    yield Field.PLACE, congress.place
    if congress.host and congress.host.state == PublicationState.PUBLISHED:
        yield Field.PLACE, congress.host.name
    yield Field.DETAIL, congress.venue
    named = {}
    for session in congress.sessions.all():
        yield Field.DETAIL, session.title
        yield Field.DETAIL, session.summary
        named |= {one.pk: one.name for one in session.municipalities.all()}
    for outcome in congress.outcomes.all():
        yield Field.DETAIL, outcome.text
        named |= {one.pk: one.name for one in outcome.municipalities.all()}
    named |= {one.municipality_id: one.municipality.name for one in congress.attendances.all()}
    for name in named.values():
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
    ),
)
