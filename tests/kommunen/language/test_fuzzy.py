import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kommunen.language.fuzzy import Speller, distance
from kommunen.language.stems import read_words

pytestmark = pytest.mark.once
PLACES = dict.fromkeys(
    [
        "Bamberg",
        "Kempten",
        "Kassel",
        "Kusel",
        "Kiel",
        "Köln",
        "Hannover",
        "Lübeck",
        "Münster",
        "Mannheim",
        "Gera",
        "Jena",
        "Halle",
        "Hof",
        "Soest",
    ],
    3,
)
WORDS = PLACES | {
    "Hochwasser": 40,
    "Datenplattform": 60,
    "Beteiligung": 80,
    "Sensoren": 90,
    "Senioren": 20,
    "Straßenbeleuchtung": 9,
}
SPELLER = Speller(WORDS)


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("Bamburg", "Bamberg"),
        ("Bamebrg", "Bamberg"),
        ("Vamberg", "Bamberg"),
        ("Kemten", "Kempten"),
        ("Hochwaser", "Hochwasser"),
        ("Hochwaßer", None),
        ("Datenplatform", "Datenplattform"),
        ("Beteilligung", "Beteiligung"),
        ("Senosren", "Sensoren"),
        ("Strasenbeleuchtung", "Straßenbeleuchtung"),
        ("Kasel", "Kassel"),
        ("Kulsel", "Kusel"),
        ("Kiehl", "Kiel"),
        ("Hanover", "Hannover"),
        ("Luebek", "Lübeck"),
    ],
)
def test_a_misspelt_word_leads_to_the_right_one(wrong, right):
    assert next((near.word for near in SPELLER.suggest(wrong)), None) == right


@pytest.mark.parametrize(
    "word", ["Bamberg", "bamberg", "Koeln", "Blumenkohl", "xyzxyz", "Hof", "ab", "", "2024", "Quantencomputer"]
)
def test_known_short_and_far_words_get_no_suggestion(word):
    assert SPELLER.suggest(word) == []


def test_short_words_are_stricter():
    assert SPELLER.suggest("Kinl") == []
    assert [near.word for near in SPELLER.suggest("Kirl")] == ["Kiel"]  # one slip to the next key


def test_the_more_frequent_of_two_equally_near_words_comes_first():
    speller = Speller({"Messung": 90, "Messing": 1})

    assert next(near.word for near in speller.suggest("Messubg")) == "Messung"


@pytest.mark.parametrize(
    ("wrong", "right"), [("Parkplaz", "Parkplätze"), ("Parkpltz", "Parkplätze"), ("Krankenhuas", "Krankenhäuser")]
)
def test_a_misspelt_singular_leads_to_the_plural_where_only_that_is_known(wrong, right):
    speller = Speller({"Parkplätze": 3, "Krankenhäuser": 2, "Gebäude": 4})

    assert [near.word for near in speller.suggest(wrong)] == [right]


def test_the_misspelt_part_of_a_compound_is_mended():
    assert [near.word for near in SPELLER.suggest("Hochwaserwarnung")] == ["Hochwasserwarnung"]


@pytest.mark.parametrize(
    ("likely", "unlikely"), [("Kassel Kasel", "Kassel Kasxsel"), ("Bamberg Babmerg", "Bamberg Bagkerg")]
)
def test_likely_slips_weigh_less(likely, unlikely):
    assert distance(*likely.lower().split()) < distance(*unlikely.lower().split())


@given(st.text(), st.dictionaries(st.text(), st.integers(0, 100)))
def test_nothing_makes_it_fail(word, vocabulary):
    for near in Speller(vocabulary).suggest(word):
        assert 0 < near.score <= 1


@given(st.text(alphabet="abcdeh", max_size=8), st.text(alphabet="abcdeh", max_size=8))
def test_distance_is_zero_for_equal_words_alone(one, other):
    assert (distance(one, other) == 0) is (one == other)


def test_sixty_thousand_words_are_searched_quickly():
    parts = [word.replace("~", "") for word in read_words("parts.txt")][:250]
    speller = Speller({one + other: 1 for one in parts for other in parts})
    start = time.process_time()
    for word in ("Bamburg", "Hochwaserr", "Datenplatform", "Senosren", "Beteilligung"):
        speller.suggest(word)

    assert (time.process_time() - start) / 5 < 0.02  # measured: 1 to 3 ms
