"""Congresses as iCalendar (RFC 5545), to be subscribed to.

A meeting is an entry over whole days; where it is known only by its month or year it is left out, because an entry
would claim days that nobody stated: the pages show it. The calendar of one congress also has its sessions, with their
times where these are known, else over the whole day; a session without a day is left out, too.

The UID is stored with the record (RFC 7986), so it stays when title, address, date or host change, and in a database
that is loaded anew. SEQUENCE counts the changes: those of a session's congress are its own, for they may move it as
well. What is public no more goes on as cancelled, with its title and time alone.
"""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from icalendar import Event, Timezone, TimezoneDaylight, TimezoneStandard, vDuration

from congress.models import CongressStatus, Session
from kommunen.exchange.formats import Format
from kommunen.exchange.funding_calendar import CONTENT_TYPE, empty_calendar
from kommunen.exchange.rows import LANGUAGE
from kommunen.exchange.serializers.base import public_address
from kommunen.models import first_day

BERLIN = ZoneInfo("Europe/Berlin")
DAY_LENGTH = len("2027-06-15")
STATUS = {
    CongressStatus.PLANNED: "TENTATIVE",
    CongressStatus.CONFIRMED: "CONFIRMED",
    CongressStatus.CANCELLED: "CANCELLED",
}
REFRESHED = timedelta(hours=12)


def calendar(name, congresses, *, description="", sessions=()):
    """Return a calendar as bytes.

    Arguments: name and description, for the program that subscribes; congresses and sessions, published or withdrawn.
    """
    made = empty_calendar("Kongresse", name, description)
    made.add("refresh-interval", vDuration(REFRESHED), parameters={"VALUE": "DURATION"})
    made.add("x-published-ttl", vDuration(REFRESHED).to_ical().decode())
    timed = [one for one in sessions if one.day and one.begins]
    if timed:
        made.add_component(berlin_time())
    for one in congresses:
        if one.has_days:
            made.add_component(congress_entry(one))
    for one in sessions:
        if one.day:
            made.add_component(session_entry(one))
    return made.to_ical()


def congress_parts(rows):
    """Yield the calendar of the congresses that a question found. Arguments: rows, ``Rows``."""
    with translation.override(LANGUAGE):
        yield calendar(rows.title, records_of(rows))


def programme_parts(rows):
    """Yield the calendar of the sessions that a question found; outcomes, and what has no day, have no entry."""
    with translation.override(LANGUAGE):
        yield calendar(rows.title, [], sessions=[one for one in records_of(rows) if isinstance(one, Session)])


def records_of(rows):
    """The records of some rows."""
    return [record for chunk in rows.chunks() for record, _row in chunk]


def congress_entry(congress):
    """A congress over whole days. An end that is known less exactly than to the day leaves the first day alone."""
    last = congress.end if len(congress.end) == DAY_LENGTH else congress.start
    entry = entry_of(congress, congress, f"{congress.title}: {congress.motto}" if congress.motto else congress.title)
    over_days(entry, first_day(congress.start), first_day(last))
    if not congress.is_withdrawn:
        add_known(entry, "location", ", ".join(filter(None, [congress.venue, congress.place])))
        add_known(entry, "description", congress.summary)
    return entry


def session_entry(session):
    """A session at its time; without an end it has only a beginning, without a time it lasts the day."""
    congress = session.congress
    entry = entry_of(session, congress, session.title)
    if session.begins:
        entry.add("dtstart", datetime.combine(session.day, session.begins, BERLIN))
        if session.ends:
            entry.add("dtend", datetime.combine(session.day, session.ends, BERLIN))
    else:
        over_days(entry, session.day, session.day)
    if session.moved_to:
        entry.add("description", _("Now on the programme of: %(congress)s") % {"congress": session.moved_to.congress})
        entry.add("url", public_address(session.moved_to))
    elif not session.is_withdrawn:
        add_known(entry, "location", ", ".join(filter(None, [session.room, congress.venue, congress.place])))
        add_known(entry, "description", "\n".join(filter(None, [congress.title, session.summary])))
    return entry


def entry_of(record, congress, title):
    """What every entry has: who it is, how often and when it last changed, whether it takes place."""
    changed = {record, congress}
    entry = Event()
    entry.add("uid", str(record.uid))
    cancelled = record.is_withdrawn or congress.status == CongressStatus.CANCELLED
    called_off = _("Moved: %(title)s") if record.moved_to else _("Cancelled: %(title)s")
    entry.add("summary", called_off % {"title": title} if cancelled else title)
    last_change = max(one.changed_at for one in changed).astimezone(UTC)
    entry.add("dtstamp", last_change)  # without METHOD it says when the entry was last revised
    entry.add("last-modified", last_change)
    entry.add("created", record.created_at.astimezone(UTC))
    entry.add("sequence", sum(one.version - 1 for one in changed))
    entry.add("status", "CANCELLED" if cancelled else STATUS[congress.status])
    entry.add("class", "PUBLIC")
    if not record.is_withdrawn:  # its page is there no more
        entry.add("url", public_address(record))
    return entry


def over_days(entry, first, last):
    """Whole days; the end names the day after, and nobody is busy by it alone."""
    entry.add("dtstart", first)
    entry.add("dtend", last + timedelta(days=1))
    entry.add("transp", "TRANSPARENT")


def add_known(entry, name, text):
    """Add a text, where there is one."""
    if text:
        entry.add(name, text)


def berlin_time():
    """Germany's time with its changes, as they have been since 1996."""
    zone = Timezone()
    zone.add("tzid", BERLIN.key)
    for kind, name, month, hours in ((TimezoneDaylight, "CEST", 3, (1, 2)), (TimezoneStandard, "CET", 10, (2, 1))):
        rule = kind()
        rule.add("tzname", name)
        rule.add("tzoffsetfrom", timedelta(hours=hours[0]))
        rule.add("tzoffsetto", timedelta(hours=hours[1]))
        rule.add("dtstart", datetime(1996, month, 31 if month == 3 else 27, hours[0] + 1))  # noqa: DTZ001 - local
        rule.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1SU"})
        zone.add_component(rule)
    return zone


USE = gettext_lazy("for calendars, where the day is known")
CONGRESS_CALENDAR = Format(CONTENT_TYPE, "iCal", USE, congress_parts)
PROGRAMME_CALENDAR = Format(CONTENT_TYPE, "iCal", USE, programme_parts)
