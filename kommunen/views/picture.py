"""Who works with whom: the picture, and the same as a table."""

from dataclasses import replace

from django import forms
from django.shortcuts import redirect
from django.utils.cache import patch_vary_headers
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView

from kommunen.exchange.export import export_ties
from kommunen.exchange.formats import TIE_FORMATS
from kommunen.filters.choices import FacetField, OneOfField, StateBoxes
from kommunen.filters.facets import Option
from kommunen.filters.words import KnownNames
from kommunen.models import State
from kommunen.network import picture
from kommunen.network.asking import NodeField
from kommunen.network.current import network
from kommunen.network.matrix import matrix
from kommunen.network.states import MOST, too_many
from kommunen.views.base import one_address

FACETS = {"thema": "themes", "art": "kinds", "land": "states", "stand": "stands"}
CIRCLE, MATRIX, TABLE = "kreis", "matrix", "tabelle"
VIEWS = [(CIRCLE, _("Circle")), (MATRIX, _("Matrix")), (TABLE, _("Table"))]
WIDTH = 2 * picture.HALF


class PictureForm(forms.Form):
    """Which lines are wanted; the parameters are those of the lists."""

    thema = FacetField(label=_("Theme"), required=False)
    art = FacetField(label=_("Kind"), required=False)
    land = FacetField(label=_("Federal state"), required=False, choices=State.choices, widget=StateBoxes)
    stand = FacetField(
        label=_("Active or ended"), required=False, choices=[("aktiv", _("active")), ("beendet", _("ended"))]
    )
    kommune = NodeField(label=_("Municipality"))
    ansicht = OneOfField(label=_("Display"), required=False, choices=VIEWS, widget=forms.HiddenInput)

    def __init__(self, data, found):
        super().__init__(data)
        self.fields["ansicht"].parameter = "ansicht"
        self.fields["thema"].choices = [(slug, str(subject)) for slug, subject in found.subjects.items()]
        self.fields["art"].choices = [(kind, picture.KIND_LABELS[kind]) for kind in picture.KINDS]
        self.fields["kommune"].offer(found)
        self.fields["kommune"].widget = forms.HiddenInput()


class PictureFilter(KnownNames):
    """The filter as the components of the lists take it: form, facets, and what each value would give."""

    def __init__(self, data, found):
        self.data, self.known_names, self.accepted_names = data, [*FACETS, "kommune"], PictureForm.base_fields
        self.form, self.network, self.facets = PictureForm(data, found), found, FACETS
        self.choice = picture.Choice()
        if self.form.is_valid():
            asked = self.form.cleaned_data
            chosen = {field: frozenset(asked[name]) for name, field in FACETS.items()}
            self.choice = picture.Choice(**chosen, node=asked["kommune"].slug if asked["kommune"] else "")

    @cached_property
    def links(self):
        return picture.links(self.network, self.choice) if self.form.is_valid() else []

    def facet_options(self):
        """For each facet: its bound field, the values that would give a line, and no further ones."""
        for name, field in FACETS.items():
            chosen = getattr(self.choice, field)
            options = [
                Option(value, label, self.count(field, value), value in chosen)
                for value, label in self.form.fields[name].choices
            ]
            yield self.form[name], [option for option in options if option.count or option.selected], []

    def count(self, field, value):
        """How many pairs a value of a facet would give, whatever else of the same facet is chosen."""
        return picture.number_of_links(self.network, replace(self.choice, **{field: frozenset([value])}))


class NetworkView(TemplateView):
    """All who work together, by theme, kind, state and whether it runs; one municipality in focus where asked."""

    template_name = "kommunen/network.html"
    fragment_name = "kommunen/network_answer.html"
    formats = TIE_FORMATS

    def get(self, request, *args, **kwargs):
        if name := request.GET.get("format"):
            return export_ties(self.filterset, name, request)
        if address := one_address(request):
            return redirect(address)
        return super().get(request, *args, **kwargs)

    @cached_property
    def filterset(self):  # templates say view.filterset
        return PictureFilter(self.request.GET, network())

    @property
    def count_text(self):
        """How many pairs there are, in words."""
        number = len(self.filterset.links)
        return ngettext("%(number)d pair", "%(number)d pairs", number) % {"number": number}

    def get_context_data(self, **kwargs):
        found, chosen = self.filterset.network, self.filterset.links
        focus = found.nodes.get(self.filterset.choice.node)
        form = self.filterset.form
        display = (form.is_valid() and form.cleaned_data["ansicht"]) or CIRCLE
        crowded = too_many(len(found.nodes))  # for a circle and for a matrix; of thousands of pairs the files hold all
        if crowded:
            display = TABLE
        return super().get_context_data(
            focus=focus,
            links=chosen[:MOST],
            most=MOST if len(chosen) > MOST else None,
            today=found.today,
            displays=[] if crowded else VIEWS,
            display=display,
            table_alone=display == TABLE,
            **self.shown(display, found, chosen, focus),
            **kwargs,
        )

    def shown(self, display, found, chosen, focus):
        """What stands above the table: nothing, where it is asked for alone."""
        if display == TABLE:
            return {}
        return {"matrix": matrix(found, chosen)} if display == MATRIX else self.drawing(found, chosen, focus)

    def drawing(self, found, chosen, focus):
        """The picture's lines and marks. Of one in focus: its own lines above those of the others, which stay faint."""
        spots = picture.spots(found)
        around = chosen
        if focus and self.filterset.form.is_valid():
            around = picture.links(found, replace(self.filterset.choice, node=""))
        lines = [
            {
                "path": picture.line(spots[link.a.slug], spots[link.b.slug]),
                "ended": all(tie.has_ended(found.today) for tie in link.ties),
                "own": bool(focus) and focus in (link.a, link.b),
            }
            for link in around
        ]
        number = {}
        for link in chosen:
            for node in (link.a, link.b):
                number[node.slug] = number.get(node.slug, 0) + 1
        marks = [
            {"spot": spot, "number": number.get(slug, 0), "tone": self.tone(slug, focus, number)}
            for slug, spot in spots.items()
        ]
        return {"lines": sorted(lines, key=lambda line: line["own"]), "marks": marks}

    def tone(self, slug, focus, number):
        """How a municipality is drawn: in focus, with a line, or without."""
        if focus and slug == focus.slug:
            return "focus"
        return "tied" if number.get(slug) else "alone"

    def get_template_names(self):
        htmx = self.request.htmx
        alone = htmx and not htmx.boosted and not htmx.history_restore_request
        return [self.fragment_name] if alone else super().get_template_names()

    def render_to_response(self, context, **kwargs):
        status = 200 if self.filterset.form.is_valid() else 400
        response = super().render_to_response(context, status=status, **kwargs)
        patch_vary_headers(response, ["HX-Request"])
        return response
