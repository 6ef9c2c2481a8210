"""The rows of what other records point at: rounds, territories, themes, technologies, organisations."""

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from kommunen.exchange.answers import DESTATIS
from kommunen.exchange.serializers.base import (
    PROVENANCE,
    Attribution,
    Lines,
    NamedPart,
    PagePart,
    PageSerializer,
    Part,
    RecordSerializer,
)
from kommunen.models import FundingRound, Organisation, State, Technology, Territory, Theme

REGISTER = {
    "address": "https://www.destatis.de/DE/Themen/Laender-Regionen/Regionales/Gemeindeverzeichnis/_inhalt.html",
    "publisher": "Statistisches Bundesamt (Destatis), Gemeindeverzeichnis",
}


class FundingRoundPart(Part):
    """The round in which a municipality was selected."""

    columns = ("number", "year")

    number = serializers.IntegerField(label=_("number"), read_only=True)
    year = serializers.IntegerField(label=_("year"), read_only=True)


class TerritoryPart(Part):
    """An official unit that a municipality consists of."""

    columns = ("name", "key")

    key = serializers.CharField(label=_("official key (AGS)"), read_only=True)
    name = serializers.CharField(label=_("name"), read_only=True)
    federal_state = serializers.ChoiceField(State.choices, label=_("federal state"), read_only=True)


class ThemePart(PagePart):
    """A theme that something belongs to."""


class TechnologyPart(NamedPart):
    """A technology that something is built with."""


class OrganisationPart(NamedPart):
    """A partner outside the model municipalities."""


class FundingRoundSerializer(RecordSerializer):
    """A round of the funding programme."""

    file_name = "staffeln"

    class Meta:
        model = FundingRound
        fields = ["number", "year", "motto", "selected", *PROVENANCE]


class TerritorySerializer(RecordSerializer):
    """An official unit with its key, figures and place."""

    file_name = "gebietskoerperschaften"
    notice = DESTATIS

    area_km2 = serializers.FloatField(read_only=True, allow_null=True)
    attribution = Attribution(DESTATIS)

    class Meta:
        model = Territory
        fields = [
            "key",
            "kind",
            "name",
            "federal_state",
            "population",
            "area_km2",
            "latitude",
            "longitude",
            "attribution",
            *PROVENANCE,
        ]

    def to_representation(self, record):
        """All of it was read in the official register, unless a source of its own is stated."""
        row = super().to_representation(record)
        return {**row, "sources": row["sources"] or [{**REGISTER, "checked_on": row["checked_on"]}]}


class ThemeSerializer(PageSerializer):
    """A field of action with the words that people use for it."""

    file_name = "themen"

    synonyms = Lines(read_only=True)

    class Meta:
        model = Theme
        fields = ["slug", "url", "name", "name_en", "synonyms", "european", *PROVENANCE]


class TechnologySerializer(RecordSerializer):
    """A technology, or a named software product."""

    file_name = "technologien"

    synonyms = Lines(read_only=True)

    class Meta:
        model = Technology
        fields = ["slug", "name", "synonyms", "product", *PROVENANCE]


class OrganisationSerializer(RecordSerializer):
    """A partner outside the model municipalities."""

    file_name = "organisationen"

    class Meta:
        model = Organisation
        fields = ["slug", "name", "website", *PROVENANCE]
