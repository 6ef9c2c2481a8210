"""How AI training data are filtered."""

from django.utils.translation import gettext_lazy as _

from kommunen.filters.base import FacetFilter, ListFilterSet, municipality_filter, sorting, theme_facet
from kommunen.models import DataType, TrainingData, TrainingDataKind


class TrainingDataFilterSet(ListFilterSet):
    """The questions to the collection of AI training data."""

    art = FacetFilter("kind", choices=TrainingDataKind.choices, label=_("Kind"))
    daten = FacetFilter("data_type", choices=DataType.choices, label=_("Kind of data"))
    thema = theme_facet("themes__slug")
    kommune = municipality_filter("municipality")
    sort = sorting(("sort_title", "titel", _("Title")))

    class Meta:
        model = TrainingData
        fields = []
