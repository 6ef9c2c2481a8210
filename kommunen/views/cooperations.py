"""Pages of the cooperations and of one-off meetings."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from kommunen.filters import CooperationFilterSet
from kommunen.models import Cooperation, CooperationMember, Municipality, Reuse, published_related
from kommunen.views.base import FilteredListView, RecordView


class CooperationListView(FilteredListView):
    heading = _("Cooperations")
    lead = _("Who works with whom: development partnerships, working groups, associations, exchange and reuse.")
    queryset = Cooperation.objects.published().with_row()
    filterset_class = CooperationFilterSet
    rows_name = "kommunen/cooperation_rows.html"
    list_views = [("liste", _("List")), ("tabelle", _("Table")), ("karte", _("Map"))]
    context_object_name = "cooperations"

    def count_words(self, number):
        return ngettext("%(number)s cooperation", "%(number)s cooperations", number)

    hidden_choice = "event"

    @property
    def hidden_note(self):
        """What the default leaves out."""
        number = self.filterset.hidden
        return ngettext(
            "%(number)d one-off meeting is not among them.", "%(number)d one-off meetings are not among them.", number
        ) % {"number": number}

    def places(self):
        """Whoever is a member in one of the list."""
        members = CooperationMember.objects.published().filter(
            cooperation__in=self.get_queryset().order_by().values("pk")
        )
        return Municipality.objects.published().filter(pk__in=members.values("municipality")).on_map()

    def cooperations_drawn(self):
        """Those in the list."""
        return set(self.get_queryset().order_by().values_list("slug", flat=True))


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
