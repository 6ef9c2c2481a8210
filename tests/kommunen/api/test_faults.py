"""What the API answers to a wrong question, and to whom it answers at all."""

import pytest

from tests import factories

pytestmark = [pytest.mark.once, pytest.mark.django_db]
FILTERED = {
    "municipalities": ["thema", "land", "staffel", "art", "groesse", "foerderende", "kooperation", "sort"],
    "projects": ["thema", "status", "land", "staffel", "art", "groesse", "technik", "foerderende", "kommune", "sort"],
    "cooperations": ["thema", "art", "land", "kommune", "sort"],
    "training-data": ["art", "daten", "thema", "kommune", "sort"],
    "reuses": ["von", "nach", "thema", "geprueft", "kommune", "sort"],
    "congresses": ["art", "kommune", "sort"],
}


@pytest.mark.parametrize(("noun", "name"), [(noun, name) for noun, names in FILTERED.items() for name in names])
def test_a_wrong_value_is_named_and_never_widens_the_list(client, noun, name):
    answer = client.get(f"/api/v1/{noun}/?{name}=gibtesnicht")

    assert (answer.status_code, answer.headers["Content-Type"]) == (400, "application/problem+json")
    problem = answer.json()
    assert (problem["type"], problem["title"], problem["status"]) == ("about:blank", "Bad Request", 400)
    assert list(problem["errors"]) == [name]


@pytest.mark.parametrize("asked", ["page=0", "page=-1", "page=eins", "page=last", "page=²", "page_size=0"])
@pytest.mark.parametrize("noun", ["projects", "territories"])
def test_what_is_no_page_is_named(client, noun, asked):
    answer = client.get(f"/api/v1/{noun}/?{asked}")

    assert (answer.status_code, list(answer.json()["errors"])) == (400, [asked.split("=")[0]])


def test_a_page_has_at_most_200_rows(client):
    assert client.get("/api/v1/projects/?page_size=200").status_code == 200
    assert list(client.get("/api/v1/projects/?page_size=201").json()["errors"]) == ["page_size"]


def test_pages_lead_to_each_other_with_the_question(client):
    themes = [factories.ThemeFactory(name=name) for name in "ABC"]  # numbered names would sort 10 before 9

    def address(page):
        return f"http://testserver/api/v1/themes/?page={page}&page_size=1&utm_source=de"

    page = client.get(address(2)).json()

    # DRF's own link to the first page leaves the number away
    assert (page["count"], page["next"]) == (3, address(3))
    assert page["previous"] == "http://testserver/api/v1/themes/?page_size=1&utm_source=de"
    assert [row["slug"] for row in page["results"]] == [themes[1].slug]


def test_a_page_beyond_the_last_does_not_exist(client):
    answer = client.get("/api/v1/projects/?page=2")

    assert (answer.status_code, answer.headers["Content-Type"]) == (404, "application/problem+json")
    assert answer.json()["status"] == 404


@pytest.mark.parametrize("address", ["projects/gibtesnicht/", "gibtesnicht/", "projects/a/b/", "funding-rounds/9999/"])
def test_every_other_address_is_a_fault_that_programs_can_read(client, address):
    answer = client.get(f"/api/v1/{address}")

    assert (answer.status_code, answer.headers["Content-Type"]) == (404, "application/problem+json")
    assert answer.json()["title"] == "Not Found"


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("address", ["", "projects/", "projects/pegel/"])
def test_nothing_can_be_written(client, method, address):
    answer = getattr(client, method)(f"/api/v1/{address}", data="{}", content_type="application/json")

    assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, HEAD, OPTIONS")
    assert answer.json()["title"] == "Method Not Allowed"


@pytest.mark.parametrize("address", ["", "projects/", "projects/gibtesnicht/", "schema/", "projects/?status=x"])
def test_scripts_of_any_origin_may_read(client, address):
    answer = client.get(f"/api/v1/{address}", headers={"Origin": "https://anderswo.example"})

    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in answer.headers
    assert not answer.cookies


def test_browsers_that_ask_first_may_come(client):
    asks = {"Origin": "https://anderswo.example", "Access-Control-Request-Headers": "if-none-match"}

    answer = client.options("/api/v1/projects/", headers=asks)

    assert (answer.status_code, answer.content) == (204, b"")
    assert "If-None-Match" in answer.headers["Access-Control-Allow-Headers"]


def test_what_did_not_change_is_not_sent_again(client):
    factories.ThemeFactory()
    tag = client.get("/api/v1/themes/").headers["ETag"]

    assert client.get("/api/v1/themes/", headers={"If-None-Match": tag}).status_code == 304


@pytest.mark.parametrize("format", ["csv", "xml"])
def test_format_stays_free_for_exports(client, format):  # noqa: A002 - the parameter's name
    assert client.get(f"/api/v1/themes/?format={format}").headers["Content-Type"] == "application/json"
