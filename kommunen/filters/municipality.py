"""How model municipalities are filtered."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter

from kommunen.filters.base import (
    ChoiceFacetFilter,
    FacetFilter,
    SearchedFilterSet,
    matching_any,
    round_facet,
    sorting,
    state_facet,
    theme_facet,
)
from kommunen.models import CooperationKind, FundingEnd, Municipality, MunicipalityKind, PublicationState, SizeClass

HAS_COOPERATION = Q(
    cooperation_members__state=PublicationState.PUBLISHED,
    cooperation_members__cooperation__state=PublicationState.PUBLISHED,
    cooperation_members__cooperation__kind__in=CooperationKind.lasting(),
)


class MunicipalityFilterSet(SearchedFilterSet):
    """The questions to the list of model municipalities."""

    searched_fields = ("name", "official_name", "project_name", "summary", "territories__name")

    thema = theme_facet("projects__themes__slug")
    land = state_facet("territories__federal_state")
    staffel = round_facet("round__number")
    art = FacetFilter("kind", choices=MunicipalityKind.choices, label=_("Kind"))
    groesse = ChoiceFacetFilter(SizeClass, label=_("Size"))
    foerderende = ChoiceFacetFilter(FundingEnd, label=_("Funding end"))
    kooperation = ChoiceFilter(
        method="with_cooperation", choices=[("ja", _("recorded")), ("nein", _("not recorded"))], label=_("Cooperation")
    )
    sort = sorting(
        ("sort_name", "name", _("Name")),
        ("population", "einwohner", _("Population")),
        ("funding_end", "foerderende", _("Funding end")),
    )

    class Meta:
        model = Municipality
        fields = []  # each one is named above, so none appears by accident

    def with_cooperation(self, queryset, name, value):
        with_one = matching_any(queryset, HAS_COOPERATION)
        return with_one if value == "ja" else queryset.exclude(pk__in=with_one.order_by().values("pk"))
