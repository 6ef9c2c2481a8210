"""The nouns of the network, as the search finds them. The congress declares its own, one floor up."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kommunen.language.aliases import cooperation_aliases, municipality_aliases, theme_aliases
from kommunen.models import (
    Cooperation,
    CooperationMember,
    Municipality,
    MunicipalityKind,
    Organisation,
    Project,
    ProjectStatus,
    Reuse,
    SizeClass,
    State,
    Technology,
    Territory,
    TerritoryKind,
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


def reuses(path):
    """Prefetch the published reuses behind a relation, with all that their words are made of, as ``known_…``."""
    rows = Reuse.objects.select_related("project", "from_municipality", "to_municipality")
    return published_related(path, rows, to_attr=f"known_{path}")


def reuse_texts(found):
    """What was taken over, what was changed for it, and who outside the model municipalities gave or took it."""
    for reuse in found:
        yield Field.DETAIL, reuse.subject
        yield Field.DETAIL, reuse.changes
        yield Field.PARTNER, reuse.from_name
        yield Field.PARTNER, reuse.to_name


def municipalities():
    territories = published_related("territories", Territory.objects)
    return Municipality.objects.published().prefetch_related(
        territories, reuses("reuses_given"), reuses("reuses_taken")
    )


def municipality_texts(municipality):
    yield Field.NAME, municipality.name
    yield Field.ALIAS, municipality.official_name
    yield Field.ALIAS, municipality.project_name
    for territory in municipality.territories.all():
        yield Field.ALIAS, territory.name
    yield Field.SUMMARY, municipality.summary
    yield Field.DETAIL, municipality.continuation
    yield from reuse_texts([*municipality.known_reuses_given, *municipality.known_reuses_taken])
    for state in municipality.federal_states:
        yield Field.PLACE, state.label


def municipality_names(municipality):
    towns = [territory.name for territory in municipality.territories.all()]
    return municipality_aliases(municipality.name, municipality.official_name, municipality.project_name, towns)


def projects():
    rows = Project.objects.published().only("title", "slug", "status", "start", "end", "summary")
    return rows.prefetch_related(reuses("reuses"))


def project_texts(project):
    yield Field.NAME, project.title
    yield Field.SUMMARY, project.summary
    yield from reuse_texts(project.known_reuses)
    for reuse in project.known_reuses:
        if reuse.to_municipality:
            yield Field.PARTNER, reuse.taker


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


CITY = (
    Q(kind=MunicipalityKind.CITY),
    Q(territories__kind=TerritoryKind.MUNICIPALITY, territories__population__gte=SizeClass.TOWN.bounds[0]),
)
DISTRICT = (Q(kind=MunicipalityKind.DISTRICT), Q(territories__kind=TerritoryKind.DISTRICT))  # then where one takes part
# What a municipality's reuses are told with: each of them published, or the reuse is not.
HUNG_ON = (
    (Reuse, ""),
    (Project, "__project"),
    (Municipality, "__from_municipality"),
    (Municipality, "__to_municipality"),
    (Cooperation, "__cooperation"),
)
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
        plurals=dict.fromkeys(("Kommunen", "Modellkommunen", "Gemeinden", "municipalities"), ())
        | dict.fromkeys(("Städte", "cities", "towns"), CITY)
        | dict.fromkeys(("Landkreise", "Kreise", "districts", "counties"), DISTRICT),
        related=(
            (Territory, "territories"),
            *((model, f"{side}{path}") for side in ("reuses_given", "reuses_taken") for model, path in HUNG_ON),
        ),
    ),
    Noun(
        type="project",
        segment="projekte",
        model=Project,
        label=_("Project"),
        plural=_("Projects"),
        queryset=projects,
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
        plurals={"Projekte": (), "projects": ()},
        ends=lambda project: last_day(project.end),
        dated=lambda project: project.start,
        related=(
            (Municipality, "municipalities"),
            (Territory, "municipalities__territories"),
            (Theme, "themes"),
            (Technology, "technologies"),
            (Organisation, "partners"),
            (Reuse, "reuses"),
            (Municipality, "reuses__from_municipality"),
            (Municipality, "reuses__to_municipality"),
            (Cooperation, "reuses__cooperation"),
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
        plurals={"Kooperationen": (), "cooperations": ()},
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
