"""The ends of the fundings as iCalendar (RFC 5545).

An entry stands on the last day of the stated period, and says how exactly that is known: a year ends on 31 December.
Municipalities whose funding end is not known have no entry. The UID stems from the row, so it stays when name, address
or date change.
"""

from datetime import UTC, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import formats, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from icalendar import Calendar, Event

from kommunen.exchange.formats import Format
from kommunen.exchange.rows import LANGUAGE
from kommunen.exchange.serializers.base import public_address
from kommunen.models import first_day

CONTENT_TYPE = "text/calendar; charset=utf-8"
END = b"END:VCALENDAR\r\n"
EXACTNESS = {
    len("2027"): gettext_lazy("Known is only the year, %(period)s: its last day counts."),
    len("2027-06"): gettext_lazy("Known is the month, %(period)s: its last day counts."),
    len("2027-06-15"): gettext_lazy("The day is known."),
}


def calendar_parts(rows):
    """Yield a calendar of the funding ends of some municipalities, chunk by chunk. Arguments: rows, ``Rows``."""
    with translation.override(LANGUAGE):
        head = calendar_head(rows)
    yield head.removesuffix(END)
    for chunk in rows.chunks():
        with translation.override(LANGUAGE):
            entries = [entry_of(record).to_ical() for record, _row in chunk if record.funding_ends_on]
        yield b"".join(entries)
    yield END


def calendar_head(rows):
    """A calendar without entries, as bytes."""
    text = _("The last day of the stated period counts. Without those whose funding end is not known.")
    made = empty_calendar("Foerderenden", _("Funding ends of the model municipalities"), text)
    made.add("url", rows.page)
    return made.to_ical()


def empty_calendar(product, name, description):
    """A calendar without entries. Arguments: product, which of ours it is; name, description, for who subscribes."""
    made = Calendar()
    made.add("prodid", f"-//Netzwerk Modellkommunen//{product}//DE")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    for key in ("name", "x-wr-calname"):  # RFC 7986, and what programs read before it
        made.add(key, name)
    for key in ("description", "x-wr-caldesc") if description else ():
        made.add(key, description)
    return made


def entry_of(municipality):
    """The end of one funding as an entry over the whole day; nobody is busy by it."""
    entry, last = Event(), municipality.funding_ends_on
    entry.add("uid", f"funding-end-{municipality.pk}@{urlsplit(settings.PUBLIC_URL).hostname}")
    entry.add("summary", _("Funding ends: %(name)s") % {"name": municipality.name})
    entry.add("dtstart", last)
    entry.add("dtend", last + timedelta(days=1))
    changed = municipality.changed_at.astimezone(UTC)
    entry.add("dtstamp", changed)
    entry.add("last-modified", changed)
    entry.add("sequence", municipality.version - 1)
    entry.add("transp", "TRANSPARENT")
    entry.add("class", "PUBLIC")
    exactness = EXACTNESS[len(municipality.funding_end)] % {"period": month_or_year(municipality.funding_end)}
    entry.add("description", "\n".join(filter(None, [exactness, municipality.continuation])))
    entry.add("url", public_address(municipality))
    return entry


def month_or_year(stated):
    """A stated month as pages write it, Juni 2027; a year stays as it is."""
    return stated if len(stated) == len("2027") else formats.date_format(first_day(stated), "F Y")


FUNDING_CALENDAR = Format(CONTENT_TYPE, "iCal", gettext_lazy("funding ends, for calendars"), calendar_parts)
