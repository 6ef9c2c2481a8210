"""The search for programs."""

import pytest

from tests.factories import CooperationFactory, MunicipalityFactory, ProjectFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def records():
    kiel = MunicipalityFactory(name="Kiel", slug="kiel")
    ProjectFactory(title="Drohne", slug="drohne", municipalities=[kiel])
    ProjectFactory(title="Drohnen im Wald", slug="wald", municipalities=[kiel])
    CooperationFactory(title="Drohnenverbund", slug="verbund")


def ask(client, **question):
    return client.get("/api/v1/search/", question)


def test_hits_come_best_first_with_address_and_score(client, settings):
    settings.PUBLIC_URL = "https://netzwerk.example"
    answer = ask(client, q="Drohne").json()

    assert (answer["count"], answer["suggestion"]) == (3, None)
    assert [(hit["type"], hit["slug"]) for hit in answer["results"]] == [
        ("project", "drohne"),
        ("project", "wald"),
        ("cooperation", "verbund"),
    ]
    assert answer["results"][0]["url"] == "https://netzwerk.example/projekte/drohne/"
    assert sorted((hit["score"] for hit in answer["results"]), reverse=True) == [
        hit["score"] for hit in answer["results"]
    ]


def test_one_type_and_pages(client):
    assert [hit["slug"] for hit in ask(client, q="Drohne", type="cooperation").json()["results"]] == ["verbund"]
    second = ask(client, q="Drohne", page_size=1, page=2).json()
    first, third = (client.get(second[name]).json() for name in ("previous", "next"))
    assert [[hit["slug"] for hit in one["results"]] for one in (first, second, third)] == [
        ["drohne"],
        ["wald"],
        ["verbund"],
    ]
    assert (first["previous"], third["next"]) == (None, None)


def test_a_slip_is_mended_and_said(client):
    answer = ask(client, q="Drohnne").json()

    assert (answer["suggestion"], answer["count"]) == ("Drohne", 3)


@pytest.mark.parametrize("question", [{"type": "x"}, {"page_size": "0"}, {"page": "x"}, {"page_size": "9999"}])
def test_wrong_parameters_are_named(client, question):
    answer = ask(client, q="Drohne", **question)

    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"
    assert list(answer.json()["errors"]) == list(question)


def test_a_page_beyond_the_last_is_not_found(client):
    assert ask(client, q="Drohne", page=9).status_code == 404


def test_nothing_asked_finds_nothing(client):
    said = {"suggestion": None, "was_cut": False, "note": None}
    assert ask(client).json() == {"count": 0, "next": None, "previous": None, **said, "results": []}


@pytest.mark.parametrize(
    "address", ["/api/v1/search/", "/api/v1/projects/", "/suche/?format=csv", "/projekte/?format=json"]
)
def test_a_question_that_was_cut_says_so_to_programs(client, address):
    path, _, asked = address.partition("?")
    answers = [client.get(f"{path}?{asked}&q={'Drohne+' * number}") for number in (1, 60)]

    assert [answer.headers.get("Query-Cut-At") for answer in answers] == [None, "200"]
    if path.endswith("/search/"):
        assert [answer.json()["was_cut"] for answer in answers] == [False, True]


@pytest.mark.parametrize(
    ("text", "said"),
    [("-KI", "schließt nur etwas aus"), ("!!!", "kein Wort"), ("der die das", "kein Wort"), ("C++", None)],
)
def test_why_nothing_was_looked_for_is_said(client, text, said):
    note = ask(client, q=text).json()["note"]

    assert (said in note) if said else note is None
