"""What a question finds, in which order, and what is said about it."""

import pytest

from kommunen.models import CooperationKind, Municipality, Project, ProjectStatus, Synonym
from kommunen.search import evidence, search, search_all
from tests.factories import (
    CooperationFactory,
    MunicipalityFactory,
    OrganisationFactory,
    ProjectFactory,
    TechnologyFactory,
    TerritoryFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def kiel():
    return MunicipalityFactory(name="Kiel", slug="kiel", territories=[TerritoryFactory(name="Kiel")])


@pytest.fixture
def ulm():
    return MunicipalityFactory(name="Ulm", slug="ulm", territories=[TerritoryFactory(name="Ulm")])


def slugs(text, types=("project",)):
    return [hit.slug for hit in search_all(text, types).hits]


def project(slug, title, municipality, **values):
    return ProjectFactory(slug=slug, title=title, municipalities=[municipality], **values)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Baum", "Alte Bäume"),
        ("Baeume", "Alte Bäume"),
        ("SENSOREN", "Ein Sensor"),
        ("Strasse", "Straße"),
        ("LoRa-WAN", "LoRaWAN"),
        ("lora wan", "LoRaWAN"),
        ("CIVITAS CORE", "CIVITAS/CORE"),
        ("un:box", "un:box Köln"),
        ("5G", "5G-Netz"),
        ("Hochwasserwarnung", "Warnung vor Hochwasser"),
        ("Plattform", "Datenplattform"),
        ("warnen", "Hochwasserwarnung"),
    ],
)
def test_other_forms_are_found(kiel, text, title):
    project("gesucht", title, kiel)
    project("anderes", "Parkhaus", kiel)

    assert slugs(text) == ["gesucht"]


def test_the_exact_name_comes_first_then_the_field_decides(kiel):
    project("partner", "Erster", kiel, partners=[OrganisationFactory(name="Drohne GmbH")])
    project("summary", "Zweiter", kiel, summary="Es fliegt eine Drohne.")
    project("theme", "Dritter", kiel, themes=[ThemeFactory(name="Drohne")])
    project("longer", "Drohne über dem großen Wald", kiel)
    project("exact", "Drohne", kiel)

    assert slugs("Drohne") == ["exact", "longer", "theme", "summary", "partner"]


def test_what_is_called_so_in_another_form_comes_before_what_is_called_more(kiel):
    for slug, title in (
        ("more", "Digitale Zwillinge und digitale Karten"),
        ("other", "HAL – digitaler Zwilling"),
        ("so", "Digitaler Zwilling"),
        ("exact", "Digitale Zwillinge"),
    ):
        project(slug, title, kiel, summary="" if slug == "so" else "Digitale Zwillinge")
    ThemeFactory(name="Digitaler Zwilling & Geodaten", slug="zwilling")

    assert slugs("Digitale Zwillinge", None) == ["exact", "so", "zwilling", "other", "more"]
    assert slugs("Digitaler Zwilling", None)[:3] == ["so", "exact", "zwilling"]


def test_of_equals_running_comes_before_planned_before_ended_then_the_newer_then_the_alphabet(kiel):
    states = {
        "z-done": (ProjectStatus.COMPLETED, "2025"),
        "a-over": (ProjectStatus.IN_OPERATION, "2020"),
        "b-planned": (ProjectStatus.PLANNED, ""),
        "c-old": (ProjectStatus.IN_OPERATION, "2021"),
        "d-new": (ProjectStatus.IN_PROGRESS, "2023-05"),
    }
    for slug, (status, start) in states.items():
        end = "2020-12" if slug == "a-over" else ""
        project(slug, "Drohne", kiel, status=status, start=start, end=end)

    assert slugs("Drohne") == ["d-new", "c-old", "b-planned", "z-done", "a-over"]


def test_synonyms_of_editors_and_of_technologies_are_found(kiel):
    Synonym.objects.create(word="Müll", meaning="Abfall", both=True, state="published", checked_on="2026-11-22")
    Synonym.objects.create(word="Kohle", meaning="Abfall", checked_on="2026-11-22")  # a draft
    technology = TechnologyFactory(name="Künstliche Intelligenz", synonyms="KI\nAI")
    project("abfall", "Abfall im Park", kiel)
    project("ki", "Erkennung", kiel, technologies=[technology])

    assert slugs("Müll") == ["abfall"]
    assert slugs("Kohle") == []
    assert slugs("KI") == ["ki"]


def test_english_names_of_themes_find_the_same(kiel):
    theme = ThemeFactory(name="Wasser & Starkregen", name_en="Water & heavy rain")
    project("regen", "Pegel", kiel, themes=[theme])

    assert slugs("heavy rain") == slugs("Starkregen") == ["regen"]


def test_a_place_beside_other_words_says_where(kiel, ulm):
    project("kiel-beteiligung", "Beteiligung", kiel)
    project("ulm-beteiligung", "Beteiligung", ulm, summary="Anders als in Bonn.")
    project("kiel-baum", "Baum", kiel)

    assert slugs("Kiel Beteiligung") == slugs("Beteiligung in Kiel") == ["kiel-beteiligung"]
    assert slugs("kiel beteiligung", None) == ["kiel-beteiligung", "kiel"]


