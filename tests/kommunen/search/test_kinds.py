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
