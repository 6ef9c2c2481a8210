"""A filter finds nothing through what is not published, and counts and lists agree on it."""

import pytest

from kommunen.models import PublicationState
from tests import factories as make

pytestmark = pytest.mark.django_db
DRAFT = {"state": PublicationState.DRAFT}


def project_on_a_theme():
    theme, municipality = make.ThemeFactory(slug="wasser"), make.MunicipalityFactory()
    make.ProjectFactory(municipalities=[municipality], themes=[theme], **DRAFT)


def membership_of_a_hidden_municipality():
    make.CooperationFactory(members=[make.MunicipalityFactory(name="Geheim", **DRAFT)])


def hidden_membership():
    kiel = make.MunicipalityFactory(slug="kiel")
    make.CooperationMemberFactory(cooperation=make.CooperationFactory(), municipality=kiel, **DRAFT)


def hidden_session():
    make.SessionFactory(congress=make.CongressFactory(), title="Geheim", **DRAFT)


def hidden_attendance():
    make.AttendanceFactory(municipality=make.MunicipalityFactory(slug="kiel"), **DRAFT)


def project_of_a_hidden_municipality():
    make.ProjectFactory(municipalities=[make.MunicipalityFactory(name="Geheim", population=5000, **DRAFT)])


def municipality_with_a_hidden_unit():
    unit = make.TerritoryFactory(name="Geheim", key="01002000", federal_state="SH", **DRAFT)
    make.MunicipalityFactory(territories=[unit])


@pytest.mark.parametrize(
    ("build", "address"),
    [
        (project_on_a_theme, "/kommunen/?thema=wasser"),
        (membership_of_a_hidden_municipality, "/kooperationen/?q=geheim"),
        (hidden_membership, "/kooperationen/?kommune=kiel"),
        (hidden_membership, "/kooperationen/?land=BY"),
        (hidden_session, "/kongresse/?q=geheim"),
        (hidden_attendance, "/kongresse/?kommune=kiel"),
        (project_of_a_hidden_municipality, "/projekte/?q=geheim"),
        (project_of_a_hidden_municipality, "/projekte/?land=BY"),
        (project_of_a_hidden_municipality, "/projekte/?groesse=bis-20000"),
        (municipality_with_a_hidden_unit, "/kommunen/?q=geheim"),
        (municipality_with_a_hidden_unit, "/kommunen/?land=SH"),
    ],
)
def test_nothing_is_found_through_a_draft(client, build, address):
    build()

    context = client.get(address).context

    assert context["page_obj"].paginator.count == 0
    assert list(context["object_list"]) == []


def test_a_funding_that_ends_with_the_year_comes_after_its_months_and_an_unknown_end_last(client):
    for end in ["2026", "", "2026-08"]:
        make.MunicipalityFactory(funding_end=end)

    answers = [client.get(f"/api/v1/municipalities/?sort={sort}").json() for sort in ["foerderende", "-foerderende"]]

    ends = [[row["funding_end"] for row in answer["results"]] for answer in answers]
    assert ends == [["2026-08", "2026", None], ["2026", "2026-08", None]]


@pytest.mark.parametrize("sort", ["", ",", "titel,", ",-beginn"])
def test_an_empty_part_of_the_order_asks_for_nothing(client, sort):
    make.ProjectFactory(slug="p")

    assert [row["slug"] for row in client.get("/api/v1/projects/", {"sort": sort}).json()["results"]] == ["p"]
