"""How projects are filtered."""

from django.utils.translation import gettext_lazy as _

from kommunen.filters.base import ConditionFacetFilter, FacetFilter, ListFilterSet
from kommunen.filters.nearness import NearnessFilter
from kommunen.filters.shared import (
    municipality_filter,
    round_facet,
    sorting,
    state_facet,
    technology_facet,
    theme_facet,
)
from kommunen.models import (
    ContinuationState,
    FundingEnd,
    LastCheck,
    OpenSource,
    Project,
    ProjectKind,
    ProjectStatus,
    Reusability,
    SizeClass,
)


class ProjectFilterSet(ListFilterSet):
    """The questions to the list of projects."""

    keeps_rows = True

    thema = theme_facet("themes__slug")
    status = FacetFilter("status", choices=ProjectStatus.choices, label=_("Status"), ordered=True)
    land = state_facet("municipalities__territories__federal_state")
    staffel = round_facet("municipalities__round__number")
    art = FacetFilter("kind", choices=ProjectKind.choices, label=_("Kind"))
    groesse = ConditionFacetFilter(SizeClass, prefix="municipalities__", label=_("Size of the municipality"))
    technik = technology_facet("technologies__slug")
    foerderende = ConditionFacetFilter(FundingEnd, prefix="municipalities__", label=_("Funding end"))
    verstetigung = FacetFilter(
        "continuation", choices=ContinuationState.choices, label=_("After the funding"), ordered=True
    )
    nachnutzung = ConditionFacetFilter(Reusability, label=_("Reuse"))
    quelloffen = ConditionFacetFilter(OpenSource, label=_("Open source code"))
    geprueft = ConditionFacetFilter(LastCheck, label=_("Last check"))
    nahe = NearnessFilter("municipalities__territories")
    kommune = municipality_filter("municipalities")
    sort = sorting(
        ("sort_title", "titel", _("Title")), ("start", "beginn", _("Start")), ("checked_on", "stand", _("Last check"))
    )

    class Meta:
        model = Project
        fields = []
