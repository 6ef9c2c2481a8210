"""Pages of the municipal collection of AI training data."""

import json

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext, ngettext, override
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from kommunen.exchange.answers import data_tag, open_to_programs
from kommunen.exchange.linked.croissant import croissant, missing
from kommunen.exchange.rows import LANGUAGE
from kommunen.filters import TrainingDataFilterSet
from kommunen.models import TrainingData, TrainingDataKind
from kommunen.network.ai_data import matches, needs_and_offers, theme_names
from kommunen.views.base import AnsweredElsewhere, FilteredListView, RecordView


class TrainingDataListView(FilteredListView):
    template_name = "kommunen/training_data_list.html"
    heading = _("AI training data")
    lead = _("Data for artificial intelligence that municipalities offer, need or build up together.")
    queryset = TrainingData.objects.published().with_row()
    filterset_class = TrainingDataFilterSet
    rows_name = "kommunen/training_data_rows.html"
    context_object_name = "training_data"

    def count_words(self, number):
        return ngettext("%(number)s record of AI data", "%(number)s records of AI data", number)


class NeedsView(AnsweredElsewhere, TemplateView):
    """Every need, with the offers that fit; what nothing serves comes first."""

    template_name = "kommunen/training_data_needs.html"

    def get_context_data(self, **kwargs):
        rows = needs_and_offers()
        return super().get_context_data(
            without=[need for need, offers in rows if not offers],
            served=[(need, offers) for need, offers in rows if offers],
            theme_names=theme_names(why for _need, offers in rows for _offer, why in offers),
            **kwargs,
        )


class TrainingDataView(RecordView):
    """What is known of one data set, and who needs it or has it."""

    template_name = "kommunen/training_data.html"
    context_object_name = "item"
    queryset = TrainingData.objects.published().with_row()

    def get_context_data(self, **kwargs):
        pairs = matches(self.object)
        return super().get_context_data(
            matches=pairs,
            theme_names=theme_names(why for _other, why in pairs),
            is_need=self.object.kind == TrainingDataKind.NEED,
            missing=missing(self.object),
            **kwargs,
        )


class CroissantView(RecordView):
    """A data set for programs that train models, where enough is known of it."""

    queryset = TrainingData.objects.published().with_row()

    def get(self, request, *args, **kwargs):
        item = self.get_object()
        if item.slug != self.kwargs["slug"]:
            return redirect("kommunen:croissant", item.slug, permanent=True)
        if not item.is_data or missing(item):
            raise Http404(gettext("Not enough is known of these data to describe them for programs."))
        with override(LANGUAGE):
            body = json.dumps(croissant(item), ensure_ascii=False, indent=1)
        response = HttpResponse(body, content_type="application/ld+json")
        response["ETag"] = data_tag(request)
        response["X-Robots-Tag"] = "noindex"
        return open_to_programs(response)
