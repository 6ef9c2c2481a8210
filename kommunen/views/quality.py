"""How good the directory is, in public: what is wanting, counted, by the definitions that its editors work with."""

from django.views.generic import TemplateView

from kommunen.editing.quality import SHORTCOMINGS, figures


class QualityView(TemplateView):
    """A table: each shortcoming with how many entries have it, of how many."""

    template_name = "kommunen/quality.html"

    def get_context_data(self, **kwargs):
        totals = {models: sum(model.objects.published().count() for model in models) for models in nouns()}
        rows = [(each, count, totals[each.models]) for each, count in figures()]
        return super().get_context_data(rows=rows, **kwargs)


def nouns():
    """The groups of nouns that shortcomings are about, each once."""
    return {each.models for each in SHORTCOMINGS}
