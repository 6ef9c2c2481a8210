"""The row of training data for AI."""

from kommunen.exchange.serializers.base import PROVENANCE, PageSerializer
from kommunen.exchange.serializers.municipality import MunicipalityPart
from kommunen.exchange.serializers.vocabulary import ThemePart
from kommunen.models import TrainingData


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
