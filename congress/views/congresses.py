"""Pages of the congresses and conferences."""

from datetime import date, time
from itertools import groupby

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from congress.exchange.calendar import CONGRESS_CALENDAR
from congress.exchange.structured import event
from congress.filters import CongressFilterSet
from congress.models import Attendance, Congress, CongressKind, Outcome, Session
from kommunen.exchange.linked.structured import data_block
from kommunen.models import Municipality, published_related
from kommunen.views.base import FilteredListView, RecordView


class CongressListView(FilteredListView):
    """The archive. A congress whose number no source documents stays visible as a gap."""

    heading = _("Congresses and conferences")
    lead = _("Where the model municipalities meet, and what came out of it.")
    queryset = Congress.objects.published().with_row()
    filterset_class = CongressFilterSet
    more_formats = {"ics": CONGRESS_CALENDAR}
    rows_name = "congress/congress_rows.html"
    context_object_name = "congresses"
    paginate_by = 48  # two years' meetings belong on one page

    def count_words(self, number):
        return ngettext("%(number)s congress or conference", "%(number)s congresses and conferences", number)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        series = Congress.objects.published().filter(kind=CongressKind.CONGRESS)
        next_congress, called_off = series.announced()
        return {
            **context,
            "entries": with_gaps(list(context["congresses"])),
            "next_congress": next_congress,
            "called_off": called_off,
            "last_congress": series.past().first(),
        }


def with_gaps(congresses):
    """Insert what is missing from the series of congresses, where the neighbours in number stand side by side.

    Arguments: congresses, in the order shown. Returns: a list of {"congress": …} and {"gap": number}; only gaps
    between the first and the last number shown, and number 1, which every series had.
    """
    known = {one.number for one in congresses if one.kind == CongressKind.CONGRESS and one.number}
    gaps = {number + 1: number for number in range(1, max(known, default=0)) if number not in known}
    entries = []
    for one in congresses:
        entries.append({"congress": one})
        number = one.number
        while one.kind == CongressKind.CONGRESS and number in gaps:
            number = gaps.pop(number)
            entries.append({"gap": number})
    return entries


class CongressView(RecordView):
    """A congress with its programme, its outcomes and who was there."""

    template_name = "congress/congress.html"
    context_object_name = "congress"
    queryset = (
        Congress.objects.published()
        .with_row()
        .select_related("host")
        .prefetch_related(
            published_related("sessions", Session.objects.with_row()),
            published_related("outcomes", Outcome.objects.with_row()),
            published_related("attendances", Attendance.objects.select_related("municipality")),
        )
    )

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            programme=by_day(self.object.sessions.all()),
            structured=data_block(event(self.object, self.object.sessions.all())),
            municipality_count=Municipality.objects.published().count(),
            **kwargs,
        )


def by_day(sessions):
    """Group a programme by day, each in the order of its times; what has no day comes last, in the order given.

    Returns: a list of {"day": a date or None, "sessions": [...]}.
    """
    ordered = sorted(sessions, key=lambda one: (one.day or date.max, one.begins or time.max))
    return [{"day": day, "sessions": list(found)} for day, found in groupby(ordered, key=lambda one: one.day)]
