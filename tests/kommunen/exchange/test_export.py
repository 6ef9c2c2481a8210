"""The export door: exactly the rows and the order shown, as CSV and JSON, without growing memory."""

import csv
import io
import json
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from kommunen.exchange import rows, table, text_files
from kommunen.exchange.serializers import serializer_of
from kommunen.models import Municipality, Project
from tests import factories

pytestmark = pytest.mark.django_db
LISTS = {
    "kommunen": factories.MunicipalityFactory,
    "projekte": factories.ProjectFactory,
    "kooperationen": factories.CooperationFactory,
    "ki-daten": factories.TrainingDataFactory,
    "kongresse": factories.CongressFactory,
}


def body(answer):
    assert answer.streaming
    return b"".join(answer.streaming_content)


def json_of(client, address):
    return json.loads(body(client.get(address)))


def csv_of(client, address):
    """Return a CSV answer's rows as dictionaries by heading."""
    text = body(client.get(address)).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";", strict=True))


@pytest.mark.parametrize(("name", "factory"), LISTS.items())
def test_csv_and_json_hold_the_same_rows(client, name, factory):
    record = factory()
    factories.SourceFactory(record=record, publisher="Müller; Söhne")
    factory(summary='Zwei Zeilen,\n"so"; und so')

    rows = json_of(client, f"/{name}/?format=json")["results"]

    with translation.override("de"):
        columns = table.columns_of(serializer_of(type(record)))
        wanted = [{column.heading: text_files.as_text(column.cell(row)) for column in columns} for row in rows]
        assert len({column.heading for column in columns}) == len(columns)
    assert csv_of(client, f"/{name}/?format=csv") == wanted
    assert len(rows) == 2


def test_all_pages_in_the_order_shown(client):
    for number in range(30):
        factories.ProjectFactory(title=f"Pegel {number:02}", slug=f"pegel-{number}", status="planned")
    factories.ProjectFactory(title="Pegel fertig", status="completed")
    question = "q=pegel&status=planned&sort=-titel"

    pages = [client.get(f"/projekte/?{question}&page={page}").context["projects"] for page in (1, 2)]
    shown = [project.slug for page in pages for project in page]
    rows = json_of(client, f"/projekte/?{question}&format=json&page=2")

    assert len(shown) == rows["count"] == 30
    assert [row["slug"] for row in rows["results"]] == shown
    assert [next(iter(row.values())) for row in csv_of(client, f"/projekte/?{question}&format=csv")] == shown
    assert [row["slug"] for row in client.get(f"/api/v1/projects/?{question}").json()["results"]] == shown


def test_export_and_api_show_the_same_row(client):
    factories.ProjectFactory()

    exported = json_of(client, "/projekte/?format=json")["results"]

    assert exported == client.get("/api/v1/projects/").json()["results"]


def test_files_hold_what_prefetching_finds_in_its_order_and_no_draft(client):
    themes = [factories.ThemeFactory(name=name) for name in ("Wasser", "Boden", "Luft")]
    hidden = {"themes": factories.ThemeFactory(state="draft"), "municipalities": factories.MunicipalityFactory()}
    for number in range(3):
        project = factories.ProjectFactory(themes=[*themes[number:], hidden["themes"]])
        project.municipalities.add(hidden["municipalities"])
        factories.SourceFactory.create_batch(2, record=project)
    Municipality.objects.filter(pk=hidden["municipalities"].pk).update(state="draft")
    serializer = serializer_of(Project)
    records = serializer.located(serializer.complete(Project.objects.with_row()))

    [pairs] = rows.Rows(serializer, records, "", "", {}).chunks()

    with translation.override("de"):
        assert [row for _record, row in pairs] == [serializer.to_representation(record) for record in records]
    assert [[one["name"] for one in row["themes"]] for _record, row in pairs] == [
        sorted(theme.name for theme in themes[number:]) for number in range(3)
    ]
    assert [serializer.points(record) for record, _row in pairs] == [serializer.points(record) for record in records]
    with pytest.raises(TypeError):  # what was read along is whole: narrowing it would ask for something else
        pairs[0][0].themes.filter(name="Luft")


def test_empty_list_is_a_file_too(client):
    assert json_of(client, "/projekte/?format=json")["results"] == []
    assert csv_of(client, "/projekte/?format=csv") == []


def test_csv_opens_right_in_a_german_excel(client):
    kiel = factories.MunicipalityFactory(name="Kiel", slug="kiel", population=246_601, area_km2="118.60")
    factories.SourceFactory(record=kiel, address="https://www.kiel.example/", publisher="Stadt Kiel")

    raw = body(client.get("/kommunen/?format=csv"))
    row = csv_of(client, "/kommunen/?format=csv")[0]

    assert raw.startswith(b"\xef\xbb\xbf")
    assert raw.count(b"\r\n") == raw.count(b"\n") == 2
    with translation.override("de"):
        area = table.heading(Municipality._meta.get_field("area_km2").verbose_name, None, first=True)
    assert row[area] == "118,6"


