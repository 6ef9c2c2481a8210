"""How AI training data are filtered."""

from django.utils.translation import gettext_lazy as _

from kommunen.filters.base import ConditionFacetFilter, FacetFilter, ListFilterSet
from kommunen.filters.shared import municipality_filter, sorting, theme_facet
from kommunen.models import DataAccess, DataType, LicenceStated, PersonalData, TrainingData, TrainingDataKind


class TrainingDataFilterSet(ListFilterSet):
    """The questions to the collection of AI training data."""

    keeps_rows = True

    art = FacetFilter("kind", choices=TrainingDataKind.choices, label=_("Kind"))
    daten = FacetFilter("data_type", choices=DataType.choices, label=_("Kind of data"))
    zugang = FacetFilter("access", choices=DataAccess.choices, label=_("Access"), ordered=True)
    personen = FacetFilter("personal_data", choices=PersonalData.choices, label=_("Personal data"), ordered=True)
    lizenz = ConditionFacetFilter(LicenceStated, label=_("Licence"))
    thema = theme_facet("themes__slug")
    kommune = municipality_filter("municipality")
    sort = sorting(("sort_title", "titel", _("Title")))

    class Meta:
        model = TrainingData
        fields = []
