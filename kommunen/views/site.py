"""Pages about the directory itself: the map, the programme, the operator's texts."""

import nh3
from django.shortcuts import redirect
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from markdown import markdown

from kommunen.filters.map import MapFilterSet
from kommunen.models import FundingRound, Municipality, Page, ProgrammeFact
from kommunen.views.base import RecordView
from kommunen.views.municipalities import MunicipalityListView


class MapView(MunicipalityListView):
    """The list of municipalities, drawn first; every filter of the list holds here, too."""

    heading = _("Map of the model municipalities")
    lead = _("The larger the point, the more projects. The table below it says the same.")
    filterset_class = MapFilterSet
    list_views = [("karte", _("Map")), ("liste", _("List")), ("tabelle", _("Table"))]

    def focus(self, places):
        """The one that ``kommune`` names; it is drawn even where the filters leave it out."""
        chosen = self.filterset.form.cleaned_data["kommune"]
        if chosen and chosen not in places:
            places.append(Municipality.objects.with_row().get(pk=chosen.pk))
        return places[places.index(chosen)] if chosen else None


class AboutView(TemplateView):
    """What the funding programme is, fact by fact, and what this directory is."""

    template_name = "kommunen/about.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            facts=ProgrammeFact.objects.published().with_row(),
            rounds=FundingRound.objects.published().with_row(),
            **kwargs,
        )


class PageView(RecordView):
    """A text of the operator's: Impressum, Datenschutz …"""

    template_name = "kommunen/page.html"
    context_object_name = "page"
    queryset = Page.objects.published()

    def get(self, request, *args, **kwargs):
        """Each text has one address: those that every site owes have theirs, without the folder of the others."""
        page = self.get_object()
        if request.path != page.get_absolute_url():
            return redirect(page, permanent=True)
        self.object = page
        return self.render_to_response(self.get_context_data())

    def get_context_data(self, **kwargs):
        page = self.object
        english = get_language() == "en" and page.body_en
        return super().get_context_data(
            title=(page.title_en or page.title) if english else page.title,
            text=rendered(page.body_en if english else page.body),
            german=not english,
            **kwargs,
        )


def rendered(text):
    """Return Markdown as HTML, cleaned of everything that could act."""
    return mark_safe(nh3.clean(markdown(text)))  # noqa: S308 - cleaned in the same breath
