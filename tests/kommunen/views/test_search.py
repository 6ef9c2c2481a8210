"""The search page and its suggestions."""

import re

import pytest

from kommunen.models import Synonym
from tests.factories import (
    CooperationFactory,
    MunicipalityFactory,
    ProjectFactory,
    TechnologyFactory,
    TerritoryFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def kiel():
    return MunicipalityFactory(name="Kiel", slug="kiel", territories=[TerritoryFactory(name="Kiel")])


def texts(response, pattern):
    return re.findall(pattern, response.content.decode())


def test_an_empty_question_explains(client):
    response = client.get("/suche/")

    assert response.status_code == 200
    assert texts(response, r'href="(/suche/\?q=[^"]+)"')[:2] == [
        "/suche/?q=Hochwasserwarnung",
        "/suche/?q=Kiel+Beteiligung",
    ]


def test_hits_stand_by_kind_the_best_kind_first_and_are_marked(client, kiel):
    ProjectFactory(title="Erster", summary="Eine <b>Drohne</b> fliegt.", municipalities=[kiel])
    CooperationFactory(title="Drohne")
    response = client.get("/suche/?q=Drohnen")

    assert texts(response, r'<h2 id="art-([a-z-]+)"') == ["kooperationen", "projekte"]
    assert "Eine &lt;b&gt;<mark>Drohne</mark>&lt;/b&gt; fliegt." in response.content.decode()
    assert texts(response, r"row__title[^>]*><a [^>]*>(.*?)</a>") == ["<mark>Drohne</mark>", "Erster"]
    assert texts(client.get("/kooperationen/?q=Drohne"), r"<a [^>]*>(<mark>.*?)</a>") == ["<mark>Drohne</mark>"]
    assert (
        "<mark>" not in client.get("/kooperationen/").content.decode()
    )  # what was drawn with marks is not kept for it


def test_where_it_was_found_is_said_when_it_is_not_obvious(client, kiel):
    ProjectFactory(title="Erster", municipalities=[kiel], technologies=[TechnologyFactory(name="LoRaWAN-Gateway")])
    response = client.get("/suche/?q=lorawan")

    assert "<mark>LoRaWAN</mark>-Gateway" in response.content.decode()


def test_one_kind_is_paged_and_a_page_beyond_the_last_leads_back(client, kiel):
    for number in range(21):
        ProjectFactory(title=f"Drohne {number}", municipalities=[kiel])

    assert len(client.get("/suche/?q=Drohne&art=projekte").context["sections"][0].rows) == 20
    assert len(client.get("/suche/?q=Drohne&art=projekte&page=2").context["sections"][0].rows) == 1
    assert client.get("/suche/?q=Drohne&art=projekte&page=3").status_code == 404
    assert client.get("/suche/?q=Drohne&art=projekte&page=drei").status_code == 404


def test_a_wrong_kind_is_refused(client, kiel):
    ProjectFactory(title="Drohne", municipalities=[kiel])
    response = client.get("/suche/?q=Drohne&art=quatsch")

    assert response.status_code == 400
    assert "sections" not in response.context


def test_of_repeated_parameters_the_last_counts(client, kiel):
    ProjectFactory(title="Drohne", municipalities=[kiel])

    assert client.get("/suche/?q=Pegel&q=Drohne").context["answer"].count == 1


def test_a_slip_a_long_question_and_nothing_found_are_told(client, kiel):
    ProjectFactory(title="Hochwasser", municipalities=[kiel])

    assert texts(client.get("/suche/?q=Hochwaser"), r"<strong>(.*?)</strong></a>\?") == ["Hochwasser"]
    assert client.get("/suche/", {"q": "Baum " * 100}).context["answer"].query.was_cut
    assert client.get("/suche/?q=Kernfusion").context["answer"].tried == [("Kernfusion", 0)]


def test_htmx_gets_the_results_alone(client, kiel):
    response = client.get("/suche/?q=Drohne", headers={"HX-Request": "true"})

    assert "<html" not in response.content.decode()
    assert "HX-Request" in response["Vary"]


@pytest.mark.parametrize("number", [1, 12])
def test_the_page_takes_as_many_queries_for_one_hit_as_for_many(client, kiel, django_assert_num_queries, number):
    for index in range(number):
        ProjectFactory(title=f"Drohne {index}", municipalities=[kiel])
    client.get("/suche/?q=Drohne")

    with django_assert_num_queries(4):  # what has changed; 2 search; marks
        client.get("/suche/?q=Drohne")


def test_suggestions_name_records_and_words_with_their_kind(client, kiel):
    ProjectFactory(title="Digitaler Zwilling", slug="zwilling", municipalities=[kiel])
    found = texts(client.get("/suche/vorschlaege/?q=zwil"), r'data-href="([^"]+)"')

    assert found == ["/suche/?q=Zwilling", "/projekte/zwilling/"]
    assert "/projekte/zwilling/" in texts(client.get('/suche/vorschlaege/?q="zwil'), r'data-href="([^"]+)"')
    assert texts(client.get("/suche/vorschlaege/?q=z"), "option") == []
    found = client.get("/suche/vorschlaege/?q=kie")  # its name, before the words that begin so
    assert texts(found, r'data-href="([^"]+)"') == ["/kommunen/kiel/"]
    assert texts(found, r'swap-oob="innerHTML">(.*?)<') == ["1 Vorschlag, wählbar mit den Pfeiltasten"]
    ProjectFactory(title="Kiesgrube", slug="kies", municipalities=[kiel])
    assert texts(client.get("/suche/vorschlaege/?q=kie"), r'data-href="([^"]+)"') == [
        "/kommunen/kiel/",
        "/suche/?q=Kiesgrube",
        "/projekte/kies/",
    ]


@pytest.mark.parametrize(("typed", "word"), [("zwiling", "Zwilling"), ("digitaler zwiling", "digitaler Zwilling")])
def test_where_nothing_begins_so_a_slip_is_mended_and_said_to_be(client, kiel, typed, word):
    ProjectFactory(title="Digitaler Zwilling", slug="zwilling", municipalities=[kiel])
    found = client.get("/suche/vorschlaege/", {"q": typed})

    assert texts(found, r'<span lang="de">([^<]+)</span> <span class="suggestions__kind">([^<]+)</span>') == [
        (word, "Suchen, Schreibweise berichtigt"),
        ("Digitaler Zwilling", "Projekt, Schreibweise berichtigt"),
    ]
    found = client.get("/suche/vorschlaege/?q=kiell")
    assert texts(found, r'data-href="([^"]+)"') == ["/kommunen/kiel/"]
    assert texts(client.get("/suche/vorschlaege/?q=zwi"), r'data-href="([^"]+)"') == [
        "/suche/?q=Zwilling",
        "/projekte/zwilling/",
    ]


def test_where_nothing_begins_so_other_words_for_it_are_suggested_if_anything_holds_them(client, kiel):
    ProjectFactory(title="Abfall", municipalities=[kiel])
    ThemeFactory(name="Digitale Netze", slug="netze", synonyms="Mobilfunk\n5G")
    for meaning in ("Abfall", "Leuchtturm"):
        Synonym.objects.create(word="Kehricht", meaning=meaning, state="published", checked_on="2026-11-22")
    shown = r'data-href="([^"]+)"><span lang="de">([^<]+)</span> <span class="suggestions__kind">([^<]+)</span>'

    assert [texts(client.get("/suche/vorschlaege/", {"q": typed}), shown) for typed in ("kehricht", "5g")] == [
        [("/suche/?q=Abfall", "Abfall", "Suchen, gleiche Bedeutung")],
        [("/themen/netze/", "Digitale Netze", "Thema, umfasst „5G“")],
    ]


def test_a_theme_that_is_also_called_so_is_suggested_first(client, kiel):
    theme = ThemeFactory(name="Künstliche Intelligenz", synonyms="KI\nKI-Anwendung")
    for number in range(9):
        ProjectFactory(title=f"Kiste {number}", municipalities=[kiel])

    suggestions = client.get("/suche/vorschlaege/?q=ki").context["suggestions"]

    assert suggestions[0][0].text == theme.name
    assert len(suggestions) == 8


def test_suggestions_take_four_queries(client, kiel, django_assert_num_queries):
    for title in ("Digitaler Zwilling", "Zwillinge"):
        ProjectFactory(title=title, municipalities=[kiel])
    client.get("/suche/vorschlaege/?q=zwil")  # what processes keep is read now

    with django_assert_num_queries(4):  # changes; words; names; their documents
        client.get("/suche/vorschlaege/?q=zwil")


def test_editors_change_what_is_found(client, kiel):
    ProjectFactory(title="Abfall", municipalities=[kiel])
    assert client.get("/suche/?q=Kehricht").context["answer"].count == 0

    Synonym.objects.create(word="Kehricht", meaning="Abfall", state="published", checked_on="2026-11-22")

    assert client.get("/suche/?q=Kehricht").context["answer"].count == 1
