"""The network's nouns, read-only, asked by the FilterSets of the pages."""

from kommunen.api.views import AddressedViewSet, ListViewSet, RecordViewSet
from kommunen.exchange import serializers
from kommunen.filters import (
    CooperationFilterSet,
    MunicipalityFilterSet,
    ProjectFilterSet,
    ReuseFilterSet,
    ThemeFilterSet,
    TrainingDataFilterSet,
)
from kommunen.models import (
    Cooperation,
    FundingRound,
    Municipality,
    Organisation,
    Project,
    Reuse,
    Technology,
    Territory,
    Theme,
    TrainingData,
)


class MunicipalityViewSet(AddressedViewSet):
    queryset = Municipality.objects.published().with_row()
    filterset_class = MunicipalityFilterSet
    serializer_class = serializers.MunicipalitySerializer


class ProjectViewSet(AddressedViewSet):
    queryset = Project.objects.published().with_row()
    filterset_class = ProjectFilterSet
    serializer_class = serializers.ProjectSerializer


class CooperationViewSet(AddressedViewSet):
    queryset = Cooperation.objects.published().with_row()
    filterset_class = CooperationFilterSet
    serializer_class = serializers.CooperationSerializer


class ThemeViewSet(AddressedViewSet):
    queryset = Theme.objects.published().with_row()
    filterset_class = ThemeFilterSet
    serializer_class = serializers.ThemeSerializer


class TechnologyViewSet(AddressedViewSet):
    queryset = Technology.objects.published().with_row()
    serializer_class = serializers.TechnologySerializer


class OrganisationViewSet(AddressedViewSet):
    queryset = Organisation.objects.published().with_row()
    serializer_class = serializers.OrganisationSerializer


class TrainingDataViewSet(AddressedViewSet):
    queryset = TrainingData.objects.published().with_row()
    filterset_class = TrainingDataFilterSet
    serializer_class = serializers.TrainingDataSerializer


class TerritoryViewSet(RecordViewSet):
    queryset = Territory.objects.published().with_row()
    serializer_class = serializers.TerritorySerializer
    lookup_field = "key"
    lookup_value_regex = "[0-9]{5,9}"


class FundingRoundViewSet(RecordViewSet):
    queryset = FundingRound.objects.published().with_row()
    serializer_class = serializers.FundingRoundSerializer
    lookup_field = "number"
    lookup_value_regex = "[0-9]{1,4}"


class ReuseViewSet(ListViewSet):  # without addresses of their own: neither slug nor key tells one from another
    queryset = Reuse.objects.published().with_row()
    filterset_class = ReuseFilterSet
    serializer_class = serializers.ReuseSerializer


def register(router):
    """Give each noun of the network its place in the API."""
    router.register("municipalities", MunicipalityViewSet, "municipality")
    router.register("projects", ProjectViewSet, "project")
    router.register("cooperations", CooperationViewSet, "cooperation")
    router.register("themes", ThemeViewSet, "theme")
    router.register("technologies", TechnologyViewSet, "technology")
    router.register("organisations", OrganisationViewSet, "organisation")
    router.register("territories", TerritoryViewSet, "territory")
    router.register("funding-rounds", FundingRoundViewSet, "funding-round")
    router.register("reuses", ReuseViewSet, "reuse")
    router.register("training-data", TrainingDataViewSet, "training-data")
