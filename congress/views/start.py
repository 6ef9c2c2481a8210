"""The start page: the two questions, and the network in figures."""

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from congress.models import Congress, CongressKind
from kommunen.filters.facets import row_sets
from kommunen.filters.project import ProjectFilterSet
from kommunen.models import Cooperation, FundingEnd, Municipality, Theme
from kommunen.network.states import drawable, too_many


class StartView(TemplateView):
    template_name = "congress/start.html"

    def get_context_data(self, **kwargs):
        municipalities = Municipality.objects.published()
        congresses = Congress.objects.published()
        series = congresses.filter(kind=CongressKind.CONGRESS).with_row()
        next_congress, called_off = series.announced()
        projects = row_sets(ProjectFilterSet)  # counted once per change of the data
        counts = {
            **municipalities.aggregate(
                municipality=Count("pk"), ending=Count("pk", filter=FundingEnd.WITHIN_12.condition())
            ),
            "project": projects.everything.bit_count(),
            "cooperation": Cooperation.objects.published().lasting().count(),
            "meeting": Cooperation.objects.published().one_off().count(),
            "congress": congresses.count(),
        }
        return super().get_context_data(
            municipalities=drawable(municipalities.with_row(), counts["municipality"]),
            counts=counts,
            answered=not too_many(counts["municipality"]),  # reading thousands of names is not worth an example
            figures=figures(counts),
            themes=themes_by_number(projects.of_value["thema"]),
            next_congress=next_congress,
            called_off=called_off,
            last_congress=series.past().first(),
            **kwargs,
        )


def themes_by_number(projects):
    """The themes with ``project_count``, the most frequent first. Arguments: projects, {theme's slug: set of rows}."""
    themes = list(Theme.objects.published().order_by("sort_name"))
    for theme in themes:
        theme.project_count = projects.get(theme.slug, 0).bit_count()
    return sorted(themes, key=lambda theme: -theme.project_count)


def figures(counts):
    """The band of figures; each leads to the list that it counts."""
    municipalities, projects, cooperations = (
        reverse(f"kommunen:{noun}-list") for noun in ("municipality", "project", "cooperation")
    )
    congresses = reverse("congress:congress-list")
    return [
        {"number": counts["municipality"], "label": _("model municipalities"), "url": municipalities},
        {"number": counts["project"], "label": _("projects"), "url": projects},
        {"number": counts["cooperation"], "label": _("cooperations"), "url": cooperations},
        {"number": counts["meeting"], "label": _("one-off meetings"), "url": f"{cooperations}?art=event"},
        {"number": counts["congress"], "label": _("congresses and conferences"), "url": congresses},
        {
            "number": counts["ending"],
            "label": _("fundings end within 12 months"),
            "url": f"{municipalities}?foerderende=12",
        },
    ]
