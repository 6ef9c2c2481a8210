"""The calendars of congresses, for programs that subscribe to them."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views import View

from congress.exchange.calendar import CONGRESS_CALENDAR, CONTENT_TYPE, calendar
from congress.exchange.withdrawn import withdrawn_congress, withdrawn_congresses, withdrawn_sessions
from congress.filters import CongressFilterSet
from congress.models import Congress, CongressKind, Session
from congress.templatetags.congresses import held
from kommunen.exchange.answers import open_to_programs
from kommunen.exchange.export import export
from kommunen.models import record_at


def calendar_response(content, file_name):
    """Answer with a calendar that a program may keep reading."""
    response = HttpResponse(content, content_type=CONTENT_TYPE)
    response["Content-Disposition"] = f'inline; filename="{file_name}.ics"'
    response["X-Robots-Tag"] = "noindex"  # the pages are what search engines should find
    return open_to_programs(response)


class CalendarView(View):
    """All congresses and conferences; with a question those that the list shows, and nothing of what is withdrawn."""

    def get(self, request):
        asked = CongressFilterSet(request.GET, queryset=Congress.objects.published().with_row(), request=request)
        if asked.unknown_names or any(name in asked.filters for name in request.GET):
            return export(asked, "ics", request, {"ics": CONGRESS_CALENDAR})
        published = Congress.objects.published()
        note = next_in_words(published.filter(kind=CongressKind.CONGRESS).coming().first())
        shown = [*published, *withdrawn_congresses()]
        return calendar_response(calendar(_("Congresses and conferences"), shown, description=note), "kongresse")


def next_in_words(congress):
    """What the calendar says itself, where the next congress (or None) has no entry for want of a day; else ""."""
    if congress is None:
        return _("The date of the next congress is not yet known.")
    if congress.has_days:
        return ""
    return _("Next congress: %(time)s, day not yet known.") % {"time": held(congress)}


class CongressCalendarView(View):
    """One congress with its sessions. An old address leads on to the present one.

    That of a congress which is public no more goes on, so that who subscribed to it learns that nothing takes place.
    """

    def get(self, request, slug):
        congress = record_at(Congress.objects.published(), slug)
        if congress is None:
            return self.withdrawn(slug)
        if congress.slug != slug:
            return redirect("congress:congress-calendar", congress.slug, permanent=True)
        sessions = Session.objects.published().filter(congress=congress).select_related("congress")
        shown = [*sessions, *withdrawn_sessions(congress)]
        return calendar_response(calendar(congress.title, [congress], sessions=shown), congress.slug)

    def withdrawn(self, slug):
        """Every entry of a congress that was public under this address, as cancelled."""
        congress = withdrawn_congress(slug)
        if congress is None:
            raise Http404(_("There is no such page, or it is not public."))
        return calendar_response(calendar(congress.title, [congress], sessions=withdrawn_sessions(congress)), slug)
