import pytest
from hypothesis import given
from hypothesis import strategies as st

from kommunen.language.folding import fold
from kommunen.language.stems import key, root, stem

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    "forms",
    [
        "Baum Bäume Bäumen Baumes",
        "Sensor Sensoren Sensors",
        "Stadt Städte Städten",
        "Zwilling Zwillinge Zwillingen",
        "Bürger Bürgern Bürgers Bürgerin Bürgerinnen",
        "App Apps",
        "Büro Büros",
        "Kita Kitas",
        "Zentrum Zentren",
        "Rechenzentrum Rechenzentren",
        "Museum Museen",
        "Thema Themen",
        "Bus Busse Bussen",
        "Projekt Projekte Projekts",
        "Kommune Kommunen",
        "Szenario Szenarien",
        "Strategie Strategien",
        "Nachbar Nachbarn",
        "Quartier Quartiere Quartieren",
        "Kurs Kurse Kursen",
        "Problem Probleme Problemen",
        "Kind Kinder Kindern",
        "parken parkt geparkt",
    ],
)
def test_inflected_forms_share_a_stem(forms):
    assert len({stem(fold(form)) for form in forms.split()}) == 1


@pytest.mark.parametrize(
    "pair",
    ["Bürger Burg", "Wetter Wette", "Wasser Wasen", "Stadt Staat", "Daten Dateien", "Park parken", "Handel handeln"],
)
def test_other_words_keep_apart(pair):
    one, other = pair.split()

    assert stem(fold(one)) != stem(fold(other))


def test_a_word_that_is_another_without_its_umlaut_keeps_it():
    assert {stem(key(form)) for form in ("Fähre", "Fähren", "Faehre", "FÄHREN")} == {"faehre"}
    assert stem(key("fahren")) == stem(key("Fahre")) == "fahr"


@pytest.mark.parametrize(
    "family",
    [
        "Warnung Warnungen warnen warnt gewarnt",
        "Bewässerung bewässern bewässert",
        "Messung messen",
        "Meldung melden Melder",
        "Entwicklung entwickeln entwickelt",
        "Beteiligung beteiligen beteiligt",
    ],
)
def test_a_noun_of_doing_meets_its_verb(family):
    assert len({root(fold(word)) for word in family.split()}) == 1


@pytest.mark.parametrize("pair", ["Zeitung Zeit", "Bildung Bild", "Stiftung Stift", "Sitzung Sitz"])
def test_a_noun_with_a_meaning_of_its_own_does_not(pair):
    one, other = pair.split()

    assert root(fold(one)) != root(fold(other))


@given(st.text())
def test_stemming_never_raises(text):
    assert isinstance(stem(fold(text)) + root(fold(text)), str)
