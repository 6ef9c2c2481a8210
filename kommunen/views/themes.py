"""Pages of the themes."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from kommunen.filters import ThemeFilterSet
from kommunen.models import Cooperation, Municipality, Project, ProjectStatus, Theme, TrainingData
from kommunen.views.base import FilteredListView, RecordView

ROWS = 12  # how many of a theme's projects its page shows; the rest is one click away


class ThemeListView(FilteredListView):
    """All themes as an index on one page; the same list answers ``q``, ``sort`` and ``format``."""

    heading = _("Themes")
    lead = _("The fields of action, each with the number of its projects.")
    queryset = Theme.objects.published().with_project_count().with_row()
    filterset_class = ThemeFilterSet
    rows_name = "kommunen/theme_rows.html"
    context_object_name = "themes"
    paginate_by = 100

    def count_words(self, number):
        return ngettext("%(number)s theme", "%(number)s themes", number)


class ThemeView(RecordView):
    """Who works on a theme, with what, and who does so together."""

    template_name = "kommunen/theme.html"
    context_object_name = "theme"
    queryset = Theme.objects.published().with_project_count().prefetch_related("sources")

    def get_context_data(self, **kwargs):
        theme = self.object
        projects = Project.objects.published().filter(themes=theme)
        running = projects.filter(status=ProjectStatus.IN_OPERATION)
        return super().get_context_data(
            projects=running.with_row()[:ROWS],
            running_count=running.count(),
            municipalities=Municipality.objects.published().with_theme_count(theme).with_row(),
            cooperations=Cooperation.objects.published().lasting().filter(themes=theme).with_row(),
            training_data=TrainingData.objects.published().filter(themes=theme).with_row(),
            **kwargs,
        )
