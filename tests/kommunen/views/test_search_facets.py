"""Facets over hits of all kinds: the same values, counts and faults as in the lists, on page and API."""

import pytest

from kommunen.filters.everything import SearchFilter
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def drones():
    """Two municipalities, three projects, a cooperation and a theme, all about drones."""
    north = make.TerritoryFactory(key="01002000", name="Kiel", federal_state="SH")
    kiel = make.MunicipalityFactory(name="Kiel", slug="kiel", summary="Drohnen über dem Hafen.", territories=[north])
    south = make.TerritoryFactory(key="09461000", name="Bamberg", federal_state="BY")
    bamberg = make.MunicipalityFactory(name="Bamberg", slug="bamberg", territories=[south])
    ki, klima = make.ThemeFactory(slug="ki", name="KI"), make.ThemeFactory(slug="klima", name="Klima")
    make.ProjectFactory(title="Drohne A", slug="a", municipalities=[kiel], themes=[ki], status="planned")
    make.ProjectFactory(title="Drohne B", slug="b", municipalities=[kiel], themes=[klima], status="in_operation")
    make.ProjectFactory(title="Drohne C", slug="c", municipalities=[bamberg], themes=[ki], status="in_operation")
    make.CooperationFactory(title="Drohnenverbund", slug="verbund", members=[kiel, bamberg], themes=[ki])
    make.ThemeFactory(slug="drohnen", name="Drohnen")


def found(client, question):
    """What page and API find, which must be the same: the slugs."""
    page = client.get(f"/suche/?{question}")
    assert page.status_code == 200
    slugs = [hit.slug for hit in page.context["answer"].hits]
    answer = client.get(f"/api/v1/search/?{question}&page_size=200").json()
    assert (answer["count"], [hit["slug"] for hit in answer["results"]]) == (len(slugs), slugs)
    return set(slugs)


def offered(client, question):
    """What the facets offer: {facet: {value: count}}."""
    options = client.get(f"/suche/?{question}").context["view"].filterset.facet_options()
    return {field.name: {one.value: one.count for one in [*first, *more]} for field, first, more in options}


def test_values_of_a_facet_are_or_facets_are_and_kinds_that_do_not_know_one_are_left_out(client):
    assert found(client, "q=Drohne") == {"a", "b", "c", "kiel", "verbund", "drohnen"}
    assert found(client, "q=Drohne&thema=ki") == {"a", "c", "kiel", "verbund"}
    assert found(client, "q=Drohne&thema=ki&thema=klima") == {"a", "b", "c", "kiel", "verbund"}
    assert found(client, "q=Drohne&thema=ki&land=SH") == {"a", "kiel", "verbund"}
    assert found(client, "q=Drohne&status=in_operation") == {"b", "c"}
    assert found(client, "q=Drohne&status=in_operation&kooperation=ja") == set()


def test_counts_say_what_a_click_gives_and_nothing_without_hits_is_offered(client):
    everything = offered(client, "q=Drohne")
    assert everything["thema"] == {"ki": 4, "klima": 2}
    assert everything["status"] == {"planned": 1, "in_operation": 2}
    assert everything["land"] == {"SH": 4, "BY": 2}
    assert everything["kooperation"] == {"ja": 1}
    for facet, values in offered(client, "q=Drohne&land=SH").items():
        for value, count in values.items():
            if facet != "land":
                assert len(found(client, f"q=Drohne&land=SH&{facet}={value}")) == count > 0
    assert offered(client, "q=Drohne&art=projekte")["thema"] == {"ki": 2, "klima": 1}
    tabs = client.get("/suche/?q=Drohne&thema=ki").context["tabs"]
    assert {noun.type: count for noun, count in tabs} == {"municipality": 1, "project": 2, "cooperation": 1}


def test_a_click_adds_also_from_kinds_of_which_none_has_what_is_chosen(client):
    both = found(client, "q=Drohne&land=BY&land=SH")

    assert offered(client, "q=Drohne&land=BY")["land"]["SH"] == len(both)
    assert "kiel" in both - found(client, "q=Drohne&land=BY")


def test_a_facet_that_only_some_kinds_know_says_so(client):
    notes = client.get("/en/suche/?q=Drohne").context["view"].filterset.notes

    assert notes["status"] == "Only: Projects"
    assert "status" not in client.get("/suche/?q=Drohne&art=projekte").context["view"].filterset.notes


def test_what_is_chosen_can_be_taken_away_and_the_address_shared(client):
    text = client.get("/suche/?q=Drohne&thema=ki&land=SH&page=1").content.decode()

    assert 'href="?q=Drohne&amp;land=SH"' in text
    assert 'href="?q=Drohne&amp;thema=ki"' in text
    assert 'href="?q=Drohne"' in text
    assert 'name="q" value="Drohne"' in text.partition('id="filter"')[2]
    one_kind = client.get("/suche/?q=Drohne&thema=ki&art=projekte").content.decode()
    assert 'href="/projekte/?q=Drohne&amp;thema=ki"' in one_kind


@pytest.mark.parametrize("wrong", ["thema=unsinn", "land=XX", "groesse=riesig&land=SH", "technik=a&thema=b"])
def test_an_unknown_value_is_named_and_shows_no_row(client, wrong):
    names = [part.partition("=")[0] for part in wrong.split("&") if part != "land=SH"]
    page, api = client.get(f"/suche/?q=Drohne&{wrong}"), client.get(f"/api/v1/search/?q=Drohne&{wrong}")

    assert (page.status_code, api.status_code) == (400, 400)
    assert sorted(api.json()["errors"]) == sorted(page.context["view"].filterset.form.errors) == sorted(names)
    assert "sections" not in page.context
    assert all(f'id="id_{name}-error"' in page.content.decode() for name in names)


def test_filters_that_leave_nothing_lead_back_and_words_alone_decide_what_was_tried(client):
    page = client.get("/en/suche/?q=Drohne&status=planned&land=BY")

    assert "Nothing fits these filters." in page.content.decode()
    assert 'href="?q=Drohne">Search without filters' in page.content.decode()
    assert "Nothing was found" in client.get("/en/suche/?q=Kernfusion&land=BY").content.decode()


def test_htmx_gets_results_and_the_filter_anew(client):
    text = client.get("/suche/?q=Drohne&land=SH", headers={"HX-Request": "true"}).content.decode()

    assert "<html" not in text
    assert 'id="filter-body" data-hx-swap-oob="true"' in text
    assert 'data-hx-swap-oob="innerHTML:#announcement"' in text


def test_facets_cost_the_same_queries_however_many_are_chosen(client, django_assert_num_queries):
    client.get("/api/v1/search/?q=Drohne&land=SH")

    with django_assert_num_queries(4):  # what has changed, the search, its rows
        client.get("/api/v1/search/?q=Drohne&land=SH")
    with django_assert_num_queries(4):  # what has changed, the search, its rows
        client.get("/api/v1/search/?q=Drohne&land=SH&land=BY&thema=ki&status=in_operation&groesse=bis-100000")


def test_a_question_may_be_asked_without_an_address_as_processes_do_before_their_first_visitor():
    question = SearchFilter({"q": "Drohne"}, "art", {})

    assert question.is_valid()
    assert question.counts("thema") == {"ki": 4, "klima": 2}  # with Kiel, where both are
