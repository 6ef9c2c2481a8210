"""Whose figures go out is named wherever they go: per noun and format, in files, API, catalogue and pages."""

import io
import json
import re

import openpyxl
import pytest
from rdflib import Graph, URIRef
from rdflib.namespace import DCAT, DCTERMS

from kommunen.exchange.answers import DESTATIS, notice_in
from kommunen.exchange.formats import FORMATS, TIE_FORMATS
from kommunen.exchange.serializers.base import ROWS, RecordSerializer
from kommunen.exchange.serializers.hit import FoundSerializer
from kommunen.exchange.serializers.tie import TieSerializer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_data"), pytest.mark.once]
ZERO, BY = "https://www.govdata.de/dl-de/zero-2-0", "https://www.govdata.de/dl-de/by-2-0"
QUESTIONS = {  # few rows each, and for most of them a place is known
    "kommunen": "q=kempten",
    "projekte": "q=drohne",
    "kooperationen": "q=kempten",
    "ki-daten": "q=drohne",
    "nachnutzung": "q=paderborn",
    "themen": "q=wasser",
    "kongresse": "q=kiel",
    "kongresse/programm": "q=kiel",
    "suche": "q=drohne",
    "netzwerk": "",
}
LISTS_ON_MAPS = ("projekte", "kooperationen", "ki-daten", "nachnutzung", "suche", "netzwerk")
FIGURES = {"kommunen": {"csv", "xlsx", "json", "geojson"}, **{name: {"geojson"} for name in LISTS_ON_MAPS}}


def licences(response):
    """The licences that an answer's header names."""
    return re.findall(r'<([^>]+)>; rel="license"', response["Link"])


@pytest.mark.parametrize(
    ("name", "form"),
    [(name, form) for name in QUESTIONS for form in (TIE_FORMATS if name == "netzwerk" else FORMATS)],
)
def test_a_file_names_whose_figures_it_carries_and_no_other_does(client, name, form):
    response = client.get(f"/{name}/?{QUESTIONS[name]}&format={form}")
    content = b"".join(response.streaming_content)
    named = form in FIGURES.get(name, ())

    assert licences(response) == ([ZERO, BY] if named else [ZERO])
    if form == "xlsx":
        book = openpyxl.load_workbook(io.BytesIO(content))
        content = "\n".join(str(cell) for sheet in book for row in sheet.values for cell in row).encode()
    assert (DESTATIS in content.decode()) == named
    if form in ("json", "geojson"):
        assert json.loads(content)["licence"]["notice"] == (DESTATIS if named else None)
    if form == "geojson":
        assert any(one["geometry"] for one in json.loads(content)["features"]) == named  # no place goes out unnamed


def test_every_row_that_tells_places_says_whose_they_are():
    with_places = [row for row in ROWS.values() if row.points is not RecordSerializer.points]

    assert len(with_places) == 5
    assert {row.notice_of_places for row in (*with_places, FoundSerializer, TieSerializer)} == {DESTATIS}


@pytest.mark.parametrize(
    ("address", "named"),
    [
        ("municipalities/", True),
        ("municipalities/kempten/", True),
        ("territories/", True),
        ("territories/09461000/", True),
        ("projects/", False),
        ("search/?q=kempten", False),
        ("connections/?a=bamberg&b=kiel", False),
    ],
)
def test_the_api_names_whose_figures_it_answers(client, address, named):
    response = client.get(f"/api/v1/{address}")
    found = response.json()

    assert licences(response) == ([ZERO, BY] if named else [ZERO])
    rows = found.get("results", [found])
    assert {row.get("attribution") for row in rows} == ({DESTATIS} if named else {None})
    assert ('"population"' in response.content.decode()) == named


def test_catalogue_and_pages_say_the_same_as_the_files(client):
    catalogue = Graph().parse(data=client.get("/daten/katalog.ttl").content)
    files = {str(url): file for file, url in catalogue.subject_objects(DCAT.downloadURL)}
    [block] = re.findall(r'ld\+json">(.*?)</script>', client.get("/daten/").content.decode(), re.DOTALL)
    sets = json.loads(block)["dataset"]

    for row in ROWS.values():
        for form in FORMATS:
            file = files.get(f"http://testserver{row.list_path}?format={form}")
            if file is None:  # a noun without a list of its own
                continue
            named = notice_in(row, form)
            text = catalogue.value(file, URIRef("http://dcat-ap.de/def/dcatde/licenseAttributionByText"))
            assert str(text or "") == named
            wanted = "dl-by-de/2.0" if named else "dl-zero-de/2.0"
            assert str(catalogue.value(file, DCTERMS.license)).endswith(wanted)
    told = {one["contentUrl"].split("/", 3)[3]: one for each in sets for one in each["distribution"]}
    for name in ("kommunen", "projekte", "themen"):
        for form in ("csv", "json", "geojson"):
            one, named = told[f"{name}/?format={form}"], form in FIGURES.get(name, ())
            assert (one["license"], one.get("creditText")) == (([ZERO, BY], DESTATIS) if named else (ZERO, None))
