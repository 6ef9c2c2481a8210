"""What calendars once had and have no more: it goes on as a cancelled entry, as the public last saw it.

A program that subscribes keeps what merely vanishes. Whoever archives a session, or its congress, wants it gone from
the phones as well, so it is said once more, with STATUS:CANCELLED; so is a session that was moved to another congress,
in the calendar that it has left. Nothing is told that was not public then; what the public never saw, and what was
deleted for good, is not told at all.
"""

from collections import defaultdict
from datetime import UTC, datetime
from itertools import pairwise

from congress.models import Congress, Session
from kommunen.models import PublicationState, record_at

ALWAYS = datetime.max.replace(tzinfo=UTC)


def withdrawn_congresses():
    """The congresses that are public no more, as they last were."""
    hidden = {one.pk: one for one in Congress.objects.exclude(state=PublicationState.PUBLISHED)}
    return [as_seen(hidden[pk], rows[-1][2]) for pk, rows in public_times(Congress, hidden).items()]


def withdrawn_congress(slug):
    """The one of them that this address meant when it was public; None where there is none."""
    hidden = record_at(Congress.objects.exclude(state=PublicationState.PUBLISHED), slug)
    times = public_times(Congress, [hidden.pk]) if hidden else {}
    return as_seen(hidden, times[hidden.pk][-1][2]) if times else None


def withdrawn_sessions(congress):
    """The sessions of a congress that are public no more, or in another one now, as they last were in this.

    Takes a congress that is or was public.
    """
    once_here = Session.history.filter(congress_id=congress.pk).order_by().values("id")
    hidden = Session.objects.filter(pk__in=once_here)
    if not congress.is_withdrawn:
        hidden = hidden.exclude(state=PublicationState.PUBLISHED, congress_id=congress.pk)
    hidden = {one.pk: one for one in hidden.select_related("congress")}
    if not hidden:
        return []
    open_times = [(start, end) for start, end, _row in public_times(Congress, [congress.pk]).get(congress.pk, ())]
    found = []
    for pk, rows in sorted(public_times(Session, hidden).items()):
        seen = [row for start, end, row in rows if row.congress_id == congress.pk and meets(start, end, open_times)]
        if seen:
            session = as_seen(hidden[pk], seen[-1])
            session.moved_to = new_place(hidden[pk], congress)
            session.congress = congress
            found.append(session)
    return found


def new_place(session, congress):
    """The session itself, where it stands in another congress's public programme by now; else None."""
    is_public = PublicationState.PUBLISHED == session.state == session.congress.state
    return session if is_public and session.congress_id != congress.pk else None


def public_times(model, ids):
    """When records were published, and what they said then: {id: [(from, until, history entry)]}, oldest first."""
    told = defaultdict(list)
    entries = model.history.filter(id__in=ids).order_by("history_date", "history_id") if ids else ()
    for entry in entries:
        told[entry.id].append(entry)
    found = {}
    for pk, rows in told.items():
        times = pairwise([*rows, None])
        public = [
            (row.history_date, following.history_date if following else ALWAYS, row)
            for row, following in times
            if row.state == PublicationState.PUBLISHED
        ]
        if public:
            found[pk] = public
    return found


def meets(start, end, times):
    """Whether a time shares a moment with others."""
    return any(start < until and since < end for since, until in times)


def as_seen(record, entry):
    """A record as an entry of its history says it; its version is today's, which is higher than any that was sent."""
    seen = entry.instance
    seen.version, seen.changed_at, seen.created_at = record.version, record.changed_at, record.created_at
    seen.is_withdrawn = True
    return seen
