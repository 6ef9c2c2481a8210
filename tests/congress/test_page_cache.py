"""Pages that are kept: never older than the data, never somebody's own, and there while the database is away."""

import gzip
from datetime import timedelta

import pytest
from django.core.cache import caches
from django.db import OperationalError
from django.test import Client
from django.utils import timezone

from congress import caching
from congress.settings import MIDDLEWARE
from kommunen.models import PublicationState
from kommunen.views import base
from tests import factories as make
from tests.pages import PAGES, english

pytestmark = [pytest.mark.django_db, pytest.mark.once]
TEMPORARY = ("/fehler-melden/",)  # each copy is signed anew
HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def kept(settings):
    settings.MIDDLEWARE = MIDDLEWARE
    forget()
    yield caches["pages"]
    forget()


def forget():
    for name in ("pages", "questions"):
        caches[name].clear()


@pytest.fixture
def away(monkeypatch):
    """A switch: whether the database answers."""

    def no_answer():
        raise OperationalError("connection refused")

    return lambda: monkeypatch.setattr(caching, "current_version", no_answer)


def made(response):
    """Whether a page was made for this answer, not kept."""
    return bool(response.templates)


def test_a_page_is_made_once_until_something_is_edited(client, django_assert_num_queries):
    project = make.ProjectFactory(title="Bakim", slug="bakim")
    first = client.get("/projekte/bakim/")
    with django_assert_num_queries(1):  # the version of the data
        second = client.get("/projekte/bakim/")

    assert [made(first), made(second)] == [True, False]
    assert second.content == first.content
    assert second["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert client.get("/projekte/bakim/", headers={"If-None-Match": first["ETag"]}).status_code == 304

    project.title = "Bakim 2"
    project.save()
    third = client.get("/projekte/bakim/", headers={"If-None-Match": first["ETag"]})
    assert third.status_code == 200
    assert "Bakim 2" in third.content.decode()

    project.state = PublicationState.ARCHIVED
    project.save()
    assert client.get("/projekte/bakim/").status_code == 404


def test_a_page_is_made_anew_on_another_day(client, monkeypatch):
    make.ProjectFactory(title="Bakim", slug="bakim")
    client.get("/projekte/")
    tomorrow = timezone.localdate() + timedelta(days=1)
    monkeypatch.setattr(caching.timezone, "localdate", lambda: tomorrow)

    assert made(client.get("/projekte/"))


def test_a_page_its_part_for_htmx_and_its_english_twin_are_kept_apart(client):
    make.ProjectFactory()
    whole, part, twin = (
        client.get(path, headers=headers)
        for path, headers in [("/projekte/", {}), ("/projekte/", HTMX), ("/en/projekte/", {})]
    )

    for path, headers, page in [("/projekte/", {}, whole), ("/projekte/", HTMX, part), ("/en/projekte/", {}, twin)]:
        again = client.get(path, headers=headers)
        assert not made(again)
        assert again.content == page.content
        assert again["Vary"] == "HX-Request, Accept-Encoding"
    assert len({whole.content, part.content, twin.content}) == 3


def test_it_is_packed_for_whoever_can_unpack_it(client):
    plain = client.get("/themen/")
    packed = client.get("/themen/", headers={"Accept-Encoding": "gzip, br"})

    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content
    assert len(packed.content) == int(packed["Content-Length"])


def test_nothing_is_kept_for_or_from_staff_forms_files_and_faults(client, as_pmo, kept):
    make.ProjectFactory()
    for path in [
        "/admin/",
        "/anmelden/",
        "/api/v1/projects/",
        "/projekte/?format=csv",
        "/fehler-melden/",
        "/gibt-es-nicht/",
    ]:
        client.get(path)
    assert not kept._cache
    assert not caches["questions"]._cache

    client.get("/projekte/")
    assert made(as_pmo.get("/projekte/"))
    assert made(client.post("/projekte/")) or client.post("/projekte/").status_code == 405
    assert client.get("/projekte/", headers={"Host": "fremd.example"}).status_code == 400


def test_made_up_questions_push_no_page_out_and_stay_within_their_bounds(client, monkeypatch, kept):
    monkeypatch.setattr(caches["questions"], "_max_entries", 5)
    client.get("/ueber/")
    for number in range(12):
        assert client.get(f"/ueber/?ausgedacht={number}").status_code == 200
    assert 0 < len(caches["questions"]._cache) <= 5
    assert len(kept._cache) == 1
    assert not made(client.get("/ueber/"))


def test_while_the_database_is_away_the_last_copy_is_served_and_says_so(client, away):
    project = make.ProjectFactory(title="Bakim", slug="bakim")
    page = client.get("/projekte/bakim/")
    project.save()  # the copy is of earlier data now, and still the last one
    away()

    copy = client.get("/projekte/bakim/")
    assert copy.content == page.content
    assert copy["X-Served-Stale"] == "1"
    assert copy["Cache-Control"] == "no-store"
    assert copy["Content-Security-Policy"]


def test_without_a_copy_there_is_a_clear_word(away, monkeypatch):
    away()

    def no_answer(*args):
        raise OperationalError("connection refused")

    monkeypatch.setattr(base, "record_at", no_answer)
    answer = Client(raise_request_exception=False).get("/projekte/x/")

    assert answer.status_code == 503
    assert answer["Retry-After"] == "10"


def test_every_page_is_the_same_from_memory(real_data, kept):
    client = Client()
    for page in [*PAGES, *map(english, PAGES)]:
        if page.path.removeprefix("/en").startswith(TEMPORARY):
            continue
        first, second = client.get(page.path), client.get(page.path)
        assert not made(second), page.path
        assert second.content == first.content, page.path
        assert not second.cookies
