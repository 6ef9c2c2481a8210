"""What the search found, as a table and on the map: the hits of the list, in the order of the files."""

import csv
import re

import pytest

from kommunen.models import PublicationState
from tests import factories as make

pytestmark = pytest.mark.django_db
TITLE = r'<th scope="row"[^>]*><a href="([^"]+)"'


@pytest.fixture
def towns():
    """Kiel and Bamberg, with three projects on drones, a cooperation of both, a theme and a congress."""
    found = []
    for name, latitude, longitude, key, state in [
        ("Kiel", 54.32, 10.14, "01002000", "SH"),
        ("Bamberg", 49.89, 10.89, "09461000", "BY"),
    ]:
        where = {"latitude": latitude, "longitude": longitude, "key": key, "federal_state": state}
        unit = make.TerritoryFactory(name=name, **where)
        found.append(make.MunicipalityFactory(name=name, slug=name.lower(), territories=[unit]))
    kiel, bamberg = found
    theme = make.ThemeFactory(name="Drohnen", slug="drohnen")
    for number, own in enumerate([[kiel], [kiel, bamberg], [kiel]]):
        make.ProjectFactory(title=f"Drohne {number}", slug=f"drohne-{number}", municipalities=own, themes=[theme])
    make.CooperationFactory(title="Drohnenverbund", slug="drohnenverbund", members=found)
    make.CongressFactory(title="Drohnenkongress", slug="drohnenkongress", place="Jena")
    return found


def addresses(response):
    return re.findall(TITLE, response.content.decode())


def in_file(client, question):
    file = client.get(f"/suche/?{question}&format=csv")
    lines = b"".join(file.streaming_content).decode("utf-8-sig").splitlines()
    rows = list(csv.reader(lines, delimiter=";" if ";" in lines[0] else ","))
    return [
        next(cell for cell in row if cell.startswith("http")).partition("//")[2].partition("/")[2] for row in rows[1:]
    ]


@pytest.mark.parametrize("question", ["q=Drohne", "q=Drohne&art=projekte", "q=Drohne&land=BY", "q=Drohne+Bamberg"])
def test_the_table_has_the_rows_of_the_list_and_the_files_in_their_order(client, towns, question):
    table = client.get(f"/suche/?{question}&ansicht=tabelle")
    lists = re.findall(r'row__title[^>]*><a href="([^"]+)"', client.get(f"/suche/?{question}").content.decode())

    assert [address.lstrip("/") for address in addresses(table)] == in_file(client, question)
    assert addresses(table) == lists  # no kind has more than the list shows at first
    assert table.context["count"] == len(lists) > 0
    assert 'href="?' + question.replace("&", "&amp;") in table.content.decode()  # the switch keeps the question


@pytest.mark.parametrize(
    ("language", "cells"),
    [
        ("", ["Projekt", "Kooperation", "Kongress", "Thema", "Bamberg und Kiel", "Jena"]),
        ("/en", ["Project", "Cooperation", "Congress", "Theme", "Jena"]),
    ],
)
def test_the_table_says_of_each_hit_what_it_is_and_where(client, towns, language, cells):
    html = client.get(f"{language}/suche/?q=Drohne&ansicht=tabelle").content.decode()

    for cell in cells:
        assert f"<td>{cell}</td>" in html


def test_the_table_goes_on_over_pages_and_ends_with_the_last(client, towns):
    for number in range(20):
        make.ProjectFactory(title=f"Pegel {number}", municipalities=towns)
    make.CooperationFactory(title="Pegelverbund")
    pages = [client.get(f"/suche/?q=Pegel&ansicht=tabelle&page={number}") for number in (1, 2)]

    assert [len(addresses(page)) for page in pages] == [20, 1]
    assert len({*addresses(pages[0]), *addresses(pages[1])}) == 21
    assert "page=2" in pages[0].content.decode()
    beyond = client.get("/suche/?q=Pegel&ansicht=tabelle&page=3")
    assert (beyond.status_code, "page=2" in beyond.content.decode()) == (404, True)


