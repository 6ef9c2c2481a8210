"""The picture of the network, and the same as a table."""

import csv
import io
import json

import pytest
from openpyxl import load_workbook

from kommunen.models import Cooperation, Source
from kommunen.network.current import network
from kommunen.network.facts import Node
from kommunen.network.picture import on_a_circle, short
from tests import factories as make
from tests.kommunen.network.towns import town

pytestmark = [pytest.mark.once, pytest.mark.django_db]
PAGE = "/en/netzwerk/"
HEADINGS = [
    *("Kommune", "Kommune – Schlüssel", "Partnerkommune", "Partnerkommune – Schlüssel", "Art", "Titel", "Webadresse"),
    *("Themen", "Themen – Schlüssel", "Beginn", "Ende", "Aktiv oder beendet"),
    *("Quellen", "Quellen – Adresse", "Quellen – zuletzt geprüft am", "Zuletzt geprüft am"),
]


@pytest.fixture
def world():
    """Three in a row of cooperations: Bamberg–Kiel on AI, ended; Kiel–Ulm on water; Bamberg–Ulm in an association."""
    found = {
        "bamberg": town("bamberg"),
        "kiel": town("kiel", "SH"),
        "ulm": town("ulm", "BW"),
        "jena": town("jena", "TH"),
    }
    ki, water = make.ThemeFactory(slug="ki"), make.ThemeFactory(slug="wasser")
    for one, other, fields in (
        ("bamberg", "kiel", {"themes": [ki], "end": "2020"}),
        ("kiel", "ulm", {"themes": [water], "kind": "exchange"}),
        ("bamberg", "ulm", {"kind": "association"}),
    ):
        make.CooperationFactory(members=[found[one], found[other]], **fields)
    return found


@pytest.mark.parametrize(
    ("question", "pairs"),
    [
        ("", ["bamberg-kiel", "kiel-ulm"]),
        ("?thema=ki", ["bamberg-kiel"]),
        ("?thema=ki&thema=wasser", ["bamberg-kiel", "kiel-ulm"]),
        ("?art=association", ["bamberg-ulm"]),
        ("?art=exchange&art=association", ["bamberg-ulm", "kiel-ulm"]),
        ("?land=BY", ["bamberg-kiel"]),
        ("?stand=beendet", ["bamberg-kiel"]),
        ("?stand=aktiv", ["kiel-ulm"]),
        ("?kommune=ulm", ["kiel-ulm"]),
        ("?kommune=jena", []),
    ],
)
def test_filters_choose_lines(client, world, question, pairs):
    answer = client.get(PAGE + question)

    assert answer.status_code == 200
    assert [f"{link.a.slug}-{link.b.slug}" for link in answer.context["links"]] == pairs
    for name in pairs:
        assert "?a={}&amp;b={}".format(*name.split("-")) in answer.content.decode()


@pytest.mark.parametrize("question", ["thema=x", "art=x", "land=x", "stand=x", "kommune=x"])
def test_a_wrong_value_shows_no_line(client, world, question):
    answer = client.get(f"{PAGE}?{question}")

    assert (answer.status_code, answer.context["links"], answer.context["lines"]) == (400, [], [])


def test_counts_say_what_a_click_would_give(client, world):
    options = {
        field.name: {option.value: option.count for option in first}
        for field, first, _more in client.get(f"{PAGE}?thema=wasser").context["view"].filterset.facet_options()
    }

    assert options == {
        "thema": {"ki": 1, "wasser": 1},
        "art": {"exchange": 1},
        "land": {"SH": 1, "BW": 1},
        "stand": {"aktiv": 1},
    }


def test_one_in_focus_keeps_the_others_faintly(client, world):
    context = client.get(f"{PAGE}?kommune=bamberg").context

    assert [(line["own"], line["ended"]) for line in context["lines"]] == [(False, False), (True, True)]
    assert {mark["spot"].node.slug: mark["tone"] for mark in context["marks"]} == {
        "bamberg": "focus",
        "kiel": "tied",
        "ulm": "alone",
        "jena": "alone",
    }


@pytest.mark.once
def test_the_table_is_a_display_of_its_own_and_else_folded_away(client, world):
    alone = client.get(f"{PAGE}?ansicht=tabelle")
    circle = client.get(PAGE).content.decode()

    text = alone.content.decode()
    assert (alone.status_code, alone.context["display"]) == (200, "tabelle")
    assert ("<svg viewBox" in text, 'class="matrix"' in text, "net__details" in text) == (False, False, False)
    assert len(alone.context["links"]) == text.count('<tr><th scope="row"')
    assert circle.index("net__details") < circle.index('<tr><th scope="row"') < circle.rindex("</details>")


def test_too_many_to_draw_or_to_choose_from_are_a_table_and_fields_to_write_into(client, world, monkeypatch):
    monkeypatch.setattr("kommunen.network.states.MOST", 3)
    monkeypatch.setattr("kommunen.views.picture.MOST", 1)

    answer = client.get(PAGE)
    unanswered = client.get("/en/netzwerk/verbunden/?text=Bamberg")

    text = answer.content.decode()
    assert ("<svg viewBox" in text, 'class="views"' in text, len(answer.context["links"])) == (False, False, 1)
    assert "Only the first 1 pairs stand here; the files hold all." in text
    assert ("<select" in unanswered.content.decode(), unanswered.context["choices"]) == (True, [])
    assert [unanswered.context["form"].fields[name].widget.input_type for name in ("a", "b")] == ["text", "text"]


