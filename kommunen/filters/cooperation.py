"""How cooperations are filtered."""

from django.utils.translation import gettext_lazy as _

from kommunen.filters.base import ConditionFacetFilter, FacetFilter, ListFilterSet
from kommunen.filters.nearness import NearnessFilter
from kommunen.filters.shared import municipality_filter, sorting, state_facet, theme_facet
from kommunen.models import Cooperation, CooperationKind, LastCheck


class CooperationFilterSet(ListFilterSet):
    """The questions to the list of cooperations. One-off meetings are listed only where their kind is asked for."""

    keeps_rows = True

    thema = theme_facet("themes__slug")
    art = FacetFilter("kind", choices=CooperationKind.choices, default=CooperationKind.lasting(), label=_("Kind"))
    land = state_facet("members__municipality__territories__federal_state")
    nahe = NearnessFilter("members__municipality__territories")
    geprueft = ConditionFacetFilter(LastCheck, label=_("Last check"))
    kommune = municipality_filter("members__municipality")
    sort = sorting(("sort_title", "titel", _("Title")), ("start", "beginn", _("Start")))

    class Meta:
        model = Cooperation
        fields = []
