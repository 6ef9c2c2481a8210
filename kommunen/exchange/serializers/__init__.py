"""The rows: one serializer per noun behind API and exports alike."""

from kommunen.exchange.serializers.base import (
    PROVENANCE,
    PagePart,
    PageSerializer,
    RecordSerializer,
    serializer_of,
)
from kommunen.exchange.serializers.cooperation import CooperationPart, CooperationSerializer
from kommunen.exchange.serializers.municipality import MunicipalityPart, MunicipalitySerializer
from kommunen.exchange.serializers.project import ProjectPart, ProjectSerializer
from kommunen.exchange.serializers.reuse import ReuseSerializer
from kommunen.exchange.serializers.training_data import TrainingDataSerializer
from kommunen.exchange.serializers.vocabulary import (
    FundingRoundSerializer,
    OrganisationSerializer,
    TechnologySerializer,
    TerritorySerializer,
    ThemePart,
    ThemeSerializer,
)

__all__ = [
    "PROVENANCE",
    "CooperationPart",
    "CooperationSerializer",
    "FundingRoundSerializer",
    "MunicipalityPart",
    "MunicipalitySerializer",
    "OrganisationSerializer",
    "PagePart",
    "PageSerializer",
    "ProjectPart",
    "ProjectSerializer",
    "RecordSerializer",
    "ReuseSerializer",
    "TechnologySerializer",
    "TerritorySerializer",
    "ThemePart",
    "ThemeSerializer",
    "TrainingDataSerializer",
    "serializer_of",
]
