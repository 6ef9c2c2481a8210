"""Pages of the cooperations and of one-off meetings."""

from django.utils.translation import gettext_lazy as _

from kommunen.filters import CooperationFilterSet
from kommunen.models import Cooperation, Municipality, Reuse, published_related
from kommunen.views.base import FilteredListView, RecordView


class CooperationListView(FilteredListView):
    heading = _("Cooperations")
    lead = _("Who works with whom: development partnerships, working groups, associations, exchange and reuse.")
    queryset = Cooperation.objects.published().with_row()
    filterset_class = CooperationFilterSet
    fragment_name = "kommunen/_cooperation_results.html"
    context_object_name = "cooperations"

    def get_context_data(self, **kwargs):
        asked = self.request.GET.getlist("art")
        hidden = 0 if asked else Cooperation.objects.published().one_off().count()
        return super().get_context_data(hidden_meetings=hidden, **kwargs)


class CooperationView(RecordView):
    """What is known of one cooperation, and who belongs to it."""

    template_name = "kommunen/cooperation.html"
    context_object_name = "cooperation"
    queryset = (
        Cooperation.objects.published()
        .with_row()
        .prefetch_related(published_related("reuses", Reuse.objects.with_row()))
    )

    def get_context_data(self, **kwargs):
        ids = [municipality.pk for municipality in self.object.municipalities]
        return super().get_context_data(places=Municipality.objects.published().filter(pk__in=ids).with_row(), **kwargs)
