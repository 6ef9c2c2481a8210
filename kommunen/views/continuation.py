"""What remains after the funding: who is affected when, and what is known of it."""

from django.db.models import Count, F
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kommunen.filters import MunicipalityFilterSet, ProjectFilterSet
from kommunen.filters.counting import Counts
from kommunen.models import ContinuationState, FundingEnd, Municipality, Project, PublicationState, Reusability
from kommunen.views.municipalities import MunicipalityListView

IN_ORDER = (F("funding_ends_on").asc(nulls_last=True), "sort_name", "pk")


class ContinuationView(MunicipalityListView):
    """The list of municipalities by the end of their funding, with a timeline of what is listed."""

    template_name = "kommunen/continuation.html"
    heading = gettext_lazy("What remains after the funding")
    lead = gettext_lazy(
        "When each funding ends, what becomes of team, budget and projects, and what others can take over."
    )
    queryset = Municipality.objects.published().with_row().order_by(*IN_ORDER)
    rows_name = "kommunen/continuation_rows.html"
    above_rows_name = "kommunen/continuation_timeline.html"

    def get_context_data(self, **kwargs):
        context = super().get_context_data(figures=figures(), **kwargs)
        if self.filterset.is_valid():
            count_unsettled(context["object_list"])
            ends = self.filterset.qs.order_by(*IN_ORDER).values_list("funding_end", "name", "slug")
            context["ends"] = list(ends)
        return context


def count_unsettled(municipalities):
    """Give each its ``unsettled``: how many of its public projects go on nobody knows how; one query."""
    through = Project.municipalities.through.objects.filter(
        municipality__in=[one.pk for one in municipalities],
        project__state=PublicationState.PUBLISHED,
        project__continuation__in=ContinuationState.unsettled(),
    )
    counted = dict(through.order_by().values_list("municipality").annotate(number=Count("pk")))
    for one in municipalities:
        one.unsettled = counted.get(one.pk, 0)


def figures():
    """The band of figures; each leads to the list that has so many rows."""
    ends = Counts(MunicipalityFilterSet, "kommunen:continuation")
    projects = Counts(ProjectFilterSet, "kommunen:project-list")
    labels = {
        FundingEnd.ENDED: _("fundings have ended"),
        FundingEnd.WITHIN_6: _("end within 6 months"),
        FundingEnd.WITHIN_12: _("end within 12 months"),
        FundingEnd.WITHIN_24: _("end within 24 months"),
        FundingEnd.UNKNOWN: _("funding ends not known"),
    }
    return [
        *(ends.of(label, foerderende=end.value) for end, label in labels.items()),
        projects.of(
            _("projects: funding ends within 12 months, operation open or not known"),
            foerderende=FundingEnd.WITHIN_12.value,
            verstetigung=[state.value for state in ContinuationState.unsettled()],
        ),
        projects.of(_("projects ready for reuse"), nachnutzung=Reusability.READY.value),
        projects.of(_("projects: takeover wanted"), nachnutzung=Reusability.WANTED.value),
    ]
