"""The row of training data for AI."""

from kommunen.exchange.serializers.base import PROVENANCE, PageSerializer
from kommunen.exchange.serializers.municipality import MunicipalityPart, places
from kommunen.exchange.serializers.vocabulary import ThemePart
from kommunen.models import Territory, TrainingData, published_related


class TrainingDataSerializer(PageSerializer):
    """Data for AI: offered, needed or being built up."""

    file_name = "ki-daten"

    municipality = MunicipalityPart(read_only=True)
    themes = ThemePart(many=True, read_only=True)

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
            "license",
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
