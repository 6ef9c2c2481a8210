"""One question, one answer: page, counts, every format and API give the same rows for any combination of filters."""

import csv
import io
import json
from collections.abc import Callable
from operator import attrgetter
from random import Random
from typing import NamedTuple
from xml.etree import ElementTree

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_data")]


class Way(NamedTuple):
    """How a list is asked in the API, and what tells its rows apart: a field, its column in tables, in a record."""

    noun: str
    field: str = "slug"
    column: int = 0
    of: Callable = attrgetter("slug")
    own_order: bool = False  # another one than in the API


LISTS = {
    "projekte": Way("projects"),
    "kommunen": Way("municipalities"),
    "kooperationen": Way("cooperations"),
    "kongresse": Way("congresses"),
    "ki-daten": Way("training-data"),
    "themen": Way("themes"),
    "verstetigung": Way("municipalities", own_order=True),
    "nachnutzung": Way("reuses", "what", of=attrgetter("subject")),
    "kongresse/programm": Way("programme", "title", 4, lambda item: getattr(item, "title", "")),
}
FACETED = ["projekte", "kommunen", "kooperationen", "kongresse", "ki-daten"]
NEAR = ["projekte", "kommunen", "kooperationen"]
ORDERS = {
    **dict.fromkeys(["kommunen", "themen", "verstetigung"], "name"),
    **dict.fromkeys(["kongresse", "kongresse/programm"], "datum"),
    "nachnutzung": "seit",
}
WORDS = ["daten", "Baum", "Beteiligung", "Sensoren", "Wasser"]
PLACES = ["bamberg", "kiel", "Köln"]
SAMPLE, ALL = 21, 500
ATOM = "{http://www.w3.org/2005/Atom}"


def options(filterset):
    """Every option that a filter set's facets offer, by facet."""
    return {field.name: [*first, *more] for field, first, more in filterset.facet_options()}


def draw(random, client, name):
    """Draw a question: up to four facets with up to three of their values, sometimes a word, a place, an order."""
    offered = options(client.get(f"/{name}/").context["view"].filterset)
    useful = sorted(name for name, values in offered.items() if values)
    facets = random.sample(useful, min(len(useful), random.randint(0, 4)))
    question = [
        (facet, option.value)
        for facet in facets
        for option in random.sample(offered[facet], min(len(offered[facet]), random.randint(1, 3)))
    ]
    if random.random() < 0.25:
        question.append(("q", random.choice(WORDS)))
    if name in NEAR and random.random() < 0.15:
        question.append(("nahe", random.choice(PLACES)))
    elif random.random() < 0.5:
        question.append(("sort", random.choice(["-", ""]) + ORDERS.get(name, "titel")))
    return question


def rows_in_api(client, way, question):
    found, page = [], f"/api/v1/{way.noun}/"
    parameters = [*question, ("page_size", "200")]
    while page:
        answer = client.get(page, parameters).json()
        found += [row[way.field] or "" for row in answer["results"]]
        page, parameters = answer["next"], None
    return answer["count"], found


def keys_in_csv(content, place=0):
    rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";")
    return [row[place] for row in rows][1:]


def keys_in_xlsx(content, place=0):
    sheet = openpyxl.load_workbook(io.BytesIO(content), read_only=True)["Daten"]
    return [row[place] or "" for row in sheet.iter_rows(min_row=2, values_only=True)]


def keys_in_atom(content):
    feed = ElementTree.fromstring(content)
    links = [entry.find(f"{ATOM}link[@rel='alternate']").get("href") for entry in feed.iter(f"{ATOM}entry")]
    return [link.rstrip("/").split("/")[-1] for link in links]


KEYS = {
    "csv": lambda content, way: keys_in_csv(content, way.column),
    "xlsx": lambda content, way: keys_in_xlsx(content, way.column),
    "json": lambda content, way: [row[way.field] or "" for row in json.loads(content)["results"]],
    "geojson": lambda content, way: [one["properties"][way.field] or "" for one in json.loads(content)["features"]],
    "atom": lambda content, way: keys_in_atom(content),
}
FORMATS = list(KEYS)
IN_SEARCH = Way("search", column=1)  # after the kind of entry


