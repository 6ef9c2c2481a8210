"""What hangs on something unpublished is not shown with it, nor shows it."""

import pytest

from kommunen.models import PublicationState
from tests import factories

pytestmark = pytest.mark.django_db
DRAFT = {"state": PublicationState.DRAFT}


def row(client, noun, record, key="slug"):
    return client.get(f"/api/v1/{noun}/{getattr(record, key)}/").json()


def test_project_names_only_published_relations(client):
    project = factories.ProjectFactory(
        municipalities=[factories.MunicipalityFactory(**DRAFT)],
        themes=[factories.ThemeFactory(**DRAFT)],
        technologies=[factories.TechnologyFactory(**DRAFT)],
        partners=[factories.OrganisationFactory(**DRAFT)],
    )

    found = row(client, "projects", project)

    names = ("municipalities", "themes", "technologies", "partners")
    assert [found[name] for name in names] == [[], [], [], []]


def test_municipality_names_only_published_round_and_territories(client):
    municipality = factories.MunicipalityFactory(
        round=factories.FundingRoundFactory(number=3, **DRAFT), territories=[factories.TerritoryFactory(**DRAFT)]
    )

    found = row(client, "municipalities", municipality)

    assert [found[name] for name in ("round", "territories", "federal_states")] == [None, [], []]


def test_cooperation_names_only_published_members(client):
    cooperation = factories.CooperationFactory(themes=[factories.ThemeFactory(**DRAFT)])
    factories.CooperationMemberFactory(cooperation=cooperation, **DRAFT)
    factories.CooperationMemberFactory(cooperation=cooperation, municipality=factories.MunicipalityFactory(**DRAFT))
    shown = factories.CooperationMemberFactory(cooperation=cooperation)

    found = row(client, "cooperations", cooperation)

    assert found["themes"] == []
    assert [member["municipality"]["slug"] for member in found["members"]] == [shown.municipality.slug]


def test_training_data_of_an_unpublished_municipality_are_not_there(client):
    record = factories.TrainingDataFactory(municipality=factories.MunicipalityFactory(**DRAFT))

    assert client.get("/api/v1/training-data/").json()["count"] == 0
    assert client.get(f"/api/v1/training-data/{record.slug}/").status_code == 404


@pytest.mark.parametrize(
    ("name", "factory"),
    [
        ("project", factories.ProjectFactory),
        ("from_municipality", factories.MunicipalityFactory),
        ("to_municipality", factories.MunicipalityFactory),
        ("cooperation", factories.CooperationFactory),
    ],
)
def test_reuse_that_hangs_on_something_unpublished_is_not_there(client, name, factory):
    factories.ReuseFactory(**{name: factory(**DRAFT)})
    shown = factories.ReuseFactory(project=factories.ProjectFactory(title="Mängelmelder"))

    rows = client.get("/api/v1/reuses/").json()["results"]

    assert [reuse["project"]["slug"] for reuse in rows] == [shown.project.slug]


def test_congress_names_only_what_is_published(client):
    hidden = factories.MunicipalityFactory(**DRAFT)
    congress = factories.CongressFactory(host=hidden)
    factories.SessionFactory(congress=congress, **DRAFT)
    factories.OutcomeFactory(congress=congress, **DRAFT)
    factories.AttendanceFactory(congress=congress, **DRAFT)
    factories.AttendanceFactory(congress=congress, municipality=hidden)
    shown = factories.SessionFactory(
        congress=congress, municipalities=[hidden], themes=[factories.ThemeFactory(**DRAFT)]
    )

    found = row(client, "congresses", congress)

    assert [found[name] for name in ("host", "outcomes", "attendances")] == [None, [], []]
    assert [(one["title"], one["municipalities"], one["themes"]) for one in found["sessions"]] == [
        (shown.title, [], [])
    ]
