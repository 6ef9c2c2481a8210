"""Lists: what they filter, how many queries they take, what they answer to a wrong question."""

import re
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
    "/nachnutzung/": (4, lambda: make.ReuseFactory(project=make.ProjectFactory())),
    "/themen/": (4, make.ThemeFactory),
    "/kongresse/": (5, lambda: make.AttendanceFactory().congress),
}


@pytest.mark.once
@pytest.mark.parametrize("address", LISTS)
@pytest.mark.parametrize("count", [1, 30])
def test_a_list_takes_the_same_few_queries_however_many_rows(client, django_assert_max_num_queries, address, count):
    most, create = LISTS[address]
    for record in [create() for _number in range(count)]:
        make.SourceFactory.create_batch(2, record=record)

    client.get(address)  # counts the facets once per change of the data

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

    response = client.get("/kooperationen/?ansicht=tabelle&sort=titel")
    assert [one.slug for one in response.context["cooperations"]] == ["dauerhaft"]
    assert response.context["view"].filterset.hidden == 1
    assert "?ansicht=tabelle&amp;sort=titel&amp;art=event" in response.content.decode()  # what was asked stays asked
    assert shown(client, "/kooperationen/?ansicht=tabelle&sort=titel&art=event", "cooperations") == {"treffen"}


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


def test_fields_left_empty_do_not_stay_in_the_address(client):
    for asked, kept in [
        ("/projekte/?q=&thema=&sort=", "/projekte/"),
        ("/projekte/?q=&status=unknown&thema=&sort=titel", "/projekte/?status=unknown&sort=titel"),
        ("/en/netzwerk/?kommune=&linien=1", "/en/netzwerk/?linien=1"),
        ("/netzwerk/verbunden/?a=aalen&b=bonn&thema=", "/netzwerk/verbunden/?a=aalen&b=bonn"),
    ]:
        assert client.get(asked).headers["Location"] == kept
    assert "Location" not in client.get("/projekte/?q=", headers={"HX-Request": "true"}).headers  # the script did it
    assert "Location" not in client.get("/netzwerk/verbunden/?a=&b=").headers  # the form says what is missing


def test_equal_titles_keep_one_order(client):
    projects = make.ProjectFactory.create_batch(5, title="Datenplattform")

    for order in ["titel", "-titel"]:
        paginator = client.get(f"/projekte/?sort={order}").context["page_obj"].paginator
        assert paginator.object_list.queryset.query.order_by[-1] == "pk"
        assert list(paginator.object_list) == projects


def test_an_empty_list_says_what_to_do(client):
    text = client.get("/en/projekte/?q=gibtesnicht").content.decode()

    assert "Nothing fits these filters." in text


def offered(client, address):
    """What the facets of a list offer: {facet: {value: count}}."""
    options = client.get(address).context["view"].filterset.facet_options()
    return {field.name: {one.value: one.count for one in [*first, *more]} for field, first, more in options}


def test_counts_show_what_a_click_would_give(client):
    ki, klima = make.ThemeFactory(slug="ki"), make.ThemeFactory(slug="klima")
    make.ThemeFactory(slug="leer")
    make.ProjectFactory(themes=[ki], status=ProjectStatus.IN_OPERATION)
    make.ProjectFactory(themes=[ki, klima], status=ProjectStatus.PLANNED)

    assert offered(client, "/projekte/")["thema"] == {"ki": 2, "klima": 1}
    narrowed = offered(client, "/projekte/?status=in_operation")
    assert narrowed["thema"] == {"ki": 1}
    assert narrowed["status"] == {"planned": 2, "in_operation": 1}  # with "planned" both are shown; the chosen has one
    assert client.get("/projekte/?status=in_operation&status=planned").context["page_obj"].paginator.count == 2
    assert offered(client, "/projekte/?thema=klima&status=in_operation")["thema"] == {"klima": 0, "ki": 1}


def test_counts_follow_every_change_at_once(client):
    project = make.ProjectFactory(status=ProjectStatus.PLANNED)
    assert offered(client, "/projekte/")["status"] == {"planned": 1}

    project.status = ProjectStatus.COMPLETED
    project.save()
    assert offered(client, "/projekte/")["status"] == {"completed": 1}

    project.themes.add(make.ThemeFactory(slug="ki"))
    assert offered(client, "/projekte/")["thema"] == {"ki": 1}


def test_a_long_facet_offers_its_most_frequent_values_and_a_way_to_the_rest(client):
    many = [make.TechnologyFactory(slug=f"technik-{number}") for number in range(20)]
    make.ProjectFactory(technologies=many)
    make.ProjectFactory(technologies=many[:1])

    found = {
        field.name: (len(first), len(more), first[0].value)
        for field, first, more in client.get("/projekte/").context["view"].filterset.facet_options()
        if first
    }
    assert found["technik"] == (10, 10, "technik-0")
    assert client.get("/projekte/?alle=technik").content.decode().count('name="technik"') == 20


def test_the_nearest_come_first_and_an_unknown_place_is_a_fault(client):
    places = {"bamberg": (49.89, 10.89), "wuerzburg": (49.79, 9.93), "kiel": (54.32, 10.14)}
    for slug, (latitude, longitude) in places.items():
        unit = make.TerritoryFactory(name=slug.title(), latitude=latitude, longitude=longitude)
        make.MunicipalityFactory(slug=slug, name=slug.title(), territories=[unit])
    make.MunicipalityFactory(slug="ohne-ort", territories=[])

    unit = make.TerritoryFactory(name="Landkreis Öhringen", latitude=49.2, longitude=9.5)
    make.MunicipalityFactory(slug="hohenlohe", name="Hohenlohe", territories=[unit])
    for spelt in ("Öhringen", "öhringen", "Oehringen", "OEHRINGEN", "Landkreis Öhringen"):
        assert client.get("/kommunen/", {"nahe": spelt}).context["municipalities"][0].slug == "hohenlohe", spelt
    unit.delete()
    rows = client.get("/kommunen/?nahe=Bamberg").context["municipalities"]

    assert [(row.slug, round(row.distance_km, -1)) for row in rows] == [
        ("bamberg", 0),
        ("wuerzburg", 70),
        ("kiel", 500),
    ]
    html = client.get("/kommunen/?nahe=bamberg").content.decode()
    assert re.findall(r"row__distance..(.*?)<", html) == [
        "weniger als 1 km entfernt",
        "70 km entfernt",
        "496 km entfernt",
    ]
    assert "nach Entfernung von Bamberg sortiert (Luftlinie)" in html
    assert re.findall(r"</span>([^<]*) <span class=.chip__cross", html) == ["nahe Bamberg"]
    assert "row__distance" not in client.get("/kommunen/").content.decode()
    response = client.get("/kommunen/?nahe=Atlantis")
    assert (response.status_code, list(response.context["view"].filterset.errors)) == (400, ["nahe"])


@pytest.mark.parametrize("view", ["liste", "tabelle", "karte"])
@pytest.mark.parametrize("name", ["kommunen", "projekte", "kooperationen"])
def test_a_list_is_shown_as_list_table_or_map(client, name, view):
    kiel = make.MunicipalityFactory(name="Kiel")
    make.ProjectFactory(municipalities=[kiel])
    make.CooperationFactory(members=[kiel])

    response = client.get(f"/{name}/?ansicht={view}")

    assert response.status_code == 200
    assert "Kiel" in response.content.decode()
    assert client.get(f"/{name}/?ansicht=quer").status_code == 400
