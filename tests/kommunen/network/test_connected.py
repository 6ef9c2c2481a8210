"""The pair answer as a page and to programs."""

from datetime import date

import pytest
from django.utils import timezone

from tests import factories as make

pytestmark = [pytest.mark.once, pytest.mark.django_db]
API, PAGE = "/api/v1/connections/", "/en/netzwerk/verbunden/"


@pytest.fixture
def world():
    """Bamberg and Kiel with a cooperation on one theme; Kempten alone."""
    names = {"bamberg": "Bamberg", "kiel": "Kiel", "kempten": "Kempten"}
    found = {slug: make.MunicipalityFactory(slug=slug, name=name) for slug, name in names.items()}
    found["theme"] = make.ThemeFactory(slug="beteiligung", name="Beteiligung", name_en="Participation")
    found["toolbox"] = make.CooperationFactory(
        slug="toolbox",
        title="Toolbox",
        members=[found["bamberg"], found["kiel"]],
        themes=[found["theme"]],
        start="2023",
    )
    make.SourceFactory(record=found["toolbox"], address="https://www.beispiel.de/toolbox")
    make.ProjectFactory(slug="strasse", title="Straße", municipalities=[found["kempten"]], themes=[found["theme"]])
    return found


def part(noun, slug, name):
    return {"slug": slug, "name": name, "url": f"http://testserver/{noun}/{slug}/"}


def test_programs_get_the_whole_answer(client, world):
    answer = client.get(f"{API}?a=bamberg&b=kiel&thema=beteiligung").json()

    assert answer == {
        "a": part("kommunen", "bamberg", "Bamberg"),
        "b": part("kommunen", "kiel", "Kiel"),
        "theme": part("themen", "beteiligung", "Beteiligung"),
        "verdict": "active",
        "sentence": answer["sentence"],
        "evidence": [
            {
                "kind": "cooperation",
                "slug": "toolbox",
                "title": "Toolbox",
                "url": "http://testserver/kooperationen/toolbox/",
                "themes": [part("themen", "beteiligung", "Beteiligung")],
                "since": "2023",
                "until": None,
                "sources": [
                    {
                        "address": "https://www.beispiel.de/toolbox",
                        "publisher": "beispiel.de",
                        "checked_on": "2026-11-22",
                    }
                ],
            }
        ],
        "indirect": [],
        "other_themes": [],
        "separately": {"bamberg": [], "kiel": []},
        "recognised": None,
        "choices": [],
        "as_of": "2026-11-22",
    }
    assert "Bamberg" in answer["sentence"]


def test_what_each_does_without_the_other(client, world):
    separately = client.get(f"{API}?a=bamberg&b=kempten&thema=beteiligung").json()["separately"]

    assert {slug: [(work["kind"], work["slug"]) for work in works] for slug, works in separately.items()} == {
        "bamberg": [("cooperation", "toolbox")],
        "kempten": [("project", "strasse")],
    }


def test_only_what_the_other_can_join_or_reuse_is_where_to_begin(client, world):
    def begin():
        sentence = client.get(f"{API}?a=bamberg&b=kempten&thema=beteiligung").json()["sentence"]
        return sentence.partition("Womit sie beginnen könnten: ")[2]

    theme, towns = [world["theme"]], [world["bamberg"], world["kiel"]]
    world["kempten"].territories.set([make.TerritoryFactory(key="01001000", federal_state="SH")])
    make.ProjectFactory(title="Aus", status="discontinued", municipalities=[world["bamberg"]], themes=theme)
    assert "Toolbox" not in begin()  # a development partnership of others
    assert "Aus" not in begin()

    circle = make.CooperationFactory(title="Kreis", kind="exchange", members=towns, themes=theme)
    assert "Kreis" not in begin()  # an exchange elsewhere

    world["kiel"].territories.add(make.TerritoryFactory(key="01002000", federal_state="SH"))
    assert "„Kreis“ (Bamberg)" in begin()

    circle.delete()
    works = client.get(f"{API}?a=bamberg&b=kempten&thema=beteiligung").json()["separately"]["bamberg"]
    assert [work["title"] for work in works] == ["Toolbox", "Aus"]  # what was given up stands last


@pytest.mark.parametrize(
    ("question", "status", "named"),
    [
        ("a=bamberg&b=bamberg", 400, ["b"]),
        ("a=bamberg", 400, ["b"]),
        ("", 400, ["a", "b"]),
        ("a=atlantis&b=kiel", 404, ["a"]),
        ("a=kiel&b=atlantis", 404, ["b"]),
        ("a=bamberg&b=kiel&thema=xyz", 400, ["thema"]),
        (f"text={'x' * 501}", 400, ["text"]),
    ],
)
def test_a_wrong_question_is_named(client, world, question, status, named):
    answer = client.get(f"{API}?{question}")

    assert (answer.status_code, answer.headers["Content-Type"]) == (status, "application/problem+json")
    assert sorted(answer.json()["errors"]) == named


