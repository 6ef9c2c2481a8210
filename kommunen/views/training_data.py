"""Pages of the municipal collection of AI training data."""

from django.utils.translation import gettext_lazy as _

from kommunen.filters import TrainingDataFilterSet
from kommunen.models import TrainingData
from kommunen.views.base import FilteredListView, RecordView


class TrainingDataListView(FilteredListView):
    heading = _("AI training data")
    lead = _("Data for artificial intelligence that municipalities offer, need or build up together.")
    queryset = TrainingData.objects.published().with_row()
    filterset_class = TrainingDataFilterSet
    fragment_name = "kommunen/_training_data_results.html"
    context_object_name = "training_data"


class TrainingDataView(RecordView):
    """What is known of one data set."""

    template_name = "kommunen/training_data.html"
    context_object_name = "item"
    queryset = TrainingData.objects.published().with_row()
