"""The feeds: what is new, per kind of entry, theme and municipality; and the pages that name them."""

import feedparser
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kommunen.models import PublicationState
from tests import factories

pytestmark = [pytest.mark.once, pytest.mark.django_db]


@pytest.fixture
def world():
    theme = factories.ThemeFactory(name="Wasser", slug="wasser")
    kiel = factories.MunicipalityFactory(name="Kiel", slug="kiel")
    ulm = factories.MunicipalityFactory(name="Ulm", slug="ulm")
    factories.ProjectFactory(title="Pegel", slug="pegel", municipalities=[kiel], themes=[theme])
    factories.ProjectFactory(title="Parken", slug="parken", municipalities=[ulm])
    factories.CooperationFactory(title="Verbund", slug="verbund", members=[kiel, ulm], themes=[theme])
    factories.TrainingDataFactory(title="Bilder", slug="bilder", municipality=kiel)
    return kiel


def titles(client, address):
    found = feedparser.parse(client.get(address).content)
    assert not found.bozo
    return [entry.title for entry in found.entries]


def test_each_feed_holds_its_own_the_last_change_first(client, world):
    everything = ["Bilder", "Verbund", "Parken", "Pegel", "Ulm", "Kiel"]
    assert titles(client, "/feeds/neues/") == everything
    assert titles(client, "/feeds/projekte/") == ["Parken", "Pegel"]
    assert titles(client, "/feeds/kooperationen/") == ["Verbund"]
    assert titles(client, "/feeds/ki-daten/") == ["Bilder"]
    assert titles(client, "/feeds/kommunen/") == ["Ulm", "Kiel"]
    assert titles(client, "/feeds/thema/wasser/") == ["Verbund", "Pegel"]
    assert titles(client, "/feeds/kommune/kiel/") == ["Bilder", "Verbund", "Pegel", "Kiel"]
    world.summary = "Neu beschrieben"
    world.save()
    assert titles(client, "/feeds/neues/")[0] == "Kiel"


def test_a_feed_is_one_text_in_both_languages_and_not_sent_twice(client, world):
    german = client.get("/feeds/kommune/kiel/")

    assert client.get("/en/feeds/kommune/kiel/").content == german.content
    assert german.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert german.headers["Access-Control-Allow-Origin"] == "*"
    again = client.get("/feeds/kommune/kiel/", headers={"If-None-Match": german.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.head("/feeds/neues/").status_code == 200


def test_an_old_address_leads_on_and_another_does_not_exist(client, world):
    world.slug = "kiel-foerde"
    world.save()

    assert client.get("/feeds/kommune/kiel/").headers["Location"] == "/feeds/kommune/kiel-foerde/"
    factories.MunicipalityFactory(slug="entwurf", state=PublicationState.DRAFT)
    for address in ("kommune/entwurf", "kommune/nirgends", "thema/nirgends", "kongresse"):
        assert client.get(f"/feeds/{address}/").status_code == 404


@pytest.mark.parametrize("address", ["/feeds/neues/", "/feeds/kommune/kiel/", "/feeds/thema/wasser/"])
def test_a_feed_takes_as_many_queries_for_many_entries_as_for_few(client, world, address):
    def queries():
        with CaptureQueriesContext(connection) as context:
            client.get(address)
        return len(context)

    client.get(address)  # Django reads its content types once per process, whoever is first
    few = queries()
    theme = factories.ThemeFactory._meta.model.objects.get(slug="wasser")
    for project in factories.ProjectFactory.create_batch(10, municipalities=[world], themes=[theme]):
        factories.SourceFactory(record=project)

    assert queries() == few


def test_pages_name_their_feeds(client, world):
    def feeds(address):
        text = client.get(address).content.decode()
        lines = [line for line in text.splitlines() if "application/atom+xml" in line and "<link" in line]
        return [line.split('href="')[1].split('"')[0] for line in lines]

    assert feeds("/") == ["/feeds/neues/"]
    assert feeds("/kommunen/kiel/") == ["/feeds/neues/", "/feeds/kommune/kiel/"]
    assert feeds("/themen/wasser/") == ["/feeds/neues/", "/feeds/thema/wasser/"]
    assert feeds("/projekte/?thema=wasser&page=1") == ["/feeds/neues/", "?thema=wasser&amp;format=atom"]