def not_chosen(random, offered, question, number):
    """Some values that are offered and not chosen; first of a facet of which another value is, where there is one."""
    values = [(name, one) for name, values in offered.items() for one in values if not one.selected]
    random.shuffle(values)
    in_use = [pair for pair in values if pair[0] in dict(question)]
    return [*in_use[: number // 2 + 1], *(pair for pair in values if pair not in in_use)][:number]


def newest(records):
    """The keys of the hundred records that changed last, as a feed has them."""
    ordered = sorted(records, key=lambda record: (record.changed_at, record.pk), reverse=True)
    return [record.slug for record in ordered[:100]]


@pytest.mark.proof
@pytest.mark.parametrize("name", LISTS)
def test_page_counts_files_and_api_give_the_same_rows(client, name, proof_full, proof_figure):
    random, way = Random(f"2026-{name}"), LISTS[name]
    number = (ALL if proof_full else SAMPLE) // (len(LISTS) + 1) + 1
    rows = 0
    for _turn in range(number):
        question = draw(random, client, name)
        page = client.get(f"/{name}/", question).context["page_obj"].paginator
        records = [record for number in page.page_range for record in page.page(number)]
        shown = [way.of(record) for record in records]
        formats = FORMATS if way.field == "slug" else [form for form in FORMATS if form != "atom"]  # it names addresses
        for form in formats if proof_full else random.sample(formats, 2):
            answer = client.get(f"/{name}/", [*question, ("format", form)])
            wanted = newest(records) if form == "atom" else shown
            assert KEYS[form](b"".join(answer.streaming_content), way) == wanted, (question, form)

        assert page.count == len(shown), question
        count, found = rows_in_api(client, way, question)
        assert count == len(shown), question
        assert found == shown or (way.own_order and sorted(found) == sorted(shown)), question
        rows += len(shown)
    proof_figure(f"Kombinationen von Filtern, {name}: verglichen", number)
    proof_figure(f"Kombinationen von Filtern, {name}: Zeilen auf jedem Weg", rows)


@pytest.mark.proof
def test_the_search_gives_page_and_api_the_same_rows_and_true_counts(client, proof_full, proof_figure):
    random = Random("2026-suche")
    number = (ALL if proof_full else SAMPLE) // (len(LISTS) + 1) + 1
    rows = clicks = 0
    for _turn in range(number):
        question = [("q", random.choice([*WORDS, "Bamberg", "Kiel Beteiligung", "Sensorn"]))]
        page = client.get("/suche/", question)
        offered = options(page.context["view"].filterset)
        for facet in random.sample(sorted(name for name, values in offered.items() if values), random.randint(0, 3)):
            chosen = random.sample(offered[facet], min(len(offered[facet]), random.randint(1, 3)))
            question += [(facet, option.value) for option in chosen]
        context = client.get("/suche/", question).context
        hits = [(hit.type, hit.slug) for hit in context["answer"].hits]
        answer = client.get("/api/v1/search/", [*question, ("page_size", "200")]).json()
        found = [(row["type"], row["slug"]) for row in answer["results"]]

        assert answer["count"] == context["answer"].count == len(hits), question
        assert found == hits[:200], question
        kinds = list(dict.fromkeys(kind for kind, _slug in hits))  # the page shows them kind by kind
        shown = [slug for kind in kinds for one, slug in hits if one == kind]
        for form in FORMATS if proof_full else random.sample(FORMATS, 2):
            answer = client.get("/suche/", [*question, ("format", form)])
            keys = KEYS[form](b"".join(answer.streaming_content), IN_SEARCH)
            if form == "atom":
                assert len(keys) == min(len(shown), 100), question
                assert set(keys) <= set(shown), question
            else:
                assert keys == shown, (question, form)
        for noun, count in context["tabs"]:  # what a click on a kind of entry gives
            assert count == sum(kind == noun.type for kind, _slug in hits), (question, noun.type)
            assert client.get("/suche/", [*question, ("art", noun.segment)]).context["count"] == count
        offered = options(context["view"].filterset)
        for facet, option in not_chosen(random, offered, question, 3):
            clicked = client.get("/suche/", [*question, (facet, option.value)]).context["answer"]
            assert clicked.count == option.count > 0, (question, facet, option)
            clicks += 1
        rows += len(hits)
    proof_figure("Kombinationen von Filtern, Suche: verglichen", number)
    proof_figure("Kombinationen von Filtern, Suche: Zeilen auf Seite, in Dateien und API", rows)
    proof_figure("Kombinationen von Filtern, Suche: Zahlen nachgeklickt", clicks)


@pytest.mark.proof
@pytest.mark.parametrize("name", FACETED)
def test_every_offered_value_gives_what_its_count_says(client, name, proof_full):
    random = Random(f"counts-{name}")
    for _turn in range(60 if proof_full else 4):
        question = draw(random, client, name)
        offered = options(client.get(f"/{name}/", question).context["view"].filterset)
        for facet, option in not_chosen(random, offered, question, 5):
            clicked = client.get(f"/{name}/", [*question, (facet, option.value)]).context["page_obj"].paginator
            assert clicked.count == option.count > 0, (question, facet, option)


def queries(client, address):
    client.get(address)  # the row sets are built once per change of the data
    with CaptureQueriesContext(
        connection,
    ) as captured:
        client.get(address)
    return len(captured)


@pytest.mark.parametrize(
    ("name", "most"), [("projekte", 8), ("kommunen", 6), ("kooperationen", 7), ("ki-daten", 6), ("kongresse", 5)]
)
def test_the_number_of_queries_depends_neither_on_rows_nor_on_facets(client, name, most):
    plain = queries(client, f"/{name}/")
    chosen = queries(client, f"/{name}/?thema=ki&land=BY&art=solution" if name == "projekte" else f"/{name}/?page=1")

    assert plain <= most
    assert chosen <= plain
