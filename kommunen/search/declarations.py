"""The nouns of the network, as the search finds them. The congress declares its own, one floor up."""

from django.utils.translation import gettext_lazy as _

from kommunen.language.aliases import cooperation_aliases, municipality_aliases, theme_aliases
from kommunen.models import (
    Cooperation,
    CooperationMember,
    Municipality,
    Organisation,
    Project,
    ProjectStatus,
    State,
    Technology,
    Territory,
    Theme,
    TrainingData,
    last_day,
    published_related,
)
from kommunen.search.nouns import Field, Noun

RUNNING, PLANNED, ENDED = 2, 1, 0
STANDINGS = {
    ProjectStatus.IN_OPERATION: RUNNING,
    ProjectStatus.IN_PROGRESS: RUNNING,
    ProjectStatus.PLANNED: PLANNED,
}


def municipalities():
    return Municipality.objects.published().prefetch_related(published_related("territories", Territory.objects))


def municipality_texts(municipality):
    yield Field.NAME, municipality.name
    yield Field.ALIAS, municipality.official_name
    yield Field.ALIAS, municipality.project_name
    for territory in municipality.territories.all():
        yield Field.ALIAS, territory.name
    yield Field.SUMMARY, municipality.summary
    yield Field.DETAIL, municipality.continuation
    for state in municipality.federal_states:
        yield Field.PLACE, state.label


def municipality_names(municipality):
    towns = [territory.name for territory in municipality.territories.all()]
    return municipality_aliases(municipality.name, municipality.official_name, municipality.project_name, towns)


def project_texts(project):
    yield Field.NAME, project.title
    yield Field.SUMMARY, project.summary


def cooperation_texts(cooperation):
    yield Field.NAME, cooperation.title
    yield Field.SUMMARY, cooperation.summary
    for result in cooperation.results.splitlines():
        yield Field.DETAIL, result


def theme_texts(theme):
    yield Field.NAME, theme.name
    yield Field.NAME, theme.name_en
    for word in theme.synonyms.splitlines():
        yield Field.DETAIL, word


def training_data():
    territories = published_related("municipality__territories", Territory.objects)
    return TrainingData.objects.published().select_related("municipality").prefetch_related(territories)


def training_data_texts(item):
    yield Field.NAME, item.title
    yield Field.SUMMARY, item.summary
    yield Field.DETAIL, item.subject
    yield Field.DETAIL, item.labels
    yield Field.PLACE, item.municipality.name
    for state in item.municipality.federal_states:
        yield Field.PLACE, state.label


NETWORK = (
    Noun(
        type="municipality",
        segment="kommunen",
        model=Municipality,
        label=_("Municipality"),
        plural=_("Municipalities"),
        queryset=municipalities,
        texts=municipality_texts,
        names=municipality_names,
        row="components/municipality_row.html",
        standing=lambda municipality: RUNNING,
        related=((Territory, "territories"),),
    ),
    Noun(
        type="project",
        segment="projekte",
        model=Project,
        label=_("Project"),
        plural=_("Projects"),
        queryset=lambda: Project.objects.published().only("title", "slug", "status", "start", "end", "summary"),
        texts=project_texts,
        along={
            "themes": Field.THEME,
            "technologies": Field.TECHNOLOGY,
            "municipalities": Field.PLACE,
            "partners": Field.PARTNER,
        },
        chosen={"municipalities__territories__federal_state": (State, Field.PLACE)},
        row="components/project_row.html",
        standing=lambda project: STANDINGS.get(project.status, ENDED),
        ends=lambda project: last_day(project.end),
        dated=lambda project: project.start,
        related=(
            (Municipality, "municipalities"),
            (Territory, "municipalities__territories"),
            (Theme, "themes"),
            (Technology, "technologies"),
            (Organisation, "partners"),
        ),
    ),
    Noun(
        type="cooperation",
        segment="kooperationen",
        model=Cooperation,
        label=_("Cooperation"),
        plural=_("Cooperations"),
        queryset=Cooperation.objects.published,
        texts=cooperation_texts,
        along={"themes": Field.THEME, "members__municipality": Field.PLACE, "other_partners": Field.PARTNER},
        chosen={"members__municipality__territories__federal_state": (State, Field.PLACE)},
        names=lambda cooperation: cooperation_aliases(cooperation.title),
        row="components/cooperation_row.html",
        standing=lambda cooperation: RUNNING if cooperation.is_lasting else PLANNED,
        ends=lambda cooperation: last_day(cooperation.end),
        dated=lambda cooperation: cooperation.start,
        related=(
            (CooperationMember, "members"),
            (Municipality, "members__municipality"),
            (Territory, "members__municipality__territories"),
            (Theme, "themes"),
            (Organisation, "other_partners"),
        ),
    ),
    Noun(
        type="theme",
        segment="themen",
        model=Theme,
        label=_("Theme"),
        plural=_("Themes"),
        queryset=Theme.objects.published,
        texts=theme_texts,
        names=lambda theme: theme_aliases(theme.slug, theme.name, theme.name_en),
        row="components/theme_row.html",
        standing=lambda theme: RUNNING,
    ),
    Noun(
        type="training-data",
        segment="ki-daten",
        model=TrainingData,
        label=_("AI training data"),
        plural=_("AI training data"),
        queryset=training_data,
        texts=training_data_texts,
        along={"themes": Field.THEME},
        row="components/training_data_row.html",
        standing=lambda item: RUNNING,
        related=(
            (Municipality, "municipality"),
            (Territory, "municipality__territories"),
            (Theme, "themes"),
        ),
    ),
)
