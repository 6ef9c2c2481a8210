"""The row of training data for AI."""

from django.utils.encoding import iri_to_uri
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from kommunen.exchange.answers import DESTATIS
from kommunen.exchange.serializers.base import PROVENANCE, PageSerializer, Part, WebAddress
from kommunen.exchange.serializers.municipality import MunicipalityPart, places
from kommunen.exchange.serializers.vocabulary import ThemePart
from kommunen.models import Territory, TrainingData, published_related


class DistributionPart(Part):
    """Where the data can be fetched."""

    columns = ("address", "media_type")

    address = WebAddress(label=_("address"), read_only=True)
    media_type = serializers.CharField(label=_("media type"), read_only=True, allow_null=True)
    checksum = serializers.CharField(label=_("checksum (SHA-256)"), read_only=True, allow_null=True)

    def to_representation(self, place):
        return {
            "address": iri_to_uri(place.address),
            "media_type": place.media_type or None,
            "checksum": place.checksum or None,
        }


class TrainingDataSerializer(PageSerializer):
    """Data for AI: offered, needed or being built up."""

    file_name = "ki-daten"
    notice_of_places = DESTATIS

    municipality = MunicipalityPart(read_only=True)
    themes = ThemePart(many=True, read_only=True)
    distributions = DistributionPart(many=True, read_only=True, source="places", label=_("addresses of the data"))

    class Meta:
        model = TrainingData
        fields = [
            "slug",
            "url",
            "title",
            "kind",
            "municipality",
            "data_type",
            "themes",
            "subject",
            "amount",
            "formats",
            "labels",
            "license",
            "access",
            "distributions",
            "personal_data",
            "legal_basis",
            "limits",
            "collected_from",
            "collected_until",
            "area",
            "contact",
            "website",
            "summary",
            *PROVENANCE,
        ]
        extra_kwargs = {"website": {"source": "url"}}

    @classmethod
    def located(cls, records):
        return records.prefetch_related(published_related("municipality__territories", Territory.objects))

    def points(self, record):
        return places(record.municipality)
