"""Where little holds all words of a question: compounds taken apart, what holds most of the words, words nearby."""

import pytest

from kommunen.search import evidence, search_all
from tests.factories import MunicipalityFactory, OrganisationFactory, ProjectFactory, TerritoryFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def kiel():
    return MunicipalityFactory(name="Kiel", slug="kiel", territories=[TerritoryFactory(name="Kiel")])


def slugs(text):
    return [hit.slug for hit in search_all(text, ["project"]).hits]


def project(slug, title, municipality, **values):
    return ProjectFactory(slug=slug, title=title, municipalities=[municipality], **values)


def test_compounds_are_loosened_only_where_their_parts_say_something(kiel):
    project("kern", "Kern der Stadt", kiel)
    project("werk", "Virtuelles Kraftwerk", kiel)
    project("fest", "Große Veranstaltung am Hafen", kiel)
    project("gross", "Große Bäume", kiel)
    project("giessen", "Bewässerung im Park", kiel, summary="Eine Anlage.")
    project("anlage", "Anlage", kiel)

    assert slugs("Kernkraftwerk") == []
    assert slugs("Großveranstaltung") == ["fest"]
    assert slugs("Bewässerungsanlage") == ["giessen"]


def test_a_compound_is_taken_apart_into_the_fewest_parts_that_stand_somewhere(kiel):
    project("raumluft", "Raumluft", kiel)
    project("raum", "Raum am Hafen", kiel)
    for number in range(30):
        project(f"other-{number}", f"Messung {number}", kiel)

    assert slugs("Raumluftmessung") == ["raumluft"]


def test_of_a_compound_with_an_unknown_end_a_rare_beginning_is_enough(kiel):
    project("demenz", "Leben mit Demenz", kiel)
    project("mond", "Landung am Hafen", kiel)
    for number in range(30):
        project(f"other-{number}", f"Menschen {number}", kiel)

    assert slugs("Demenzkranke") == ["demenz"]
    assert slugs("Gibt es etwas für vermisste demenzkranke Menschen?")[0] == "demenz"
    assert slugs("Mondlandung") == slugs("Menschenaffen") == []


def test_a_sign_between_words_parts_them_where_nothing_holds_them_as_one(kiel):
    project("baum", "Alter Baum", kiel)
    project("box", "Box am Hafen", kiel)
    project("unbox", "un:box", kiel)

    assert slugs("title:baum") == ["baum"]
    assert slugs("un:box") == ["unbox"]


def test_an_adjective_that_stands_beside_anything_is_not_enough(kiel):
    project("waerme", "Fernwärme am Hafen", kiel)
    project("gebaeude", "Kommunale Gebäude", kiel)
    for number in range(30):
        project(f"other-{number}", f"Anderes {number}", kiel)

    assert slugs("Kommunale Wärmeplanung") == ["waerme"]


def test_a_word_that_stands_nowhere_hides_little_of_what_the_others_find(kiel):
    project("hitze", "Hitze", kiel)
    for number in range(30):
        project(f"other-{number}", f"Anderes {number}", kiel)

    assert slugs("Hitze Fluxkompensator") == ["hitze"]
    assert slugs("Quarkstrudel Fluxkompensator") == slugs("Kiel Fluxkompensator") == []


def test_hits_with_some_of_the_words_have_no_higher_score_than_those_with_all(kiel):
    project("all", "Erster", kiel, summary="Eine Drohne in der Luft über dem Wald.")
    project("most", "Drohne im Leuchtturm", kiel, summary="Aus der Luft.")
    hits = search_all("Drohne Luft Wald").hits

    assert [hit.slug for hit in hits] == ["all", "most"]
    assert hits[0].score >= hits[1].score


def test_a_word_that_is_only_like_another_is_mended_where_that_answers_the_whole_question(kiel):
    project("zaehlen", "Passanten zählen", kiel, summary="In der Innenstadt.")
    project("legte", "Der Rat legte es fest", kiel)

    assert search_all("Leute in der Innenstadt zählen").suggestion == ""
    assert slugs("Leute in der Innenstadt zählen") == ["zaehlen"]
    assert search_all("Leute fest").suggestion == "legte fest"


def test_who_is_only_partner_of_a_namesake_is_no_answer(kiel):
    project("firma", "Pegel am Hafen", kiel, partners=[OrganisationFactory(name="Zahnen Technik")])
    project("arzt", "Arzt", kiel)

    assert "firma" not in slugs("Zahnarzt")
    assert slugs("Zahnen Technik") == ["firma"]


def test_where_no_entry_holds_all_words_those_that_hold_most_are_said_to(kiel):
    project("drohne", "Drohne im Wald", kiel)
    project("pegel", "Pegel", kiel)
    answer = search_all("Drohne Leuchtturm Wald")

    assert ([hit.slug for hit in answer.hits], answer.whole) == (["drohne"], 0)
    assert search_all("Pegel").whole == 1


def test_known_words_within_an_unknown_compound_are_offered(kiel):
    project("innenstadt", "Innenstadt beleben", kiel)
    answer = search_all("Innenstadtkoordinator")

    assert (answer.hits, answer.nearest) == ([], ["Innenstadt"])


def test_phrases_and_words_to_leave_out_hold_for_the_parts_as_well(kiel):
    project("both", "Wald und Drohne", kiel, summary="Am langen Hafen gibt es Pegel.")
    project("one", "Wald und Drohne", kiel, summary="Am langen Hafen.")
    project("other", "Wald und Drohne", kiel)

    assert slugs("Walddrohne Leuchtturm -Pegel") == ["one", "other"]
    assert slugs('Walddrohne Leuchtturm "langen Hafen"') == ["both", "one"]


def test_where_words_stand_in_too_many_places_the_best_of_each_are_enough_but_none_to_leave_out_slips_in(
    kiel, monkeypatch
):
    for number in range(9):
        project(f"other-{number}", "Wald und Drohne", kiel, summary="Am Pegel.")
        project(f"level-{number}", "Pegel", kiel)
    project("best", "Wald, Drohne", kiel)
    monkeypatch.setattr(evidence, "READ_ALL", 3)
    monkeypatch.setattr(evidence, "MOST_OF_A_TERM", 2)

    assert len(slugs("Wald Drohne Leuchtturm")) == 2
    assert slugs("Wald Drohne Leuchtturm -Pegel") == []  # nothing is guessed where all that hold Pegel are not read
    assert slugs("Wald Drohne -Pegel") == ["best"]


def test_a_beginning_that_says_little_is_not_enough(kiel):
    project("gross", "Große Bäume", kiel)
    for number in range(30):
        project(f"other-{number}", f"Raum {number}", kiel)

    assert slugs("Großraumbüro") == slugs("Raumschiff Enterprise") == slugs("Großquarkstrudel") == []
