"""Whatever stands in an address: an answer or a named fault, never an error, and never more rows than asked for."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import factories as make

pytestmark = [pytest.mark.once, pytest.mark.django_db]
PATIENT = settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
PAGES = ["/suche/", "/projekte/", "/kommunen/", "/kooperationen/", "/karte/", "/ki-daten/", "/themen/", "/kongresse/"]
PROGRAMS = ["/api/v1/search/", "/api/v1/projects/", "/api/v1/municipalities/", "/projekte/?format=csv"]
NAMES = [
    "q",
    "thema",
    "land",
    "groesse",
    "art",
    "type",
    "nahe",
    "kommune",
    "sort",
    "page",
    "ansicht",
    "linien",
    "unfug",
]
NASTY = ["x" * 10_000, "\x00\x1b[31m\u202e", "' OR 1=1 --", "99999", "²", "", "kiel"]


@pytest.fixture(autouse=True)
def kiel():
    unit = make.TerritoryFactory(name="Kiel")
    kiel = make.MunicipalityFactory(name="Kiel", slug="kiel", territories=[unit])
    make.ProjectFactory(title="Drohne", municipalities=[kiel], themes=[make.ThemeFactory(slug="ki")])
    make.CooperationFactory(title="Drohnenverbund", members=[kiel])


def rows(response):
    """How many rows a page or an answer of the API has."""
    if response["Content-Type"].startswith("application/"):
        return len(response.json().get("results", []))
    if response["Content-Type"].startswith("text/csv"):
        return 1
    context = response.context
    return len(context.get("sections") or context.get("object_list") or [])


def ask(client, address, question):
    path, _, fixed = address.partition("?")
    pairs = [*(pair.split("=") for pair in fixed.split("&") if pair), *question]
    sent = [(name, value.encode("utf-8", "replace").decode()) for name, value in pairs]
    response = client.get(path, sent, follow=True)  # to the address without what was left empty
    assert response.status_code in (200, 400, 404), (address, question)
    assert response.status_code == 200 or not rows(response), (address, question)
    return response


@pytest.mark.parametrize("address", ["/suche/", "/projekte/", "/karte/", "/api/v1/search/"])
def test_every_parameter_takes_nasty_values(client, address):
    for name in NAMES:
        for value in NASTY:
            ask(client, address, [("q", "Drohne"), (name, value)])


@pytest.mark.parametrize(
    ("address", "number"), [("/suche/", 2), ("/projekte/", 1), ("/api/v1/search/", 2), ("/api/v1/projects/", 1)]
)
def test_control_characters_in_a_question_are_dropped(client, address, number):
    response = client.get(address, {"q": "Dro\x00hne\x1b"})

    assert (response.status_code, rows(response)) == (200, number)
    assert "\x00" not in response.content.decode()


@pytest.mark.parametrize("address", ["/suche/", "/projekte/"])
def test_a_parameter_that_is_no_filter_is_said_to_be_ignored(client, address):
    html = client.get(address, {"q": "Drohne", "theme": "ki", "utm_source": "brief", "page": "1"}).content.decode()

    assert "Den Filter „theme“ gibt es hier nicht, er wurde übergangen." in html
    assert "<code>thema</code>" in html
    assert "gibt es hier nicht" not in client.get(address, {"q": "Drohne", "fbclid": "x"}).content.decode()


@PATIENT
@given(
    st.sampled_from([*PAGES, *PROGRAMS]),
    st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(NASTY) | st.text(max_size=30)), max_size=6),
)
def test_any_mixture_of_parameters_is_answered(client, address, question):
    ask(client, address, question)


@pytest.mark.parametrize(
    ("address", "wrong", "right"),
    [
        ("/projekte/", "sort=laune", "sort=titel"),
        ("/projekte/", "ansicht=quer", "ansicht=karte"),
        ("/projekte/", "nahe=Atlantis", "nahe=Kiel"),
        ("/projekte/", "kommune=nirgends", "kommune=kiel"),
        ("/projekte/", "page=99999", "page=1"),
        ("/karte/", "linien=2", "linien=1"),
        ("/karte/", "kommune=nirgends", "kommune=kiel"),
        ("/suche/", "art=unsinn&q=Drohne", "art=projekte"),
        ("/api/v1/search/", "type=unsinn&q=Drohne", "type=project"),
        ("/api/v1/search/", "page_size=0&q=Drohne", "page_size=1"),
    ],
)
def test_of_a_repeated_parameter_with_one_value_the_last_counts(client, address, wrong, right):
    assert client.get(f"{address}?{wrong}&{right}").status_code == 200
    assert client.get(f"{address}?{right}&{wrong}").status_code in (400, 404)


@pytest.mark.parametrize("address", ["/suche/", "/projekte/", "/karte/", "/api/v1/search/", "/api/v1/projects/"])
def test_what_counts_clicks_changes_nothing(client, address):
    known, counted = ([("q", "Drohne"), *more] for more in ([], [("utm_source", "brief"), ("fbclid", "1"), ("_", "1")]))

    assert rows(ask(client, address, known)) == rows(ask(client, address, counted))


@pytest.mark.parametrize("address", ["/suche/", "/projekte/", "/kongresse/", "/kongresse/programm/", "/netzwerk/"])
def test_a_filter_that_nobody_knows_is_ignored_and_named_on_a_page_and_refused_in_a_file(client, address):
    page = client.get(f"{address}?themen=daten")
    file = client.get(f"{address}?themen=daten&utm_source=brief&format=csv")

    assert page.status_code == 200
    assert "themen=daten&amp;format" not in page.content.decode()  # what the page offers can be had
    assert (file.status_code, list(file.json()["errors"])) == (400, ["themen"])


LISTS = ["projects", "municipalities", "technologies", "organisations", "territories", "reuses", "funding-rounds"]


@pytest.mark.parametrize("address", [*LISTS, "programme", "congresses", "search", "connections", "suggestions"])
def test_the_api_refuses_a_filter_that_nobody_knows(client, address):
    asked = {"connections": "a=kiel&b=ulm", "suggestions": "fuer=kiel"}.get(address, "")
    answer = client.get(f"/api/v1/{address}/?{asked}&themen=daten&pk_campaign=x")

    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["themen"])


@pytest.mark.parametrize("address", ["/projekte/", "/suche/", "/netzwerk/", "/kongresse/programm/"])
def test_all_wrong_values_of_all_facets_are_named_on_the_page_and_in_files(client, address):
    question = "land=XX&land=YY&thema=nope&thema=nada&thema=nope"
    page = client.get(f"{address}?{question}")
    file = client.get(f"{address}?{question}&format=csv")

    assert page.status_code == 400
    wrong = {"thema": ["nope", "nada"], "land": ["XX", "YY"]}
    told = {name: [f"„{value}“ steht hier nicht zur Wahl." for value in values] for name, values in wrong.items()}
    assert file.json()["errors"] == told
    for sentence in (*told["thema"], *told["land"]):
        assert page.content.decode().count(sentence) == 2  # above the list, beside the facet
    if address == "/suche/":
        assert client.get(f"/api/v1/search/?{question}").json()["errors"] == file.json()["errors"]


@pytest.mark.parametrize("address", ["/projekte/", "/suche/", "/kommunen/", "/karte/", "/netzwerk/"])
def test_the_whole_code_of_a_state_asks_for_the_same_as_the_short_one(client, address):
    page = client.get(f"{address}?q=&land=DE-SH&land=BY", follow=True)
    files = [client.get(f"{address}?land={code}&format=csv") for code in ("SH", "DE-SH")]

    assert page.status_code == 200
    assert page.redirect_chain[0][0].endswith("land=SH&land=BY")
    assert [file.status_code for file in files] == [200, 200]
    assert len({b"".join(file.streaming_content).replace(b"DE-SH", b"SH") for file in files}) == 1


def test_a_place_that_nobody_knows_leads_to_those_of_similar_names(client):
    page = client.get("/projekte/?nahe=Keil&q=Drohne")
    errors = [
        client.get(f"{address}nahe=Keil").json()["errors"]
        for address in ("/api/v1/projects/?", "/projekte/?format=csv&")
    ]

    assert page.status_code == 400
    assert 'href="?nahe=Kiel&amp;q=Drohne" lang="de">Kiel</a>' in page.content.decode()
    assert errors == [{"nahe": ["Einen Ort „Keil“ kennen wir nicht.", "Ähnliche Namen: Kiel."]}] * 2
    assert len(client.get("/api/v1/projects/?nahe=Atlantis").json()["errors"]["nahe"]) == 1


@pytest.mark.parametrize(("text", "said"), [("-KI", "schließt nur etwas aus"), ("!!!", "kein Wort")])
@pytest.mark.parametrize("address", ["/suche/", "/projekte/", "/kongresse/programm/"])
def test_a_question_without_a_word_to_look_for_is_told_so(client, address, text, said):
    assert said in client.get(address, {"q": text}).content.decode()
    assert said not in client.get(address, {"q": "Drohne"}).content.decode()


def test_a_page_far_beyond_the_last_leads_back(client):
    for address in ["/projekte/?page=99999", "/suche/?q=Drohne&art=projekte&page=99999", "/karte/?page=99999"]:
        response = client.get(address)
        assert (response.status_code, "page=1" in response.content.decode()) == (404, True)


def test_a_question_that_was_cut_says_so_in_every_place(client):
    for address in ["/projekte/", "/suche/"]:
        text = client.get(f"/en{address}", {"q": "Drohne " * 60}).content.decode()
        assert "its first 200 characters were searched for" in text


@pytest.mark.parametrize(
    ("address", "answered"),
    [
        ("/netzwerk/vorschlaege/?fuer=kiel", {"json": "/api/v1/suggestions/?fuer=kiel"}),
        ("/netzwerk/verbunden/?a=kiel&b=ulm", {"json": "/api/v1/connections/?a=kiel&b=ulm"}),
        ("/neues/?page=1", {"atom": "/feeds/neues/"}),
        ("/ki-daten/bedarf/?x=1", {}),
    ],
)
def test_a_format_that_a_page_does_not_have_is_refused_and_never_answered_with_the_page(client, address, answered):
    for form in ("csv", "xlsx", "json", "geojson", "atom", "unsinn"):
        response = client.get(f"{address}&format={form}")
        if form in answered:
            assert (response.status_code, response["Location"]) == (302, answered[form])
        else:
            assert (response.status_code, list(response.json()["errors"])) == (400, ["format"])
