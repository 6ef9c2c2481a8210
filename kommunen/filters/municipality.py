"""How model municipalities are filtered."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from kommunen.filters.base import ConditionFacetFilter, FacetFilter, ListFilterSet
from kommunen.filters.nearness import NearnessFilter
from kommunen.filters.periods import EndFilter
from kommunen.filters.shared import round_facet, sorting, state_facet, theme_facet
from kommunen.models import (
    CooperationKind,
    CooperationMember,
    FundingEnd,
    LastCheck,
    Municipality,
    MunicipalityKind,
    SizeClass,
)


class HasCooperation(models.TextChoices):
    """Whether any lasting cooperation is recorded; "not recorded" never means that there is none."""

    RECORDED = "ja", _("recorded")
    NOT_RECORDED = "nein", _("not recorded")

    def condition(self, prefix=""):
        """The condition on a query, where ``prefix`` leads to the municipality."""
        members = CooperationMember.objects.published().filter(cooperation__kind__in=CooperationKind.lasting())
        recorded = models.Exists(members.filter(municipality=models.OuterRef(f"{prefix}pk")))
        return recorded if self == self.RECORDED else ~recorded


class MunicipalityFilterSet(ListFilterSet):
    """The questions to the list of model municipalities."""

    keeps_rows = True

    thema = theme_facet("projects__themes__slug")
    land = state_facet("territories__federal_state")
    staffel = round_facet("round__number")
    art = FacetFilter("kind", choices=MunicipalityKind.choices, label=_("Kind"), ordered=True)
    groesse = ConditionFacetFilter(SizeClass, label=_("Size"))
    foerderende = ConditionFacetFilter(FundingEnd, label=_("Funding end"))
    endet = EndFilter()
    kooperation = ConditionFacetFilter(
        HasCooperation, along=["cooperation_members__cooperation"], label=_("Cooperation")
    )
    geprueft = ConditionFacetFilter(LastCheck, label=_("Last check"))
    nahe = NearnessFilter("territories")
    sort = sorting(
        ("sort_name", "name", _("Name")),
        ("population", "einwohner", _("Population")),
        ("funding_ends_on", "foerderende", _("Funding end")),
        unknown_last=("population", "funding_ends_on"),
    )

    class Meta:
        model = Municipality
        fields = []  # each one is named above, so none appears by accident