def test_the_matrix_shows_the_same_lines_on_both_sides_of_its_diagonal(client, world):
    answer = client.get(f"{PAGE}?ansicht=matrix&stand=aktiv&stand=beendet")

    shown = answer.context["matrix"]
    rows = {
        row.node.slug: [cell and (cell.number, cell.ended, cell.mirrored) for cell in row.cells] for row in shown.rows
    }
    assert rows == {
        "kiel": [None, (1, False, False), (1, True, False)],
        "ulm": [(1, False, True), None, None],
        "bamberg": [(1, True, True), None, None],
    }
    assert ([len(group) for group in shown.groups], [node.slug for node in shown.without]) == ([1, 1, 1], ["jena"])
    text = answer.content.decode()
    assert text.count("?a=bamberg&amp;b=kiel") == 3  # in both halves, and in the table
    assert 'name="ansicht" value="matrix"' in text
    assert client.get(f"{PAGE}?ansicht=x").status_code == 400


@pytest.mark.parametrize(
    "question", ["", "thema=ki", "kommune=ulm", "stand=aktiv&art=exchange&art=association", "land=TH"]
)
def test_every_format_holds_a_row_for_each_record_behind_each_line(client, world, question):
    links = client.get(f"{PAGE}?{question}").context["links"]
    wanted = [(link.a.slug, link.b.slug, tie.fact.title) for link in links for tie in link.ties]

    bodies = {}
    for name in ("csv", "xlsx", "json", "geojson"):
        answer = client.get(f"{PAGE}?{question}&format={name}")
        assert (answer.status_code, "license" in answer.headers["Link"]) == (200, True)
        bodies[name] = b"".join(answer.streaming_content)
    table = list(csv.reader(io.StringIO(bodies["csv"].decode("utf-8-sig")), delimiter=";"))
    sheet = [list(row) for row in load_workbook(io.BytesIO(bodies["xlsx"]))["Daten"].iter_rows(values_only=True)]
    plain = json.loads(bodies["json"])
    places = json.loads(bodies["geojson"])["features"]

    assert [(row[1], row[3], row[5]) for row in table[1:]] == [(row[1], row[3], row[5]) for row in sheet[1:]] == wanted
    rows = [(row["municipality"]["slug"], row["partner"]["slug"], row["title"]) for row in plain["results"]]
    assert (rows, plain["count"]) == (wanted, len(wanted))
    assert [one["properties"] for one in places] == plain["results"]
    assert table[0] == sheet[0] == HEADINGS
    assert {row[4] for row in table[1:]} <= {"Entwicklungspartnerschaft", "Austausch", "Verbund"}


def test_a_file_names_its_sources_and_a_wrong_question_gets_none(client, world):
    cooperation = Cooperation.objects.get(kind="exchange")
    Source.objects.create(record=cooperation, address="https://kiel.example/a", checked_on="2026-11-02")

    [row] = json.loads(b"".join(client.get("/netzwerk/?thema=wasser&format=json").streaming_content))["results"]
    faults = [client.get(f"/netzwerk/?{question}") for question in ("format=atom", "format=x", "format=csv&art=x")]

    assert row["sources"] == [
        {"address": "https://kiel.example/a", "publisher": "kiel.example", "checked_on": "2026-11-02"}
    ]
    assert (row["url"], row["status"]) == (f"http://testserver/kooperationen/{cooperation.slug}/", "active")
    assert row["checked_on"] == cooperation.checked_on.isoformat()
    assert [(one.status_code, list(one.json()["errors"])) for one in faults] == [
        (400, [n]) for n in ("format", "format", "art")
    ]
    assert "format=csv&amp;thema=wasser" in client.get("/netzwerk/?thema=wasser").content.decode().replace(
        "thema=wasser&amp;format=csv", "format=csv&amp;thema=wasser"
    )


def test_everybody_is_a_link_with_a_name(client, world):
    text = client.get(PAGE).content.decode()

    for slug in world:
        assert f'href="?kommune={slug}#results"' in text
        assert f"<title>{slug.title()}, " in text
    assert "style=" not in text


def test_htmx_gets_picture_and_table_alone(client, world):
    answer = client.get(PAGE, headers={"HX-Request": "true"})

    assert b"<html" not in answer.content
    assert "HX-Request" in answer.headers["Vary"]


def test_the_same_data_give_the_same_circle():
    nodes = [Node(f"ort-{number}", f"Ort {number}", f"ort{number:02}", states=("BY",)) for number in range(20)]

    assert on_a_circle(nodes) == on_a_circle(reversed(nodes))
    assert len({(spot.x, spot.y) for spot in on_a_circle(nodes).values()}) == 20


def test_long_names_are_shortened():
    assert short("Vorpommern-Greifswald und Mecklenburgische Seenplatte") == "Vorpommern-Greifswald"
    assert short("Flensburg, Nordfriesland und Schleswig-Flensburg") == "Flensburg, Nordfriesland"
    assert short("Connected Urban Twins (Hamburg, Leipzig, München)") == "Connected Urban Twins"


@pytest.mark.parametrize("count", [2, 12])
def test_the_picture_takes_one_query(client, world, django_assert_max_num_queries, count):
    make.CooperationFactory(members=[town(f"ort-{number}") for number in range(count)])
    network()

    with django_assert_max_num_queries(1):
        assert client.get(PAGE).status_code == 200
