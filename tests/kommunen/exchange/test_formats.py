"""XLSX, GeoJSON and Atom: read back by libraries of their own, equal to the JSON rows."""

import io
import json
from datetime import UTC, date, datetime

import feedparser
import geojson
import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kommunen.exchange import feed, rows
from kommunen.models import Project, PublicationState
from tests import factories

pytestmark = [pytest.mark.once, pytest.mark.django_db]
LISTS = {
    "kommunen": factories.MunicipalityFactory,
    "projekte": factories.ProjectFactory,
    "kooperationen": factories.CooperationFactory,
    "themen": factories.ThemeFactory,
    "ki-daten": factories.TrainingDataFactory,
    "nachnutzung": factories.ReuseFactory,
    "kongresse": factories.CongressFactory,
    "kongresse/programm": factories.SessionFactory,
}
FORMATS = ["csv", "xlsx", "json", "geojson", "atom"]


def body(answer):
    return b"".join(answer.streaming_content)


def workbook(client, address):
    return openpyxl.load_workbook(io.BytesIO(body(client.get(address))))


def features(client, address):
    found = geojson.loads(body(client.get(address)))
    assert found.is_valid
    return found["features"]


def feed_of(client, address):
    found = feedparser.parse(body(client.get(address)))
    assert not found.bozo
    return found


@pytest.mark.parametrize(("name", "factory"), LISTS.items())
def test_every_list_in_every_format_takes_as_many_queries_for_many_rows_as_for_one(client, name, factory):
    def queries(form):
        with CaptureQueriesContext(connection) as context:
            answer = client.get(f"/{name}/?format={form}")
            assert answer.status_code == 200
            body(answer)
        return len(context)

    factory()
    queries("csv")  # what is computed once per change of the data
    one = [queries(form) for form in FORMATS]
    factory.create_batch(6)
    queries("csv")

    assert [queries(form) for form in FORMATS] == one


def test_a_workbook_has_days_as_days_numbers_as_numbers_and_says_where_it_is_from(client):
    kiel = factories.MunicipalityFactory(name="Kiel", slug="kiel", population=246_601, checked_on=date(2026, 11, 2))
    factories.SourceFactory(record=kiel, publisher="Stadt Kiel")

    book = workbook(client, "/kommunen/?format=xlsx&land=HB&sort=name")
    assert [row[0].value for row in book["Daten"].iter_rows(min_row=2)] == []
    book = workbook(client, "/kommunen/?format=xlsx&sort=name")
    head, row = (list(cells) for cells in book["Daten"].iter_rows(values_only=True))
    cells = dict(zip(head, row, strict=True))

    assert (cells["Schlüssel"], cells["Bevölkerung"]) == ("kiel", 246_601)
    assert datetime(2026, 11, 2) in row  # noqa: DTZ001 - a workbook's days have no zone
    assert "Stadt Kiel" in row
    origin = dict(book["Herkunft"].iter_rows(values_only=True))
    assert origin["Inhalt"] == "Modellkommunen"
    assert "http://testserver/kommunen/?sort=name" in origin.values()
    assert "dl-de/zero-2-0" in origin["Lizenz"]


@pytest.mark.parametrize("title", ['=HYPERLINK("https://boese.example")', "+49", "-2+3", "@SUM(A1)", "#REF!", "a\x07b"])
def test_a_workbook_holds_no_formula(client, title):
    factories.ProjectFactory(title=title)

    cell = next(
        cell
        for cell in next(workbook(client, "/projekte/?format=xlsx")["Daten"].iter_rows(min_row=2))
        if cell.value == title.replace("\x07", "")
    )

    assert cell.data_type == "s"
    assert bool(cell.quotePrefix) == (title[0] in "=+-@#")


def test_a_project_lies_where_its_public_municipalities_lie(client):
    territory = factories.TerritoryFactory
    kiel = factories.MunicipalityFactory(
        territories=[territory(latitude=54.3, longitude=10.1), territory(latitude=54.0, longitude=9.9)]
    )
    ulm = factories.MunicipalityFactory(territories=[territory(latitude=48.4, longitude=10.0)])
    hidden = factories.MunicipalityFactory(territories=[territory()], state=PublicationState.DRAFT)
    kiel.territories.add(territory(latitude=50, longitude=8, state=PublicationState.DRAFT))
    factories.ProjectFactory(title="A", municipalities=[kiel, ulm, hidden])
    factories.ProjectFactory(title="B", municipalities=[factories.MunicipalityFactory(territories=[])])
    data = factories.TrainingDataFactory(municipality=ulm)
    factories.CooperationFactory(members=[kiel, ulm])

    near, unknown = features(client, "/projekte/?format=geojson&sort=titel")

    assert near["geometry"]["type"] == "MultiPoint"
    assert sorted(near["geometry"]["coordinates"]) == [[9.9, 54.0], [10.0, 48.4], [10.1, 54.3]]  # longitude first
    assert unknown["geometry"] is None
    rows_of_json = json.loads(body(client.get("/projekte/?format=json&sort=titel")))["results"]
    assert [dict(one["properties"]) for one in (near, unknown)] == rows_of_json
    assert near["id"] == rows_of_json[0]["slug"]
    [one] = features(client, "/ki-daten/?format=geojson")
    assert (one["id"], one["geometry"]["coordinates"]) == (data.slug, [[10.0, 48.4]])
    [one] = features(client, "/kooperationen/?format=geojson")
    assert len(one["geometry"]["coordinates"]) == 3


