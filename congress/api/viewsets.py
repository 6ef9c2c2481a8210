"""The congresses, read-only, asked by the FilterSet of their page."""

from congress.exchange.serializers import CongressSerializer
from congress.filters import CongressFilterSet
from congress.models import Congress
from kommunen.api.views import AddressedViewSet


class CongressViewSet(AddressedViewSet):
    queryset = Congress.objects.published().with_row()
    filterset_class = CongressFilterSet
    serializer_class = CongressSerializer


def register(router):
    """Give the congresses their place in the API."""
    router.register("congresses", CongressViewSet, "congress")