def test_the_map_shows_the_municipalities_with_the_number_of_their_hits_and_the_same_below_it(client, towns):
    response = client.get("/suche/?q=Drohne&ansicht=karte")
    html = response.content.decode()

    assert {place.slug: place.counted for place in response.context["places"]} == {"kiel": 4, "bamberg": 2}
    assert response.context["elsewhere"] == 2  # the theme and the congress
    assert 'aria-label="Kiel, 4 Treffer"' in html
    assert "2 Treffer gehören zu keiner Modellkommune" in html
    assert html.count("map__point") == 2
    assert sorted(addresses(response)) == ["/kommunen/bamberg/", "/kommunen/kiel/"]
    assert 'aria-label="Kiel, 4 results"' in client.get("/en/suche/?q=Drohne&ansicht=karte").content.decode()


def test_the_map_follows_kind_filters_and_what_is_public_and_draws_lines_on_demand(client, towns):
    _kiel, bamberg = towns
    only = client.get("/suche/?q=Drohne&ansicht=karte&art=projekte&land=BY").context
    assert {place.slug: place.counted for place in only["places"]} == {"kiel": 1, "bamberg": 1}
    lines = client.get("/suche/?q=Drohne&ansicht=karte&linien=1")
    assert lines.context["ties"].links
    assert 'class="map__lines"' in lines.content.decode()

    bamberg.state = PublicationState.DRAFT
    bamberg.save()
    assert [place.slug for place in client.get("/suche/?q=Drohne&ansicht=karte").context["places"]] == ["kiel"]


def test_hits_that_lie_nowhere_make_no_map_but_say_so(client, towns):
    html = client.get("/suche/?q=Drohne&art=themen&ansicht=karte").content.decode()

    assert "<svg viewBox" not in html.partition("<main")[2]
    assert "1 Treffer gehört zu keiner Modellkommune" in html


def test_many_municipalities_are_shown_as_federal_states(client, towns, monkeypatch):
    monkeypatch.setattr("kommunen.network.states.MOST", 1)
    response = client.get("/suche/?q=Drohne&ansicht=karte")

    assert {one.state.value: one.projects for one in response.context["places"]} == {"SH": 4, "BY": 2}
    assert "Schleswig-Holstein, 4 Treffer" in response.content.decode()


@pytest.mark.parametrize("number", [1, 12])
@pytest.mark.parametrize(("display", "queries"), [("tabelle", 4), ("karte", 7)])
def test_each_takes_as_many_queries_for_one_hit_as_for_many(
    client, towns, django_assert_num_queries, number, display, queries
):
    for index in range(number):
        make.ProjectFactory(title=f"Pegel {index}", municipalities=towns)
    client.get(f"/suche/?q=Pegel&ansicht={display}")

    with django_assert_num_queries(queries):  # changes, 2 search, marks; or: where of projects, places, their parts
        client.get(f"/suche/?q=Pegel&ansicht={display}")


def test_htmx_gets_the_table_alone_and_filtering_keeps_it(client, towns):
    html = client.get("/suche/?q=Drohne&ansicht=tabelle", headers={"HX-Request": "true"}).content.decode()
    page = client.get("/suche/?q=Drohne&ansicht=tabelle&land=BY&thema=drohnen").content.decode()

    assert "<html" not in html
    assert "<table" in html
    assert '<input type="hidden" name="ansicht" value="tabelle"' in page
    assert 'href="?q=Drohne&amp;ansicht=tabelle"' in page  # all filters taken away


def test_the_api_knows_the_parameter_as_the_lists_do(client, towns):
    assert client.get("/api/v1/search/?q=Drohne&ansicht=tabelle").status_code == 200
    assert client.get("/api/v1/search/?q=Drohne&ansicht=quer").status_code == 400