def changed(project, moment):
    Project.objects.filter(pk=project.pk).update(changed_at=moment)


def test_a_feed_has_the_last_change_first_with_stable_ids_and_sources(client):
    theme = factories.ThemeFactory(name="Wasser & Boden")
    old, new = (
        factories.ProjectFactory(title=title, themes=[theme], summary="<b>&</b>") for title in ("Alt", "Neu\x01")
    )
    source = factories.SourceFactory(record=new)
    changed(old, datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC))

    found = feed_of(client, "/projekte/?format=atom&sort=titel")

    assert [entry.title for entry in found.entries] == ["Neu", "Alt"]
    newest = found.entries[0]
    assert found.entries[1].updated == "2026-01-02T03:04:05+00:00"
    assert newest.link == f"http://testserver/projekte/{new.slug}/"
    assert newest.id == f"tag:testserver,{new.created_at.date()}:project/{new.pk}"
    assert {"rel": "via", "href": source.address}.items() <= newest.links[-1].items()
    assert [tag.term for tag in newest.tags] == ["Wasser & Boden"]
    assert newest.summary.startswith("&lt;b&gt;") or "<b>" not in newest.summary
    assert "22" in newest.summary  # the day of the last check
    links = {link.rel: link.href for link in found.feed.links}
    assert links["self"] == "http://testserver/projekte/?format=atom&sort=titel"
    assert links["alternate"] == "http://testserver/projekte/?sort=titel"
    new.slug = "umgezogen"
    new.save()
    assert feed_of(client, "/projekte/?format=atom").entries[0].id == newest.id


def test_a_feed_leads_on_to_earlier_changes(client, monkeypatch):
    monkeypatch.setattr(feed, "PAGE", 2)
    factories.ProjectFactory.create_batch(5)
    address, ids = "/projekte/?format=atom", []
    while address:
        found = feed_of(client, address)
        ids += [entry.id for entry in found.entries]
        links = {link.rel: link.href for link in found.feed.links}
        address = links.get("next", "").removeprefix("http://testserver")

    assert len(ids) == len(set(ids)) == 5
    assert {"first", "previous"} <= set(links)
    for odd in ("0", "-1", "x", "9" * 12):
        assert len(feed_of(client, f"/projekte/?format=atom&page={odd}").entries) == 2


def test_an_unchanged_file_is_not_read_again(client):
    theme = factories.ThemeFactory()
    for form in FORMATS:
        tag = client.get(f"/themen/?format={form}").headers["ETag"]
        with CaptureQueriesContext(connection) as context:
            again = client.get(f"/themen/?format={form}", headers={"If-None-Match": tag})
        assert again.status_code == 304
        assert not [query for query in context if "synonyms" in query["sql"]]
        theme.save()
        assert client.get(f"/themen/?format={form}", headers={"If-None-Match": tag}).status_code == 200


@pytest.mark.parametrize("form", FORMATS)
def test_the_search_gives_its_hits_in_every_format(client, form):
    kiel = factories.MunicipalityFactory(name="Kiel", slug="kiel", territories=[factories.TerritoryFactory()])
    project = factories.ProjectFactory(title="Drohne", slug="drohne", municipalities=[kiel])
    factories.SourceFactory(record=project, address="https://www.kiel.example/drohne")
    factories.CooperationFactory(title="Drohnenverbund", slug="verbund")
    wanted = ["drohne", "verbund"]

    address = f"/suche/?q=Drohne&format={form}"
    if form == "atom":
        assert {entry.link.split("/")[-2] for entry in feed_of(client, address).entries} == set(wanted)
    elif form == "geojson":
        found = features(client, address)
        assert [one["id"] for one in found] == ["project/drohne", "cooperation/verbund"]
        assert found[0]["geometry"]["coordinates"] == [[10.9, 49.9]]
    elif form == "json":
        found = json.loads(body(client.get(address)))["results"]
        assert [row["slug"] for row in found] == wanted
        assert found[0]["sources"][0]["address"] == "https://www.kiel.example/drohne"
    elif form == "xlsx":
        assert [row[1].value for row in workbook(client, address)["Daten"].iter_rows(min_row=2)] == wanted
    else:
        assert [line.split(";")[1] for line in body(client.get(address)).decode().splitlines()[1:]] == wanted


def test_a_wrong_question_to_the_search_gives_no_file(client):
    for question, name in (
        ("format=pdf", "format"),
        ("format=csv&art=gibtesnicht", "art"),
        ("format=csv&land=XX", "land"),
    ):
        answer = client.get(f"/suche/?q=Drohne&{question}")
        assert (answer.status_code, list(answer.json()["errors"])) == (400, [name])


def test_a_workbook_is_written_row_by_row(client, monkeypatch):
    monkeypatch.setattr(rows, "CHUNK", 2)
    factories.ProjectFactory.create_batch(5)

    with CaptureQueriesContext(connection) as context:
        body(client.get("/projekte/?format=xlsx"))

    assert len([query for query in context if "kommunen_source" in query["sql"]]) == 3
