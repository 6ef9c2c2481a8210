import pytest
from hypothesis import given
from hypothesis import strategies as st

from kommunen.language.highlight import excerpt, mark
from kommunen.language.tokens import analyse

pytestmark = pytest.mark.once


def test_whole_words_and_parts_of_compounds_are_marked():
    assert mark("Datenplattform und Plattformen in Köln", {"plattform", "koln"}) == [
        ("Daten", False),
        ("plattform", True),
        (" und ", False),
        ("Plattformen", True),
        (" in ", False),
        ("Köln", True),
    ]


def test_parts_side_by_side_are_marked_as_one():
    assert mark("Die Hochwasserwarnung", {"hochwasser", "warn"}) == [("Die ", False), ("Hochwasserwarnung", True)]


def test_what_would_be_markup_stays_text():
    assert mark("<b>App</b>", {"app"}) == [("<b>", False), ("App", True), ("</b>", False)]


def test_without_terms_nothing_is_marked():
    assert mark("Ein Text", set()) == [("Ein Text", False)]
    assert mark("", {"app"}) == []


@given(st.text(), st.integers(0, 5))
def test_segments_give_the_text_again(text, nth):
    terms = {term.text for token in analyse(text) for term in token.terms[nth:]}

    assert "".join(segment for segment, _ in mark(text, terms)) == text


def test_an_excerpt_shows_the_first_match():
    text = "Wort " * 200 + "Hochwasser " + "Wort " * 200
    segments = excerpt(text, {"hochwasser"})

    assert ("Hochwasser", True) in segments
    assert len("".join(segment for segment, _ in segments)) < 260
