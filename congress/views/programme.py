"""The archive: what was on the programme of every congress and conference, and what came out."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from congress.exchange.calendar import PROGRAMME_CALENDAR
from congress.filters import ProgrammeFilterSet
from congress.models import Session
from kommunen.language.highlight import mark
from kommunen.views.base import FilteredListView
from kommunen.views.snippets import marked_html


class ProgrammeListView(FilteredListView):
    """All sessions and outcomes as one list."""

    heading = _("Programme archive")
    lead = _("Everything on the programmes of all congresses and conferences, and what came out of it.")
    queryset = Session.objects.published().with_row().select_related("congress")  # the FilterSet adds the outcomes
    filterset_class = ProgrammeFilterSet
    more_formats = {"ics": PROGRAMME_CALENDAR}
    rows_name = "congress/programme_rows.html"
    context_object_name = "entries"

    def count_words(self, number):
        return ngettext("%(number)s session or outcome", "%(number)s sessions and outcomes", number)

    def mark(self, records):
        """Mark the words asked for: the index of the search knows congresses, not their sessions."""
        terms = self.filterset.answer.terms
        for record in records:
            record.marked = marked_html(mark(record.entry_text, terms))
