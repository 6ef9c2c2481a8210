"""Lists: what they filter, how many queries they take, what they answer to a wrong question."""

from datetime import date

import pytest
from django.utils import timezone

from kommunen.models import CooperationKind, ProjectStatus
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def today(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda: date(2026, 11, 22))


def shown(client, address, name):
    return {record.slug for record in client.get(address).context[name]}


LISTS = {
    "/kommunen/": (6, make.MunicipalityFactory),
    "/projekte/": (8, lambda: make.ProjectFactory(themes=[make.ThemeFactory()])),
    "/kooperationen/": (8, lambda: make.CooperationFactory(members=[make.MunicipalityFactory()])),
    "/ki-daten/": (5, lambda: make.TrainingDataFactory(themes=[make.ThemeFactory()])),
    "/themen/": (1, make.ThemeFactory),
    "/kongresse/": (4, lambda: make.AttendanceFactory().congress),
}


@pytest.mark.parametrize("address", LISTS)
@pytest.mark.parametrize("count", [1, 30])
def test_a_list_takes_the_same_few_queries_however_many_rows(client, django_assert_max_num_queries, address, count):
    most, create = LISTS[address]
    for record in [create() for _number in range(count)]:
        make.SourceFactory.create_batch(2, record=record)

    with django_assert_max_num_queries(most):
        assert client.get(address).status_code == 200


def test_several_values_of_one_facet_are_or_and_facets_are_and(client):
    ki, klima = make.ThemeFactory(slug="ki"), make.ThemeFactory(slug="klima")
    make.ProjectFactory(slug="a", themes=[ki], status=ProjectStatus.IN_OPERATION)
    make.ProjectFactory(slug="b", themes=[klima], status=ProjectStatus.IN_OPERATION)
    make.ProjectFactory(slug="c", themes=[ki, klima], status=ProjectStatus.PLANNED)

    assert shown(client, "/projekte/?thema=ki", "projects") == {"a", "c"}
    assert shown(client, "/projekte/?thema=ki&thema=klima", "projects") == {"a", "b", "c"}
    assert shown(client, "/projekte/?thema=ki&status=in_operation", "projects") == {"a"}


def test_a_project_of_two_municipalities_in_the_same_state_is_one_row(client):
    two = make.MunicipalityFactory.create_batch(2)
    make.ProjectFactory(slug="a", municipalities=two)

    assert [project.slug for project in client.get("/projekte/?land=BY&staffel=2").context["projects"]] == ["a"]


def test_municipalities_are_filtered_by_size_state_round_and_cooperation(client):
    north = make.TerritoryFactory(key="01002000", federal_state="SH")
    kiel = make.MunicipalityFactory(slug="kiel", population=246_794, territories=[north])
    make.MunicipalityFactory(slug="klein", population=19_999)
    make.MunicipalityFactory(slug="gerade", population=20_000)
    make.MunicipalityFactory(slug="unbekannt", population=None)
    make.CooperationFactory(members=[kiel])
    make.CooperationFactory(kind=CooperationKind.EVENT, members=[make.MunicipalityFactory(slug="nur-begegnung")])

    assert shown(client, "/kommunen/?groesse=bis-20000", "municipalities") == {"klein"}
    assert shown(client, "/kommunen/?groesse=bis-500000", "municipalities") == {"kiel"}
    assert shown(client, "/kommunen/?land=SH", "municipalities") == {"kiel"}
    assert shown(client, "/kommunen/?kooperation=ja", "municipalities") == {"kiel"}
    assert "nur-begegnung" in shown(client, "/kommunen/?kooperation=nein", "municipalities")


def test_a_stated_year_of_funding_ends_on_its_last_day(client, today):
    for slug, end in [("vorbei", "2025"), ("jahr", "2026"), ("mai", "2027-05"), ("fern", "2029"), ("offen", "")]:
        make.MunicipalityFactory(slug=slug, funding_end=end)

    assert shown(client, "/kommunen/?foerderende=beendet", "municipalities") == {"vorbei"}
    assert shown(client, "/kommunen/?foerderende=6", "municipalities") == {"jahr"}
    assert shown(client, "/kommunen/?foerderende=12", "municipalities") == {"jahr", "mai"}
    assert shown(client, "/kommunen/?foerderende=unbekannt", "municipalities") == {"offen"}
    assert shown(client, "/kommunen/?foerderende=beendet&foerderende=6", "municipalities") == {"vorbei", "jahr"}


def test_one_off_meetings_are_left_out_unless_asked_for_and_the_page_says_so(client):
    make.CooperationFactory(slug="dauerhaft")
    make.CooperationFactory(slug="treffen", kind=CooperationKind.EVENT)

    response = client.get("/kooperationen/")
    assert [one.slug for one in response.context["cooperations"]] == ["dauerhaft"]
    assert response.context["hidden_meetings"] == 1
    assert shown(client, "/kooperationen/?art=event", "cooperations") == {"treffen"}


@pytest.mark.parametrize(
    "question",
    ["thema=gibt-es-nicht", "status=halb", "land=XX", "staffel=9", "kommune=nirgends", "sort=laune", "foerderende=7"],
)
def test_a_wrong_value_never_widens_the_list(client, question):
    make.ProjectFactory()

    response = client.get(f"/projekte/?{question}")

    assert response.status_code == 400
    assert list(response.context["projects"]) == []
    assert list(response.context["view"].filterset.errors) == [question.split("=")[0]]
    assert client.get(f"/projekte/?{question}&format=csv").status_code == 400


def test_a_page_beyond_the_last_links_to_the_last(client):
    make.ProjectFactory.create_batch(30)

    response = client.get("/projekte/?page=99&status=unknown")

    assert response.status_code == 404
    assert 'href="?page=2&amp;status=unknown"' in response.content.decode()
    assert client.get("/projekte/?page=zwei").status_code == 404


def test_htmx_gets_the_results_alone_and_a_browser_the_whole_page(client):
    whole = client.get("/projekte/").content.decode()
    alone = client.get("/projekte/", headers={"HX-Request": "true"})
    boosted = client.get("/projekte/", headers={"HX-Request": "true", "HX-Boosted": "true"}).content.decode()

    assert "<html" in whole
    assert "<html" not in alone.content.decode()
    assert "<html" in boosted
    assert "HX-Request" in alone["Vary"]


def test_an_empty_list_says_what_to_do(client):
    text = client.get("/en/projekte/?q=gibtesnicht").content.decode()

    assert "Nothing fits these filters." in text
