import pytest
from hypothesis import given
from hypothesis import strategies as st

from kommunen.language.query import Closeness, Phrase, Query, parse_query, phrase_starts
from kommunen.language.tokens import analyse

pytestmark = pytest.mark.once


def words(query):
    return [asked.text for asked in query.words]


def test_words_are_asked_for_and_stop_words_are_not():
    query = parse_query("Warnung vor dem Hochwasser")

    assert words(query) == ["Warnung", "Hochwasser"]
    assert query.stop_words == ("vor", "dem")


def test_stop_words_alone_are_nothing_to_look_for():
    query = parse_query("was ist das")

    assert (words(query), query.stop_words, bool(query)) == ([], ("was", "ist", "das"), False)


@pytest.mark.parametrize(
    "text", ['"Open SmartCity App"', "„Open SmartCity App“", "“Open SmartCity App”", "»Open SmartCity App«"]
)
def test_quotes_make_a_phrase(text):
    query = parse_query(text)

    assert query.phrases == (Phrase("Open SmartCity App", ("open", "smart", "city", "app")),)
    assert not query.words


def test_a_minus_leaves_a_word_out():
    query = parse_query("KI -Chatbot")

    assert words(query) == ["KI"]
    assert query.excluded == (Phrase("Chatbot", ("chatbot",)),)


def test_a_minus_leaves_a_phrase_out():
    assert parse_query('App -"Open Source"').excluded == (Phrase("Open Source", ("open", "sourc")),)


@pytest.mark.parametrize("text", ["LoRa-WAN", "On-Demand-Verkehr", "KI - Chatbot", "2019-2021"])
def test_a_hyphen_inside_a_word_or_between_blanks_is_no_minus(text):
    assert parse_query(text).excluded == ()


@pytest.mark.parametrize("text", ["App -", "-", '"', '""', "„“", "   ", "", None, "\x00\x01", "\ud800", "- - -"])
def test_signs_alone_ask_for_nothing_more(text):
    assert words(parse_query(text)) in ([], ["App"])


def test_a_quote_that_is_never_closed_is_no_sign():
    assert words(parse_query('"Kiel Beteiligung')) == ["Kiel", "Beteiligung"]


def test_a_long_question_is_cut_and_says_so():
    query = parse_query("Daten " * 2000)

    assert (len(query.text), query.was_cut) == (200, True)
    assert not parse_query("Daten").was_cut


def test_control_characters_are_dropped():
    assert parse_query("Kiel\x00\tBeteiligung\x1b").text == "Kiel Beteiligung"


def test_syntax_of_engines_is_plain_words():
    query = parse_query("title:kiel NEAR(a b) AND * ^x | !y & <-> '); DROP TABLE t; --")

    assert {asked.entry.word for asked in query.words} <= {
        *("titlekiel", "near", "a", "b", "and", "x", "y", "drop", "table", "t")
    }


def test_ways_go_from_near_to_far():
    query = parse_query("Baumbewässerung")

    assert [(way.terms, way.closeness) for way in query.ways_for(0)] == [
        (("baumbewasser",), Closeness.SAME),
        (("baumbewass",), Closeness.ROOT),
        (("baum", "bewass"), Closeness.PARTS),
    ]


def test_two_words_are_also_found_as_one():
    query = parse_query("lora wan")

    assert ("lorawan",) in [way.terms for way in query.ways if (way.first, way.last) == (0, 1)]


@pytest.mark.parametrize(
    ("phrase", "text", "expected"),
    [
        ('"Open SmartCity App"', "Die Open Smart City App", True),
        ('"Smart City App"', "Open-Smart-City-App", True),
        ('"Urbane Datenplattform"', "Aufbau der urbanen Datenplattformen", True),
        ('"Open City App"', "Open Smart City App", False),
        ('"Chatbot"', "Ein KI-Chatbot", True),
    ],
)
def test_a_phrase_is_found_in_a_row_only(phrase, text, expected):
    assert bool(phrase_starts(analyse(text), parse_query(phrase).phrases[0])) is expected


@given(st.one_of(st.text(), st.text(alphabet="\"„“-– aBä:/'*(")))
def test_no_text_makes_it_fail(text):
    query = parse_query(text)

    assert isinstance(query, Query)
    assert len(query.text) <= 200
    for asked in query.words:
        assert query.text[asked.start : asked.end] == asked.text
    for way in query.ways:
        assert 0 <= way.first <= way.last < len(query.words)
        assert all(way.terms)


@given(st.text())
def test_cleaning_twice_changes_nothing(text):
    once = parse_query(text).text

    assert parse_query(once).text == once
