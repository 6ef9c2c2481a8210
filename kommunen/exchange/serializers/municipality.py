"""The row of a model municipality."""

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from kommunen.exchange.answers import DESTATIS
from kommunen.exchange.serializers.base import PROVENANCE, Attribution, PagePart, PageSerializer
from kommunen.exchange.serializers.vocabulary import FundingRoundPart, TerritoryPart
from kommunen.models import Municipality, PublicationState, State


class MunicipalityPart(PagePart):
    """A model municipality that something belongs to."""


class MunicipalitySerializer(PageSerializer):
    """A model municipality with its round, its official units and what is known of its funding."""

    file_name = "kommunen"
    notice = notice_of_places = DESTATIS

    round = FundingRoundPart(read_only=True, allow_null=True)
    federal_states = serializers.ListField(
        child=serializers.ChoiceField(State.choices), label=_("federal states"), read_only=True
    )
    territories = TerritoryPart(many=True, read_only=True)
    area_km2 = serializers.FloatField(read_only=True, allow_null=True)
    attribution = Attribution(DESTATIS)

    class Meta:
        model = Municipality
        fields = [
            "slug",
            "url",
            "name",
            "official_name",
            "kind",
            "round",
            "federal_states",
            "territories",
            "population",
            "population_from",
            "area_km2",
            "area_from",
            "attribution",
            "phase",
            "project_name",
            "website",
            "funding_end",
            "funding_total_eur",
            "funding_share_percent",
            "summary",
            "continuation",
            "continuation_team",
            "continuation_budget",
            *PROVENANCE,
        ]

    def points(self, record):
        return places(record)


def places(municipality):
    """Where a municipality lies: the places of its units, which must be prefetched. An unpublished one lies nowhere."""
    if municipality.state != PublicationState.PUBLISHED:
        return []
    return [(unit.longitude, unit.latitude) for unit in municipality.territories.all()]
