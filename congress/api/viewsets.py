"""The congresses, read-only, asked by the FilterSet of their page."""

from congress.exchange.serializers import CongressSerializer, EntrySerializer
from congress.filters import CongressFilterSet, ProgrammeFilterSet
from congress.models import Congress, Session
from kommunen.api.views import AddressedViewSet, ListViewSet


class CongressViewSet(AddressedViewSet):
    queryset = Congress.objects.published().with_row()
    filterset_class = CongressFilterSet
    serializer_class = CongressSerializer


class EntryViewSet(ListViewSet):
    queryset = Session.objects.published().with_row().select_related("congress")  # the FilterSet adds the outcomes
    filterset_class = ProgrammeFilterSet
    serializer_class = EntrySerializer

    def filter_queryset(self, queryset):
        """The outcomes come in by the FilterSet, and have to be complete as well."""
        return self.serializer_class.complete(super().filter_queryset(queryset))


def register(router):
    """Give the congresses their place in the API."""
    router.register("congresses", CongressViewSet, "congress")
    router.register("programme", EntryViewSet, "programme")