def test_a_federal_state_under_any_of_its_names_says_where():
    halle, leipzig = (
        MunicipalityFactory(
            name=name, slug=name.casefold(), territories=[TerritoryFactory(name=name, key=key, federal_state=state)]
        )
        for name, key, state in (("Halle", "15002000", "ST"), ("Leipzig", "14713000", "SN"))
    )
    project("halle-beteiligung", "Beteiligung", halle)
    project("leipzig-beteiligung", "Beteiligung", leipzig)
    project("leipzig-baum", "Baum", leipzig)
    cooperation = CooperationFactory(slug="gemeinsam", title="Beteiligung zu zweit", members=[leipzig])
    halle_first = {"Beteiligung Sachsen-Anhalt", "Beteiligung LSA", "Saxony-Anhalt Beteiligung"}

    assert {text: slugs(text) for text in halle_first} == {text: ["halle-beteiligung"] for text in halle_first}
    assert slugs("Beteiligung in Sachsen") == slugs("Beteiligung Saxony") == ["leipzig-beteiligung"]
    assert slugs("Beteiligung Sachsen", None) == ["leipzig-beteiligung", cooperation.slug]
    leipzig.territories.get().delete()
    assert slugs("Beteiligung Sachsen") == []


def test_a_slip_is_mended_in_the_form_of_the_titles_and_what_is_spelt_rightly_is_none(kiel):
    project("a", "Digitaler Zwilling Kiel", kiel)
    project("b", "Digitaler Zwilling im Hafen", kiel)
    for slug in "cde":
        project(slug, "Digitale Fragen", kiel, summary="Digitale Karte")

    assert search_all("Digitalr Zwilling").suggestion == "Digitaler Zwilling"
    assert search_all("Frauen").hits == []  # though nothing is nearer than Fragen


def test_a_slip_is_mended_and_said(kiel):
    MunicipalityFactory(name="Bamberg", slug="bamberg")
    answer = search_all("Bamburg")

    assert (answer.suggestion, [hit.slug for hit in answer.hits]) == ("Bamberg", ["bamberg"])
    assert search_all("Bamberg").suggestion == ""


def test_phrases_and_words_to_leave_out(kiel):
    project("phrase", "Die Open SmartCity App", kiel)
    project("other", "App für Smart City, open", kiel)
    project("bot", "App mit Chatbot", kiel)

    assert slugs('"Open Smart City App"') == ["phrase"]
    assert slugs("App -Chatbot") == ["phrase", "other"]
    assert slugs('App -"open smart city"') == ["bot", "other"]


def test_what_is_not_there_is_not_found(kiel):
    project("bildung", "Bildung", kiel)
    answer = search_all("Kernfusion")

    assert (answer.hits, answer.count, answer.suggestion) == ([], 0, "")
    assert answer.tried == [("Kernfusion", 0)]


@pytest.mark.parametrize("text", ["", "   ", None, "!?", '""', "\x00"])
def test_nothing_asked_leaves_a_list_as_it_is(kiel, text):
    project("b", "B", kiel)

    assert [row.slug for row in search(Project.objects.published(), text)] == ["b"]
    assert search_all(text).hits == []


def test_a_list_is_narrowed_and_ordered_and_may_be_ordered_anew(kiel, ulm):
    project("summary", "A", kiel, summary="Drohne")
    project("exact", "Drohne", ulm)
    project("none", "C", ulm)
    found = search(Project.objects.published().with_row(), "Drohne")

    assert [row.slug for row in found] == ["exact", "summary"]
    assert [row.slug for row in found.order_by("title")] == ["summary", "exact"]
    assert [row.slug for row in found.filter(municipalities=kiel)] == ["summary"]
    assert found.count() == 2


def test_counts_by_kind(kiel):
    project("a", "Drohne", kiel)
    CooperationFactory(title="Drohne", kind=CooperationKind.EXCHANGE)

    assert search_all("Drohne").counts == {"project": 1, "cooperation": 1}


def test_a_town_finds_the_region_that_it_belongs_to():
    MunicipalityFactory(name="Südwestfalen", slug="suedwestfalen", territories=[TerritoryFactory(name="Olpe")])

    assert slugs("Olpe", ["municipality"]) == ["suedwestfalen"]
    assert search(Municipality.objects.published(), "Olpe").count() == 1


@pytest.mark.parametrize("number", [1, 30])
def test_a_question_takes_three_queries_however_many_hits(kiel, django_assert_num_queries, number):
    for index in range(number):
        project(f"p-{index}", f"Drohne {index}", kiel)
    search_all("Drohne")  # what processes keep is read now

    with django_assert_num_queries(3):  # the version of what is kept; postings; documents
        search_all("Drohne")


@pytest.mark.parametrize("text", ["Drohne", "Drohnenflug", "Drohne Wald", "Drohne -Pegel", '"Drohne im Wald"'])
def test_many_hits_are_counted_exactly_and_the_best_come_first(kiel, monkeypatch, text):
    for number in range(9):
        project(f"p-{number}", f"Park {number}", kiel, summary="Eine Drohne im Wald, ein Drohnenflug, ein Flug.")
    project("best", "Drohne im Wald: Drohnenflug", kiel)
    expected = search_all(text)

    monkeypatch.setattr(evidence, "READ_ALL", 3)
    monkeypatch.setattr(evidence, "BEST", 4)
    answer = search_all(text)

    assert answer.counts == expected.counts == {"project": 10}
    assert answer.hits[0].slug == expected.hits[0].slug == "best"
    assert search(Project.objects.published(), text).count() == 10
    assert search(Project.objects.published(), text).first().slug == "best"
