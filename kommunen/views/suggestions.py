"""Whom to meet next, and how good these suggestions are."""

from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from kommunen.network import suggestions as points
from kommunen.network.asking import SuggestionForm
from kommunen.network.current import network
from kommunen.network.figures import misses_borders, stored_figures
from kommunen.network.suggestions import beyond, connected, profiles_of, suggest
from kommunen.network.wording import already_connected, in_words, listed
from kommunen.views.base import AnsweredElsewhere

SHOWN, BEYOND = 10, 5
BORDERS = {"all": _("All pairs"), "within": _("Pairs within one federal state"), "across": _("Pairs across borders")}
METHODS = {
    "chance": _("chance"),
    "themes": _("themes alone"),
    "state": _("same federal state alone"),
    "suggestions": _("our points"),
    "page": _("our points, who is connected already last (first list)"),
    "beyond": _("the same, own federal state last (second list)"),
}
REASONS = {
    _("in the same federal state"): points.STATE,
    _("near by: under 25, 50, 100, 200 km"): points.NEAR[0][1],
    _("alike in their themes; a rare theme counts more"): points.ALIKE,
    _("of the same kind, and of like size: less than five times as large"): points.KIND + points.SIZE,
    _("at the same congresses, and often at congresses"): points.MOST["congress"],
    _("takes part in many cooperations (grows ever more slowly)"): "–",
    _(
        "shared partner outside the model municipalities, no public body above them; a rare one counts more"
    ): points.MOST["organisation"],
    _("shared technology; a rare one counts more"): points.MOST["technology"],
    _("has the same partners from cooperations"): points.MOST["partner"],
    _("from another federal state, with partners from one's own in cooperations"): points.MOST["neighbours"],
    _("runs something already where the other still plans or builds"): points.MOST["stage"],
    _("AI training data: one offers what the other needs"): points.MOST["ai_data"],
    _("where a theme is asked: projects on it"): points.MOST_WORKS,
    _("where a theme is asked: runs something already where the other still plans or builds"): points.STAGE_ON_THEME,
    _("where a theme is asked: AI training data on it"): points.DATA_ON_THEME,
    _("where a theme is asked: own AI training data on it, most where others can join"): points.OPEN_DATA,
    _("where a theme is asked: takes part in cooperations on it"): points.MOST_JOINED,
    _("where a congress is asked: is stated to attend"): points.ATTENDS,
}


class SuggestionsView(AnsweredElsewhere, TemplateView):
    """Whom a municipality could meet next, each with its reasons; nearest first, then across the federal states."""

    template_name = "kommunen/suggestions.html"
    elsewhere = {"json": "api:suggestions"}
    needed = ("fuer",)

    def get_context_data(self, **kwargs):
        found = network()
        form = SuggestionForm(self.request.GET or None, found, profiles_of(found).traits.meetings)
        context = super().get_context_data(form=form, **kwargs)
        if not form.is_valid() or not form.cleaned_data["fuer"]:
            return context
        asked = form.cleaned_data
        node, theme, shown = asked["fuer"], asked["thema"], min(asked["limit"], SHOWN)
        slug = theme.slug if theme else ""
        ranked = suggest(found, node, slug, asked["kongress"])
        first = ranked[:shown]
        left_out = connected(found, node, slug)
        return context | {
            "node": node,
            "theme": theme,
            "suggestions": in_words(found, node, slug, first),
            "beyond": in_words(found, node, slug, [one for one in beyond(node, ranked) if one not in first][:BEYOND]),
            "excluded": [
                (found.nodes[other], already_connected(left_out[other])) for other in found.nodes if other in left_out
            ],
        }

    def render_to_response(self, context, **kwargs):
        form = context["form"]
        return super().render_to_response(context, status=form.status if form.is_bound else 200, **kwargs)


class MethodView(TemplateView):
    """How an answer and a suggestion come about, and how often suggestions hit."""

    template_name = "kommunen/network_method.html"

    def get_context_data(self, **kwargs):
        figures = stored_figures()
        tables = [
            (
                label,
                [(name, row[border]) for key, name in METHODS.items() if border in (row := figures["methods"][key])],
            )
            for border, label in BORDERS.items()
        ]
        titles = listed(figures["concentration"]["titles"])
        return super().get_context_data(
            figures=figures,
            tables=tables,
            reasons=REASONS.items(),
            concentration=titles,
            missed=misses_borders(figures),
            **kwargs,
        )