def test_lists_are_joined_and_codes_are_words(client):
    kiel, ulm = (
        factories.MunicipalityFactory(name="Kiel", slug="kiel"),
        factories.MunicipalityFactory(name="Ulm", slug="ulm"),
    )
    factories.ProjectFactory(municipalities=[kiel, ulm], status="in_operation")
    row = json_of(client, "/projekte/?format=json")["results"][0]
    with translation.override("en"):
        cells = {column.heading: column.cell(row) for column in table.columns_of(serializer_of(Project))}

    names = ("Municipalities", "Municipalities – key", "Status", "Start")
    assert [cells[name] for name in names] == ["Kiel; Ulm", "kiel; ulm", "in operation", None]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("=1+1", "'=1+1"),
        ("+49 431", "'+49 431"),
        ("-2+3", "'-2+3"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("-5", "-5"),
        (-5, "-5"),
        (-0.5, "-0,5"),
        (10.0, "10"),
        (9.99, "9,99"),
        (0.00001, "0,00001"),
        (100, "100"),
        ("a=1", "a=1"),
        (None, ""),
    ],
)
def test_what_looks_like_a_formula_becomes_text(cell, text):
    assert text_files.as_text(cell) == text


def test_a_title_is_no_formula(client):
    factories.ProjectFactory(title='=HYPERLINK("https://boese.example")', slug="boese")

    assert "'=HYPERLINK" in body(client.get("/projekte/?format=csv")).decode()


def test_json_carries_licence_and_whose_figures(client):
    factories.MunicipalityFactory()

    licence = json_of(client, "/kommunen/?format=json")["licence"]

    assert licence == {
        "id": "dl-de/zero-2-0",
        "name": "Datenlizenz Deutschland – Zero – Version 2.0",
        "url": "https://www.govdata.de/dl-de/zero-2-0",
        "notice": "© Statistisches Bundesamt (Destatis), 2021, dl-de/by-2-0",
    }
    assert json_of(client, "/projekte/?format=json")["licence"]["notice"] is None


@pytest.mark.parametrize(
    ("name", "content_type"), [("csv", "text/csv; charset=utf-8; header=present"), ("json", "application/json")]
)
def test_file_has_a_german_name_and_the_day(client, monkeypatch, name, content_type):
    monkeypatch.setattr(timezone, "localdate", lambda: date(2026, 11, 22))

    answer = client.get(f"/projekte/?format={name}")

    assert answer.headers["Content-Disposition"] == f'attachment; filename="projekte-2026-11-22.{name}"'
    assert answer.headers["Content-Type"] == content_type
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Link"] == '<https://www.govdata.de/dl-de/zero-2-0>; rel="license"'
    assert not answer.cookies


def test_english_page_gives_the_same_file(client):
    factories.ProjectFactory()

    assert body(client.get("/en/projekte/?format=csv")) == body(client.get("/projekte/?format=csv"))
    assert json_of(client, "/en/projekte/?format=json") == json_of(client, "/projekte/?format=json")


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("question", ["format=pdf", "format=csv&sort=gibtesnicht", "format=json&sort=gibtesnicht"])
def test_wrong_question_is_named(client, name, question):
    answer = client.get(f"/{name}/?{question}")

    assert (answer.status_code, answer.headers["Content-Type"]) == (400, "application/problem+json")
    assert list(answer.json()["errors"]) == ["format" if "pdf" in question else "sort"]


def test_head_sends_no_rows(client):
    factories.ProjectFactory()

    with CaptureQueriesContext(connection) as context:
        assert body(client.head("/projekte/?format=csv")) == b""
    assert not [query for query in context if "title" in query["sql"]]


@pytest.mark.parametrize("name", ["csv", "json"])
def test_rows_are_read_in_chunks(client, monkeypatch, name):
    monkeypatch.setattr(rows, "CHUNK", 2)
    factories.ProjectFactory.create_batch(5)

    parts = list(client.get(f"/projekte/?format={name}").streaming_content)

    assert len([part for part in parts if b"projekt-" in part]) == 3
    assert len(csv_of(client, "/projekte/?format=csv")) == json_of(client, "/projekte/?format=json")["count"] == 5


@pytest.mark.parametrize(("name", "factory"), LISTS.items())
@pytest.mark.parametrize("form", ["csv", "json"])
def test_twenty_rows_take_as_many_queries_as_one(client, name, factory, form):
    def queries():
        body(client.get(f"/{name}/?format={form}"))  # what facets offer is read once per change
        with CaptureQueriesContext(connection) as context:
            body(client.get(f"/{name}/?format={form}"))
        return len(context)

    factory()
    one = queries()
    factory.create_batch(20)

    assert queries() == one
