"""A congress in the words of schema.org: an event with its programme."""

from kommunen.exchange.linked.structured import party
from kommunen.exchange.serializers.base import public_address


def event(congress, sessions):
    """Return a published congress. Arguments: congress; sessions, its published ones."""
    host = congress.public_host
    return {
        "@type": "Event",
        "@id": f"{public_address(congress)}#kongress",
        "name": congress.title,
        "alternateName": congress.motto,
        "description": congress.summary,
        "url": public_address(congress),
        "startDate": congress.start,
        "endDate": congress.end,
        "eventStatus": f"https://schema.org/{'EventCancelled' if congress.is_cancelled else 'EventScheduled'}",
        "location": place(congress),
        "organizer": party(host) if host else None,
        "subEvent": [session_event(congress, session) for session in sessions],
    }


def place(congress):
    """Where it is; None where that is not known."""
    if not (congress.place or congress.venue):
        return None
    return {"@type": "Place", "name": congress.venue or congress.place, "address": congress.place}


def session_event(congress, session):
    """An item of the programme, with its day and time where they are known."""
    return {
        "@type": "Event",
        "name": session.title,
        "description": session.summary,
        "url": f"{public_address(congress)}#{session.anchor}",
        "startDate": moment(session.day, session.begins),
        "endDate": moment(session.day, session.ends) if session.ends else None,
        "location": {"@type": "Place", "name": session.room} if session.room else None,
    }


def moment(day, time):
    """A day, with a time of day in Berlin where one is known; None where no day is."""
    if day is None:
        return None
    return f"{day.isoformat()}T{time.isoformat(timespec='minutes')}" if time else day.isoformat()
