"""Pages of the model municipalities."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from kommunen.exchange.funding_calendar import FUNDING_CALENDAR
from kommunen.filters import MunicipalityFilterSet
from kommunen.models import (
    ContinuationState,
    Cooperation,
    CooperationMember,
    Municipality,
    Project,
    Reuse,
    TrainingData,
    published_related,
)
from kommunen.views.base import FilteredListView, RecordView


class MunicipalityListView(FilteredListView):
    heading = _("Model municipalities")
    lead = _(
        "Cities, municipalities, districts and regions that the federal government funds as smart-city model projects."
    )
    queryset = Municipality.objects.published().with_row()
    filterset_class = MunicipalityFilterSet
    rows_name = "kommunen/municipality_rows.html"
    list_views = [("liste", _("List")), ("tabelle", _("Table")), ("karte", _("Map"))]
    more_formats = {"ics": FUNDING_CALENDAR}
    context_object_name = "municipalities"

    def count_words(self, number):
        return ngettext("%(number)s model municipality", "%(number)s model municipalities", number)

    def places(self):
        """Whoever is in the list, each as large as the number of its projects."""
        return self.get_queryset().on_map()


class MunicipalityView(RecordView):
    """The profile: what it works on, with whom, until when, and what remains."""

    template_name = "kommunen/municipality.html"
    context_object_name = "municipality"

    def get_queryset(self):
        return (
            Municipality.objects.published()
            .with_row()
            .prefetch_related(
                published_related("projects", Project.objects.with_row()),
                published_related("training_data", TrainingData.objects),
            )
        )

    def get_context_data(self, **kwargs):
        municipality = self.object
        memberships = CooperationMember.objects.published().filter(municipality=municipality).values("cooperation")
        together = list(Cooperation.objects.published().filter(pk__in=memberships).with_row())
        reuses = list(Reuse.objects.published().involving(municipality).with_row())
        projects = municipality.projects.all()
        return super().get_context_data(
            projects_by_theme=by_theme(projects),
            unsettled=sum(project.continuation in ContinuationState.unsettled() for project in projects),
            takeovers=[project for project in projects if project.takeover_wanted],
            cooperations=[cooperation for cooperation in together if cooperation.is_lasting],
            meetings=[cooperation for cooperation in together if not cooperation.is_lasting],
            partners=Municipality.objects.published().filter(pk__in=partner_ids(municipality, together)).with_row(),
            reuses=told_alone(reuses, together),
            **kwargs,
        )


def told_alone(reuses, together):
    """Hang each reuse on the cooperation that tells the same (``told``): it is shown once. Return the others."""
    cooperations = {cooperation.pk: cooperation for cooperation in together}
    for cooperation in together:
        cooperation.told = []
    alone = []
    for reuse in reuses:
        told_by = cooperations.get(reuse.cooperation_id)
        (told_by.told if told_by else alone).append(reuse)
    return alone


def by_theme(projects):
    """Group projects under their first theme, the largest group first; those without a theme come last.

    Arguments: projects, with their themes prefetched. Returns: a list of (theme or None, [project, …]).
    """
    groups = {}
    for project in projects:
        groups.setdefault(next(iter(project.themes.all()), None), []).append(project)
    return sorted(groups.items(), key=lambda group: (group[0] is None, -len(group[1]), str(group[0])))


def partner_ids(municipality, together):
    """The ids of everybody else who is a member of the same cooperations; one-off meetings do not count."""
    return {
        other.pk
        for cooperation in together
        if cooperation.is_lasting
        for other in cooperation.municipalities
        if other.pk != municipality.pk
    }
