"""Questions for all records of a kind in a place, and for a federal state alone."""

import pytest

from kommunen.models import MunicipalityKind
from kommunen.search import search_all
from tests.factories import CooperationFactory, MunicipalityFactory, ProjectFactory, TerritoryFactory

pytestmark = pytest.mark.django_db
STATES = {"Bamberg": ("09461000", "BY"), "Hofland": ("09475", "BY"), "Jena": ("16053000", "TH")}


@pytest.fixture(autouse=True)
def records():
    kinds = {"Hofland": MunicipalityKind.DISTRICT}
    made = {}
    for name, (key, state) in STATES.items():
        district = name in kinds
        territory = TerritoryFactory(
            name=name, key=key, federal_state=state, kind="district" if district else "municipality", population=70_000
        )
        kind = kinds.get(name, MunicipalityKind.CITY)
        made[name] = MunicipalityFactory(name=name, slug=name.casefold(), kind=kind, territories=[territory])
    both = MunicipalityFactory(
        name="Doppelstadt",
        slug="doppelstadt",
        kind=MunicipalityKind.COOPERATION,
        territories=[TerritoryFactory(name="Doppelstadt", key="09562000", federal_state="BY", population=70_000)],
    )
    for slug, title, municipality in (
        ("stadtbaum", "Bayern: Städte und Kommunen pflanzen", made["Bamberg"]),
        ("pegel", "Pegel", made["Hofland"]),
        ("karte", "Karte der Städte in Bayern", made["Jena"]),
    ):
        ProjectFactory(slug=slug, title=title, municipalities=[municipality], summary="Für Bayern.")
    CooperationFactory(slug="austausch", title="Austausch", members=[made["Hofland"], both])


def slugs(text, types=None):
    return [hit.slug for hit in search_all(text, types).hits]


@pytest.mark.parametrize("text", ["Städte in Bayern", "welche staedte gibt es in bayern", "cities in Bavaria"])
def test_towns_in_a_state_are_towns_there_then_what_a_town_takes_part_in(text):
    answer = search_all(text)

    assert [hit.slug for hit in answer.hits] == ["bamberg", "doppelstadt"]
    assert (answer.counts, answer.whole, answer.query.text) == ({"municipality": 2}, 2, text)


def test_each_kind_is_found_where_it_lies_and_nothing_else():
    assert slugs("Landkreise in Bayern") == ["hofland"]
    assert slugs("Kommunen in Bayern") == ["bamberg", "doppelstadt", "hofland"]
    assert slugs("Kooperationen in Bayern") == ["austausch"]
    assert sorted(slugs("Projekte in Bayern")) == ["pegel", "stadtbaum"]
    assert slugs("Projekte in Hofland") == slugs("Projekte Hofland", ["project"]) == ["pegel"]


def test_where_there_is_none_of_the_kind_the_words_are_looked_for():
    assert slugs("Landkreise in Bayern", ["project"]) == slugs("Landkreis Bayern", ["project"])
    assert slugs("Städte in Bayern", ["project"])[0] == "karte"


def test_a_state_alone_gives_its_municipalities_before_its_projects():
    assert slugs("Bayern")[:3] == ["bamberg", "doppelstadt", "hofland"]
    assert slugs("Freistaat Bayern")[:3] == ["bamberg", "doppelstadt", "hofland"]


def test_what_else_is_said_narrows_the_records_of_the_kind(records):
    assert slugs("Projekte zu Pegeln in Bayern") == slugs("Pegel-Projekte") == slugs("Pegelprojekte", ["project"])[:1]
    assert slugs("Projekte mit Karten") == ["karte"]
    assert slugs("Städte in Bayern mit Pegel") == slugs("Pegel Bayern")


def test_places_with_and_between_them_are_each_meant(records):
    assert slugs("Kommunen in Bayern und Thüringen") == ["bamberg", "doppelstadt", "hofland", "jena"]
    assert sorted(slugs("Projekte in Hofland oder Jena")) == ["karte", "pegel"]
    assert slugs("Projekte Hofland Bayern") == ["pegel"]


def test_where_none_of_the_kind_is_known_what_is_known_of_the_place_leads_on(records):
    assert slugs("Kooperationen in Jena")[0] == "jena"


def test_scores_fall_from_hit_to_hit(records):
    for text in ("Städte in Bayern", "Projekte in Bayern oder Jena", "Kommunen in Bayern und Thüringen"):
        scores = [hit.score for hit in search_all(text).hits]
        assert scores == sorted(scores, reverse=True)


def test_a_misspelt_place_is_mended_and_the_kind_stays(records):
    answer = search_all("Projekte in Bambreg")

    assert (answer.suggestion, [hit.slug for hit in answer.hits]) == ("Projekte in Bamberg", ["stadtbaum"])
