"""Pages of the themes."""

from django.views.generic import ListView

from kommunen.models import Cooperation, Municipality, Project, ProjectStatus, Theme, TrainingData
from kommunen.views.base import RecordView

ROWS = 12  # how many of a theme's projects its page shows; the rest is one click away


class ThemeListView(ListView):
    queryset = Theme.objects.published().with_project_count()
    template_name = "kommunen/theme_list.html"
    context_object_name = "themes"


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
