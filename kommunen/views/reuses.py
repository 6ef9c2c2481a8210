"""The list of what was taken over from whom."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from kommunen.filters import ReuseFilterSet
from kommunen.language.highlight import mark
from kommunen.models import Reuse
from kommunen.views.base import FilteredListView
from kommunen.views.snippets import marked_html


class ReuseListView(FilteredListView):
    """Every reuse with its direction; each is told again on the pages of its project and of both sides."""

    template_name = "kommunen/reuse_list.html"
    heading = _("Reuse")
    lead = _("Who took over what from whom, since when, and what was changed for it.")
    queryset = Reuse.objects.published().with_row()
    filterset_class = ReuseFilterSet
    rows_name = "kommunen/reuse_rows.html"
    context_object_name = "reuses"

    def count_words(self, number):
        return ngettext("%(number)s reuse", "%(number)s reuses", number)

    def mark(self, rows):
        """Mark the words asked for: the index of the search knows projects and municipalities, not their reuses."""
        for reuse in rows:
            reuse.marked_title = marked_html(mark(reuse.subject, self.filterset.answer.terms))
