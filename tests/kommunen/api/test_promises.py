"""What the API's page promises: its examples run, an unchanged answer costs one query, limits and faults are told."""

import re
from html import unescape

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kommunen.api import throttling, viewsets
from tests import factories

PROBLEM = "application/problem+json"
pytestmark = pytest.mark.django_db


@pytest.mark.usefixtures("real_data")
@pytest.mark.parametrize("page", ["/daten/api/", "/en/daten/api/"])
def test_every_example_on_the_page_runs(client, page):
    text = client.get(page).content.decode()
    examples = [unescape(address) for address in re.findall(r'data-example href="([^"]+)"', text)]
    [shown] = re.findall(r'curl "http://testserver([^"]+)"', unescape(text))

    assert len(examples) >= 10
    for address in [*examples, shown]:
        answer = client.get(address)
        assert answer.status_code == 200, address
        found = answer.json()
        assert found.get("count", 1) > 0, address
        assert found.get("results", [found]), address


def test_the_page_names_every_list_with_its_filters_in_its_own_language(client):
    document = client.get("/api/v1/schema/").json()
    lists = [path for path, one in document["paths"].items() if "Paginated" in str(one["get"]["responses"]["200"])]

    german, english = (client.get(page) for page in ("/daten/api/", "/en/daten/api/"))

    assert [one["path"] for one in german.context["lists"]] == lists
    projects = {page: one for page in (german, english) for one in page.context["lists"] if "projects" in one["path"]}
    assert (projects[german]["label"], projects[english]["label"]) == ("Projekte", "Projects")
    labels = [{one["name"]: str(one["label"]) for one in projects[page]["filters"]} for page in (german, english)]
    assert [found["land"] for found in labels] == ["Bundesland", "Federal state"]
    assert "page" not in labels[0]


def test_an_unchanged_answer_costs_one_query(client):
    theme = factories.ThemeFactory()
    for address in ("themes/", f"themes/{theme.slug}/", "search/?q=Thema", "schema/", ""):
        tag = client.get(f"/api/v1/{address}").headers["ETag"]
        with CaptureQueriesContext(connection) as context:
            answer = client.get(f"/api/v1/{address}", headers={"If-None-Match": tag})
        assert (answer.status_code, answer.content, answer.headers["ETag"]) == (304, b"", tag)
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert len(context) == 1
        assert client.get(f"/api/v1/{address}x", headers={"If-None-Match": tag}).status_code != 304
    theme.save()
    assert client.get("/api/v1/themes/", headers={"If-None-Match": "*"}).status_code == 304
    assert client.get("/api/v1/themes/gibtesnicht/", headers={"If-None-Match": "*"}).status_code == 404


def test_where_only_the_slash_is_missing_the_way_leads_on(client):
    led = client.get("/api/v1/projects?thema=a&sort=titel")

    assert (led.status_code, led.headers["Location"]) == (301, "/api/v1/projects/?thema=a&sort=titel")
    assert [client.get(f"/api/v1/{path}").status_code for path in ("gibt", "gibt/", "projects//")] == [404] * 3
    assert client.post("/api/v1/projects").status_code == 404


@pytest.fixture
def limited(settings, monkeypatch):
    """Three requests a minute; the minute begins now and does not end."""
    cache.clear()
    settings.API_REQUESTS_PER_MINUTE = 3
    monkeypatch.setattr(throttling, "time", lambda: 1_800_000_000.0 + 20)
    return settings


def test_who_asks_too_often_is_told_when_to_come_again(client, limited, monkeypatch):
    answers = [client.get("/api/v1/themes/") for _turn in range(4)]

    assert [one.status_code for one in answers] == [200, 200, 200, 429]
    assert [one.headers["RateLimit-Remaining"] for one in answers] == ["2", "1", "0", "0"]
    refused = answers[3].headers
    assert (refused["RateLimit-Limit"], refused["RateLimit-Reset"], refused["Retry-After"]) == ("3", "40", "40")
    assert (refused["Content-Type"], answers[3].json()["status"]) == (PROBLEM, 429)
    assert refused["Access-Control-Allow-Origin"] == "*"
    assert client.get("/themen/").status_code == 200  # pages are not counted
    monkeypatch.setattr(throttling, "time", lambda: 1_800_000_000.0 + 60)
    assert client.get("/api/v1/themes/").status_code == 200


def test_an_address_is_known_by_no_name_and_behind_proxies_by_their_word(client, limited):
    client.get("/api/v1/themes/", REMOTE_ADDR="203.0.113.7")
    assert not [key for key in cache._cache if "203.0.113.7" in key]

    def left(**told):
        return client.get("/api/v1/themes/", **told).headers["RateLimit-Remaining"]

    assert left(REMOTE_ADDR="203.0.113.8") == "2"
    assert left(REMOTE_ADDR="203.0.113.8", headers={"X-Forwarded-For": "198.51.100.1"}) == "1"  # nobody vouches for it
    limited.REST_FRAMEWORK = {**limited.REST_FRAMEWORK, "NUM_PROXIES": 1}
    assert left(REMOTE_ADDR="203.0.113.8", headers={"X-Forwarded-For": "forged, 198.51.100.1"}) == "2"
    assert left(REMOTE_ADDR="203.0.113.8", headers={"X-Forwarded-For": "other, 198.51.100.1"}) == "1"
    assert left(REMOTE_ADDR="::1", headers={"X-Forwarded-For": "2001:db8::1"}) == "2"
    assert left(REMOTE_ADDR="::1", headers={"X-Forwarded-For": "2001:db8::ffff"}) == "1"  # one person's network


def test_every_fault_below_the_api_is_told_as_problem_details(client, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("a secret of the server")

    answers = {
        404: [client.get(address) for address in ("/api/", "/api/v2/", "/api/v1/gibtesnicht/", "/api/v1/themes/x/")],
        405: [client.post("/api/v1/themes/"), client.delete("/api/v1/")],
        400: [client.get("/api/v1/themes/?sort=x"), client.get("/api/v1/themes/", headers={"Host": "anders.example"})],
        406: [client.get("/api/v1/themes/", headers={"Accept": "text/html"})],
    }
    monkeypatch.setattr(viewsets.ThemeViewSet, "list", broken)
    client.raise_request_exception = False
    answers[500] = [client.get("/api/v1/themes/")]

    for status, found in answers.items():
        for one in found:
            assert (one.status_code, one.headers["Content-Type"], one.json()["status"]) == (status, PROBLEM, status)
            assert "secret" not in one.content.decode()
            assert one.headers["Access-Control-Allow-Origin"] == "*"
