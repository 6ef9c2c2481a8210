"""Pages of the projects."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from kommunen.filters import ProjectFilterSet
from kommunen.models import Municipality, Organisation, Project, Reuse, Technology, published_related
from kommunen.network.reuse_tree import reuse_tree
from kommunen.views.base import FilteredListView, RecordView


class ProjectListView(FilteredListView):
    heading = _("Projects")
    lead = _("What the model municipalities build and run.")
    queryset = Project.objects.published().with_row()
    filterset_class = ProjectFilterSet
    rows_name = "kommunen/project_rows.html"
    list_views = [("liste", _("List")), ("tabelle", _("Table")), ("karte", _("Map"))]
    context_object_name = "projects"

    def count_words(self, number):
        return ngettext("%(number)s project", "%(number)s projects", number)

    def records_on_map(self):
        return self.get_queryset()

    def places(self):
        """Whoever has projects in the list, each as large as their number."""
        return Municipality.objects.published().with_counted(self.get_queryset()).on_map()


class ProjectView(RecordView):
    """What is known of one project."""

    template_name = "kommunen/project.html"
    context_object_name = "project"
    queryset = (
        Project.objects.published()
        .with_row()
        .prefetch_related(
            published_related("technologies", Technology.objects),
            published_related("partners", Organisation.objects),
            published_related("reuses", Reuse.objects.with_row()),
        )
    )

    def get_context_data(self, **kwargs):
        places = Municipality.objects.published().filter(projects=self.object).with_row()
        tree = reuse_tree(self.object.reuses.all())
        return super().get_context_data(places=places, reuse_tree=tree, **kwargs)