@pytest.mark.parametrize(
    ("text", "recognised", "choices"),
    [
        ("", [], ["bamberg", "kempten", "kiel"]),
        ("Hallo", [], ["bamberg", "kempten", "kiel"]),
        ("Kiel", ["kiel"], ["bamberg", "kempten"]),
        ("Kiel Bamberg Kempten", ["kiel", "bamberg", "kempten"], ["kiel", "bamberg", "kempten"]),
    ],
)
def test_a_text_with_fewer_or_more_than_two_leaves_the_choice(client, world, text, recognised, choices):
    answer = client.get(API, {"text": text})

    assert answer.status_code == 200
    assert answer.json()["verdict"] is None
    assert answer.json()["recognised"] == {"municipalities": recognised, "themes": [], "cooperations": []}
    assert [choice["slug"] for choice in answer.json()["choices"]] == choices


def test_a_member_town_names_the_project_that_is_meant(client, world):
    world["kiel"].territories.add(make.TerritoryFactory(name="Plön"))

    answer = client.get(f"{API}?a=bamberg&b=pl%C3%B6n", headers={"Accept-Language": "en"})

    assert answer.status_code == 404
    assert "kiel" in answer.json()["errors"]["b"][0]


def test_a_text_names_two_and_a_theme(client, world):
    answer = client.get(API, {"text": "die Kieler und Bamberg zur Beteiligung"}).json()

    assert (answer["a"]["slug"], answer["b"]["slug"], answer["theme"]["slug"]) == ("kiel", "bamberg", "beteiligung")


def test_a_text_adds_to_who_is_chosen(client, world):
    assert client.get(f"{API}?a=bamberg&text=Kiel").json()["verdict"] == "active"
    assert client.get(f"{API}?text=Bamberg%00 Kiel").json()["verdict"] == "active"  # what came along is dropped


def test_a_former_slug_still_names_its_municipality(client, world):
    world["kiel"].slug = "kielregion"
    world["kiel"].save()

    assert client.get(f"{API}?a=bamberg&b=kiel").json()["b"]["slug"] == "kielregion"


@pytest.mark.parametrize(
    ("question", "status"),
    [("", 200), ("?a=bamberg", 200), ("?a=bamberg&b=bamberg", 400), ("?a=x&b=kiel", 404), ("?text=Kiel", 200)],
)
def test_the_page_answers_as_programs_are_answered(client, world, question, status):
    answer = client.get(PAGE + question)

    assert answer.status_code == status
    assert "answer" not in answer.context
    if status != 200:
        assert b"kern-error" in answer.content


def test_the_page_says_the_sentence_above_its_evidence(client, world):
    text = client.get(f"{PAGE}?a=bamberg&b=kiel&thema=beteiligung").content.decode()

    sentence, evidence = text.index("are developing"), text.index('id="belege"')
    assert sentence < evidence
    assert '<a href="/en/kooperationen/toolbox/" lang="de">Toolbox</a>' in text
    assert 'href="https://www.beispiel.de/toolbox"' in text


def test_one_without_partners_is_not_left_without_a_word(client, world):
    text = client.get(f"{PAGE}?a=bamberg&b=kempten").content.decode()

    assert "What is known of Kempten" in text
    assert "What is known of Bamberg" not in text


def test_staff_record_what_is_missing_and_visitors_leave_no_trace(client, world):
    address = f"{PAGE}?a=bamberg&b=kempten&thema=beteiligung"
    for_visitors = client.get(address)
    assert "/admin/" not in for_visitors.content.decode()
    assert "Cookie" not in for_visitors.get("Vary", "")
    assert not for_visitors.cookies

    client.force_login(make.pmo())
    for_staff = client.get(address)

    assert "/admin/kommunen/cooperation/add/?title=Bamberg+and+Kempten" in for_staff.content.decode()
    assert for_staff.headers["Cache-Control"] == "private"


@pytest.mark.parametrize("count", [1, 8])
@pytest.mark.parametrize("theme", ["", "&thema=beteiligung"])
def test_an_answer_takes_few_queries_however_much_ties(client, world, django_assert_max_num_queries, count, theme):
    for number in range(count):
        pair = [world["bamberg"], world["kiel"]]
        make.SourceFactory(record=make.CooperationFactory(members=pair, start=f"20{10 + number}"))
        make.ProjectFactory(municipalities=[world["kiel"]], themes=[world["theme"]])
    address = f"?a=bamberg&b=kiel{theme}"
    client.get(PAGE + address)  # the network is read once per change

    for path in (PAGE, API):
        with django_assert_max_num_queries(4):
            assert client.get(path + address).status_code == 200


def test_the_day_decides_anew(client, world, monkeypatch):
    make.CooperationFactory(members=[world["bamberg"], world["kempten"]], end="2026-11-22")
    ask = f"{API}?a=bamberg&b=kempten"
    monkeypatch.setattr(timezone, "localdate", lambda *args: date(2026, 11, 22))
    assert client.get(ask).json()["verdict"] == "active"

    monkeypatch.setattr(timezone, "localdate", lambda *args: date(2026, 11, 23))

    assert client.get(ask).json()["verdict"] == "ended"
