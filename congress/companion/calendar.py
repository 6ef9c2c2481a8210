"""The run sheet as iCalendar, in the manner of the public calendars, but private: for one's own phone."""

from datetime import UTC, datetime

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from congress.companion.follow_ups import open_steps
from congress.exchange.calendar import BERLIN, STATUS, add_known, berlin_time, congress_entry, over_days
from congress.models.calendar_name import calendar_name


def run_sheet_calendar(congress, municipality, lines, user):
    """Return the calendar as bytes: the congress with whom to meet, sessions where we find them, steps by their day.

    Arguments: congress; municipality, the team's; lines, the run sheet's; user, whose open steps go along.
    """
    made = Calendar()
    made.add("prodid", "-//Netzwerk Modellkommunen//Laufzettel//DE")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    for key in ("name", "x-wr-calname"):
        made.add(key, _("Run sheet: %(name)s") % {"name": municipality})
    timed = [(line, session) for line in lines for session in line.sessions if session.day and session.begins]
    if timed:
        made.add_component(berlin_time())
    if congress.has_days:
        made.add_component(whole_congress(congress, municipality, lines))
    for line, session in timed:
        made.add_component(at_session(congress, municipality, line, session))
    for step in open_steps(user, municipality):
        if step.due and step.record.congress == congress:
            made.add_component(step_entry(step))
    return made.to_ical()


def whole_congress(congress, municipality, lines):
    entry = congress_entry(congress)
    for name in ("description", "class", "uid"):
        entry.pop(name, None)
    entry.add("uid", str(calendar_name("run-sheet", congress.uid, municipality.slug)))
    entry.add("class", "PRIVATE")
    whom = [f"{number}. {line.node.name}: {why(line)}" for number, line in enumerate(lines, start=1)]
    entry.add("description", "\n".join([_("Whom to meet:"), *whom]))
    return entry


def why(line):
    """The weightiest reason, or what both do together already."""
    return line.together or (line.reasons[0]["text"] if line.reasons else "")


def at_session(congress, municipality, line, session):
    """Whom to meet at a programme item. Where the congress is called off, no phone may ring: the entry says so."""
    title = _("Meet %(name)s: %(session)s") % {"name": line.node.name, "session": session.title}
    if congress.is_cancelled:
        title = _("Cancelled: %(title)s") % {"title": title}
    changed_at = max(session.changed_at, congress.changed_at)
    entry = entry_of(calendar_name("meet", session.uid, municipality.slug, line.node.slug), title, changed_at)
    entry.add("sequence", session.version - 1 + congress.version - 1)
    entry.add("status", STATUS[congress.status])
    entry.add("dtstart", datetime.combine(session.day, session.begins, BERLIN))
    if session.ends:
        entry.add("dtend", datetime.combine(session.day, session.ends, BERLIN))
    add_known(entry, "location", ", ".join(filter(None, [session.room, congress.venue, congress.place])))
    add_known(entry, "description", why(line))
    return entry


def step_entry(step):
    record = step.record
    title = _("Follow up: %(text)s") % {"text": " ".join(step.text.split())[:120]}
    entry = entry_of(calendar_name(step.noun, *stated_of(step.noun, record)), title, record.changed_at)
    entry.add("sequence", record.version - 1)
    over_days(entry, step.due, step.due)
    entry.add("url", settings.PUBLIC_URL + reverse("companion:follow-ups", args=[record.congress.slug]))
    return entry


def entry_of(name, title, changed_at):
    entry = Event()
    entry.add("uid", str(name))
    entry.add("summary", title)
    entry.add("dtstamp", (changed_at or timezone.now()).astimezone(UTC))
    entry.add("class", "PRIVATE")
    return entry


def stated_of(noun, record):
    """What tells a step from every other one, whatever is changed in it."""
    if noun == "note":
        return (record.author_id, record.key)
    return (record.congress.uid, record.municipality.slug, record.other.slug)
