"""The directory in figures: charts in which every number leads to the list that it counts."""

from urllib.parse import urlencode

from django.db.models import Count as Number
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from kommunen.filters import CooperationFilterSet, MunicipalityFilterSet, ProjectFilterSet, ReuseFilterSet
from kommunen.filters.counting import Count, Counts
from kommunen.models import (
    ContinuationState,
    CooperationKind,
    CooperationMember,
    FundingEnd,
    LastCheck,
    OpenSource,
    ProjectStatus,
)

MOST = 15  # municipalities in the chart of cooperations


class FiguresView(TemplateView):
    """Charts of projects, funding ends, cooperations and gaps; the counts are those beside the facets of the lists."""

    template_name = "kommunen/figures.html"

    def get_context_data(self, **kwargs):
        projects = Counts(ProjectFilterSet, "kommunen:project-list")
        municipalities = Counts(MunicipalityFilterSet, "kommunen:municipality-list")
        return super().get_context_data(
            as_of=max(projects.checked_on, municipalities.checked_on),
            figures=totals(projects, municipalities),
            charts=[
                *charts_of_projects(projects),
                chart_of_ends(),
                chart_of_cooperations(),
                chart_of_code(projects),
                chart_of_gaps(projects, municipalities),
            ],
            **kwargs,
        )


def totals(projects, municipalities):
    """The band of figures: everything that the charts divide."""
    cooperations = Counts(CooperationFilterSet, "kommunen:cooperation-list")
    return [
        municipalities.of(_("model municipalities")),
        projects.of(_("projects")),
        cooperations.of(_("cooperations")),
        Counts(ReuseFilterSet, "kommunen:reuse-list").of(_("reuses")),
    ]


def charts_of_projects(projects):
    """Projects by what the facets of their list tell apart."""
    several = _("A project may count several times: it can have several themes, states and rounds.")
    yield {"key": "thema", "heading": _("Projects by theme"), "counts": projects.by("thema"), "note": several}
    yield {"key": "status", "heading": _("Projects by status"), "counts": projects.by("status"), "note": ""}
    yield {"key": "land", "heading": _("Projects by federal state"), "counts": projects.by("land"), "note": ""}
    yield {"key": "staffel", "heading": _("Projects by funding round"), "counts": projects.by("staffel"), "note": ""}


def chart_of_ends():
    """When fundings end; a longer term holds the shorter ones."""
    ends = Counts(MunicipalityFilterSet, "kommunen:continuation")
    note = _("“Within 12 months” holds those within 6 months, too. A stated year counts until its last day.")
    return {"key": "foerderende", "heading": _("Funding ends"), "counts": ends.by("foerderende"), "note": note}


def chart_of_cooperations():
    """In how many cooperations each takes part: those with most."""
    members = CooperationMember.objects.published().filter(cooperation__kind__in=CooperationKind.lasting())
    counted = (
        members.order_by()
        .values_list("municipality__name", "municipality__slug")
        .annotate(number=Number("cooperation", distinct=True))
        .order_by("-number", "municipality__sort_name")
    )
    address = reverse("kommunen:cooperation-list")
    counts = [Count(name, number, f"{address}?{urlencode({'kommune': slug})}") for name, slug, number in counted]
    note = _("The %(number)d municipalities with most.") % {"number": min(MOST, len(counts))}
    heading = _("Cooperations per municipality")
    return {"key": "kooperationen", "heading": heading, "counts": counts[:MOST], "note": note}


def chart_of_code(projects):
    """For how many projects an address of open source code is recorded."""
    counts = [projects.of(str(one.label), quelloffen=one.value) for one in OpenSource]
    share = 100 * counts[0].number / (sum(count.number for count in counts) or 1)
    note = _("An address is recorded for %(share)d percent; not recorded does not mean that there is none.")
    return {
        "key": "quelloffen",
        "heading": _("Projects with open source code"),
        "counts": counts,
        "note": note % {"share": round(share)},
    }


def chart_of_gaps(projects, municipalities):
    """What is not known."""
    counts = [
        municipalities.of(_("municipalities: funding end"), foerderende=FundingEnd.UNKNOWN.value),
        municipalities.of(_("municipalities: cooperations"), kooperation="nein"),
        projects.of(_("projects: status"), status=ProjectStatus.UNKNOWN.value),
        projects.of(_("projects: continuation after the funding"), verstetigung=ContinuationState.UNKNOWN.value),
        projects.of(_("projects: source code"), quelloffen=OpenSource.NOT_RECORDED.value),
        projects.of(_("projects: not checked for over 12 months"), geprueft=LastCheck.OLDER.value),
    ]
    note = _("What is not recorded. Do you know more? Every page has a link to tell us.")
    return {"key": "luecken", "heading": _("Gaps in what we know"), "counts": counts, "note": note}
