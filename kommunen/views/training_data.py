"""Pages of the municipal collection of AI training data."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from kommunen.filters import TrainingDataFilterSet
from kommunen.models import TrainingData
from kommunen.views.base import FilteredListView, RecordView


class TrainingDataListView(FilteredListView):
    heading = _("AI training data")
    lead = _("Data for artificial intelligence that municipalities offer, need or build up together.")
    queryset = TrainingData.objects.published().with_row()
    filterset_class = TrainingDataFilterSet
    rows_name = "kommunen/training_data_rows.html"
    context_object_name = "training_data"

    def count_words(self, number):
        return ngettext("%(number)s record of AI data", "%(number)s records of AI data", number)


class TrainingDataView(RecordView):
    """What is known of one data set."""

    template_name = "kommunen/training_data.html"
    context_object_name = "item"
    queryset = TrainingData.objects.published().with_row()
