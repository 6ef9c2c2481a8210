"""Every noun of the API: its list, its records by key, and a constant number of queries."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kommunen.models import PublicationState
from tests import factories
from tests.kommunen.api.nouns import ADDRESSED, ALL, KEYED, create_rich, key_of

pytestmark = pytest.mark.django_db
INTERNAL = {"id", "pk", "state", "version", "created_at", "history", "object_id", "sort_name", "sort_title"}


def keys_in(value):
    """Return all keys of a JSON value, at any depth."""
    if isinstance(value, list):
        return set().union(*map(keys_in, value))
    if isinstance(value, dict):
        return set(value).union(*map(keys_in, value.values()))
    return set()


def test_root_leads_to_every_list_and_to_whatever_else_can_be_asked(client):
    answer = client.get("/api/v1/")

    assert answer.json() == {noun: f"http://testserver/api/v1/{noun}/" for noun in answer.json()}
    assert set(answer.json()) == {*ALL, "search", "connections", "suggestions", "schema"}
    assert {client.get(url).status_code for url in answer.json().values()} == {200, 400}  # two questions need whom


@pytest.mark.parametrize(("noun", "factory"), KEYED.items())
def test_list_and_record_show_the_same_row(client, noun, factory):
    record = factory()

    single = client.get(f"/api/v1/{noun}/{key_of(noun, record)}/").json()

    assert client.get(f"/api/v1/{noun}/").json() == {"count": 1, "next": None, "previous": None, "results": [single]}


@pytest.mark.parametrize("noun", ALL)
def test_rows_carry_sources_and_nothing_internal(client, noun):
    create_rich(noun, 1)

    rows = client.get(f"/api/v1/{noun}/").json()["results"]

    assert any(len(row["sources"]) == 1 for row in rows)
    assert all(row["checked_on"] == "2026-11-22" and row["changed_at"] for row in rows)
    assert not keys_in(rows) & INTERNAL


def test_unknown_is_null(client):
    factories.MunicipalityFactory(slug="kiel", name="Kiel", population=None)

    row = client.get("/api/v1/municipalities/kiel/").json()

    unknown = {"official_name", "population", "area_km2", "phase", "website", "funding_end", "continuation"}
    assert {name: row[name] for name in unknown} == dict.fromkeys(unknown)


def test_project_row_in_full(client, settings):
    settings.PUBLIC_URL = "https://netzwerk.example"
    kiel = factories.MunicipalityFactory(slug="kiel", name="Kiel")
    water = factories.ThemeFactory(slug="wasser", name="Wasser")
    lora = factories.TechnologyFactory(slug="lorawan", name="LoRaWAN")
    partner = factories.OrganisationFactory(slug="uni", name="Universität")
    project = factories.ProjectFactory(
        slug="pegel",
        title="Pegel",
        municipalities=[kiel],
        themes=[water],
        technologies=[lora],
        partners=[partner],
        start="2024-04",
        url="https://www.kiel.example/pegel",
    )
    factories.SourceFactory(record=project, address="https://www.kiel.example/", checked_on=date(2026, 11, 1))

    row = client.get("/api/v1/projects/pegel/").json()

    assert row == {
        "slug": "pegel",
        "url": "https://netzwerk.example/projekte/pegel/",
        "title": "Pegel",
        "kind": "solution",
        "municipalities": [{"slug": "kiel", "name": "Kiel", "url": "https://netzwerk.example/kommunen/kiel/"}],
        "themes": [{"slug": "wasser", "name": "Wasser", "url": "https://netzwerk.example/themen/wasser/"}],
        "status": "unknown",
        "start": "2024-04",
        "end": None,
        "summary": None,
        "website": "https://www.kiel.example/pegel",
        "repository": None,
        "documentation": None,
        "operator": None,
        "continuation": "unknown",
        "continuation_reason": None,
        "continuation_source": None,
        "takeover_wanted": False,
        "technologies": [{"slug": "lorawan", "name": "LoRaWAN"}],
        "partners": [{"slug": "uni", "name": "Universität"}],
        "sources": [{"address": "https://www.kiel.example/", "publisher": "kiel.example", "checked_on": "2026-11-01"}],
        "checked_on": "2026-11-22",
        "changed_at": row["changed_at"],
    }


@pytest.mark.once
@pytest.mark.parametrize("noun", ALL)
def test_list_takes_as_many_queries_for_twenty_rows_as_for_one(client, noun):
    def queries():
        client.get(f"/api/v1/{noun}/?page_size=200")  # what facets offer is read once per change
        with CaptureQueriesContext(connection) as context:
            client.get(f"/api/v1/{noun}/?page_size=200")
        return len(context)

    create_rich(noun, 1)
    one = queries()
    create_rich(noun, 20)

    assert queries() == one


@pytest.mark.parametrize("state", [state for state in PublicationState if state != PublicationState.PUBLISHED])
@pytest.mark.parametrize(("noun", "factory"), KEYED.items())
def test_what_is_not_published_is_not_there(client, noun, factory, state):
    record = factory(state=state)

    assert client.get(f"/api/v1/{noun}/").json()["count"] == 0
    assert client.get(f"/api/v1/{noun}/{key_of(noun, record)}/").status_code == 404


@pytest.mark.parametrize(("noun", "factory"), ADDRESSED.items())
def test_an_old_slug_leads_to_the_new_one(client, noun, factory):
    record = factory(slug="alt")
    record.slug = "neu"
    record.save()

    answer = client.get(f"/api/v1/{noun}/alt/")

    assert (answer.status_code, answer.headers["Location"]) == (301, f"http://testserver/api/v1/{noun}/neu/")
