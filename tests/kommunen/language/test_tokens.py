import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kommunen.language.tokens import Kind, analyse

pytestmark = pytest.mark.once
WORDS = st.sampled_from(
    [
        "Bäume",
        "CIVITAS/CORE",
        "Bürger:innen",
        "LoRa-WAN",
        "Hoch\xadwasserwarnung",
        "SmartCity",
        "H.OPE",
        "z.B.",
        "–",
        "„KI“",
        "Straße",
    ]
)


def terms(text, weakest=Kind.PART):
    return {term.text for token in analyse(text) for term in token.terms if term.kind >= weakest}


def meets(question, text):
    """Tell whether every word of the question has a term, its verb included, in the text."""
    known = terms(text, Kind.ROOT)
    return all(
        {token.stem, token.entry.root} & known or set(token.entry.leaf_roots) <= known for token in analyse(question)
    )


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Hochwasserwarnung", "Warnung vor Hochwasser"),
        ("Hochwasserwarnung", "warnt vor dem Hochwasser"),
        ("Plattform", "Datenplattformen"),
        ("Baumbewässerung", "Bäume bewässern"),
        ("Baeume Bewaesserung", "Jungbaumbewässerung"),
        ("Stadtentwicklung", "Stadtentwicklungskonzept"),
        ("LoRaWAN", "LoRa-WAN-Gateway"),
        ("Lora-WAN", "LoRaWAN"),
        ("SmartCity", "Open Smart City App"),
        ("Smart City", "Open SmartCity App"),
        ("Bürgerbeteiligung", "Bürger:innenbeteiligung"),
        ("Bürger", "BürgerInnen"),
        ("un:box", "unbox"),
        ("civitas core", "CIVITAS/CORE"),
        ("CO2", "CO₂-Messung"),
        ("Soest App", "SoestApp"),
        ("Wasser", "Grundwassersensoren am Wasserwerk"),
        ("parken", "Parksensoren"),
        ("Park", "Sportpark"),
        ("auf Rädern", "Rathaus auf Rädern"),
    ],
)
def test_a_question_meets_the_text(question, text):
    assert meets(question, text)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Rathaus", "Rat im Haus"),
        ("Burg", "Bürger"),
        ("Form", "Plattform"),
        ("Haus", "Rathaus"),
        ("Datenschutz", "Daten"),
        ("Frauen", "Fraunhofer IESE"),
        ("Bahn", "Sensoren in der Fahrbahn"),
        ("Zug", "zugeparkte Kreuzung"),
        ("Park", "Parksensoren"),
        ("Rad", "Rathaus auf Rädern"),
    ],
)
def test_a_question_does_not_meet_the_text(question, text):
    assert not meets(question, text)


def test_tokens_know_their_place():
    tokens = analyse("Die Smart-City-App für Bäume.")

    assert [(token.position, token.start, token.end, token.word, token.stop) for token in tokens] == [
        (0, 0, 3, "die", True),
        (1, 4, 18, "smartcityapp", False),
        (4, 19, 22, "fur", True),
        (5, 23, 28, "baume", False),
    ]


def test_terms_say_how_strong_they_are_and_where_they_stand():
    (token,) = analyse("Baumbewässerung")

    assert [(term.text, term.kind.name, term.start, term.end) for term in token.terms] == [
        ("baumbewasserung", "WORD", 0, 15),
        ("baumbewasser", "STEM", 0, 15),
        ("baum", "PART", 0, 4),
        ("bewasser", "PART", 4, 15),
        ("bewass", "ROOT", 4, 15),
        ("baumbewass", "ROOT", 0, 15),
    ]


def test_a_soft_hyphen_hides_no_part():
    (token,) = analyse("Hoch\u00adwasser\u00adwarnung")

    assert {"hochwasser", "warnung", "hochwasserwarnung"} <= {term.text for term in token.terms}


@given(st.one_of(st.text(), st.lists(WORDS).map(" ".join)))
def test_any_text_is_analysed_and_every_offset_lies_inside(text):
    last = 0
    for token in analyse(text):
        assert last <= token.start < token.end <= len(text)
        last = token.end
        for term in token.terms:
            assert term.text
            assert 0 <= term.start < term.end <= token.end - token.start
            assert 0 <= term.position < len(token.entry.pieces)


@given(st.lists(WORDS, min_size=1))
def test_upper_case_changes_no_stem_of_a_plain_word(words):
    for word in words:
        if word.isalpha() and word != "SmartCity":
            assert [token.stem for token in analyse(word)] == [token.stem for token in analyse(word.upper())]


def test_a_word_is_analysed_once():
    analyse("Hochwasserwarnung")
    start = time.process_time()
    analyse("Hochwasserwarnung " * 2000)

    assert time.process_time() - start < 0.5  # measured: 4 ms
