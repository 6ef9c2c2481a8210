"""The list of reuses: who took over what from whom, the same rows in the same order on the page, in files and API."""

import csv
import io
import json

import feedparser
import geojson
import openpyxl
import pytest

from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def told():
    ulm, jena = make.MunicipalityFactory(name="Ulm", slug="ulm"), make.MunicipalityFactory(name="Jena", slug="jena")
    app = make.ProjectFactory(title="Stadt-App", slug="stadt-app", themes=[make.ThemeFactory(slug="stadt")])
    outside = {"to_municipality": None, "to_name": "Köln (Rhein)"}
    make.ReuseFactory(what="Zwilling", from_municipality=ulm, since="2024", changes="Mit eigener Karte", **outside)
    make.ReuseFactory(what="Gießplan", from_municipality=ulm, to_municipality=jena, since="2025-03")
    make.ReuseFactory(what="", project=app, from_municipality=jena, to_municipality=ulm, since="2023")
    make.ReuseFactory(what="Entwurf", from_municipality=ulm, to_municipality=jena, state="draft")


QUESTIONS = {
    "": ["Zwilling", "Gießplan", "Stadt-App"],
    "von=ulm": ["Zwilling", "Gießplan"],
    "von=ulm&von=jena&nach=ulm": ["Stadt-App"],
    "nach=koeln-rhein": ["Zwilling"],
    "nach=koeln-rhein&nach=jena&sort=-seit": ["Gießplan", "Zwilling"],
    "kommune=jena&sort=seit": ["Stadt-App", "Gießplan"],
    "thema=stadt": ["Stadt-App"],
    "q=Karten": ["Zwilling"],
    "q=Zwilling&von=jena": [],
}


def test_every_question_has_the_same_rows_everywhere(client, told):
    def file(question, name):
        return b"".join(client.get(f"/nachnutzung/?{question}&format={name}").streaming_content)

    def answers(question):
        page = client.get(f"/nachnutzung/?{question}")
        assert page.context["view"].filterset.count == len(page.context["reuses"])
        yield [reuse.subject for reuse in page.context["reuses"]]
        yield [row["what"] for row in client.get(f"/api/v1/reuses/?{question}").json()["results"]]
        text = file(question, "csv").decode("utf-8-sig")
        yield [row[0] for row in csv.reader(io.StringIO(text, newline=""), delimiter=";")][1:]
        sheet = openpyxl.load_workbook(io.BytesIO(file(question, "xlsx")))["Daten"]
        yield [row[0] for row in sheet.iter_rows(min_row=2, values_only=True)]
        yield [row["what"] for row in json.loads(file(question, "json"))["results"]]
        found = geojson.loads(file(question, "geojson"))
        assert found.is_valid
        yield [feature["properties"]["what"] for feature in found["features"]]
        yield sorted(entry.title.partition(":")[0] for entry in feedparser.parse(file(question, "atom")).entries)

    for question, wanted in QUESTIONS.items():
        *rows, atom = answers(question)
        assert (question, rows, atom) == (question, [wanted] * 6, sorted(wanted))


def test_a_reuse_leads_to_where_it_is_told_and_its_page_marks_what_was_asked(client, told):
    rows = client.get("/api/v1/reuses/").json()["results"]

    assert [row["url"].partition("//")[2].partition("/")[2] for row in rows] == [
        "kommunen/ulm/#nachnutzung",
        "kommunen/jena/#nachnutzung",
        "projekte/stadt-app/#nachnutzung",
    ]
    page = client.get("/nachnutzung/?q=Zwilling").content.decode()
    assert "<mark>Zwilling</mark>" in page
    assert 'href="/nachnutzung/?kommune=ulm"' in client.get("/kommunen/ulm/").content.decode()


@pytest.mark.once
def test_a_new_name_outside_can_be_chosen_at_once(client, told):
    assert client.get("/nachnutzung/?nach=mainz").status_code == 400

    make.ReuseFactory(what="Klarschiff", to_municipality=None, to_name="Mainz")

    page = client.get("/nachnutzung/?nach=mainz")
    assert [reuse.subject for reuse in page.context["reuses"]] == ["Klarschiff"]
    options = {
        field.name: [one.label for one in first]
        for field, first, _more in page.context["view"].filterset.facet_options()
    }
    assert options["nach"] == ["Mainz", "Jena", "Ulm", "Köln (Rhein)"]
