"""The congress's nouns as the directory's files have them."""

from django.utils.translation import gettext as _

from congress.models import Attendance, Congress, Outcome, Session
from kommunen.exchange.directory.noun import Noun
from kommunen.exchange.directory.nouns import WITH_SOURCES

TIED = ("projects", "cooperations")
PLACED = ("day", "begins", "ends", "room")


def wrong_in_session(raw, values, entries):
    """A time needs its day, an end its beginning, and to come after it."""
    begins, ends = values.get("begins"), values.get("ends")
    if (begins or ends) and not values.get("day"):
        yield "day", _("A time needs its day, an end its beginning.")
    if ends and not begins:
        yield "begins", _("A time needs its day, an end its beginning.")
    elif ends and ends <= begins:
        yield "ends", _("The session ends before it begins.")


SESSIONS = Noun(
    Session,
    ("congress", "title", "kind", "municipalities", "themes", "summary", *TIED, *PLACED),
    key=("congress", "title"),
    addable=(*TIED, *PLACED),
    check=wrong_in_session,
    parent="congress",
    position=True,
)
OUTCOMES = Noun(
    Outcome,
    ("congress", "text", "municipalities", "themes", *TIED, "grown_cooperations"),
    key=("congress", "text"),
    addable=(*TIED, "grown_cooperations"),
    parent="congress",
    position=True,
)
ATTENDANCES = Noun(
    Attendance,
    ("congress", "municipality"),
    key=("congress", "municipality"),
    parent="congress",
    item="municipality",
)
CONGRESSES = Noun(
    Congress,
    (
        *("slug", "title", "kind", "number", "motto", "place", "host", "venue", "start", "end", "participants"),
        *("summary", "status"),
    ),
    addable=("status",),
    file="congresses.json",
    named={"start": "start_date", "end": "end_date"},
    children={
        "sessions": SESSIONS,
        "outcomes": OUTCOMES,
        "attending_municipalities": ATTENDANCES,
        **WITH_SOURCES,
    },
)

CONGRESS = (CONGRESSES, SESSIONS, OUTCOMES, ATTENDANCES)
