from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kommunen.language.compounds import split

pytestmark = pytest.mark.once
JUDGED = Path(__file__).parents[2] / "data" / "compounds.tsv"


def judged():
    """Read the judged words: the word, the seams that must be found, the seams that may be found."""
    for line in JUDGED.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            word, marked = line.split("\t")
            yield word, seams(marked, "+"), seams(marked, "~")


def seams(marked, sign):
    other = "~" if sign == "+" else "+"
    parts = marked.replace(other, "").split(sign)
    return {sum(map(len, parts[:count])) for count in range(1, len(parts))}


def found_seams(word):
    hard = [piece for piece in split(word) if not piece.hidden]
    return {piece.linked_end for piece in hard[:-1]}


def parts(word):
    return [word[piece.start : piece.end] for piece in split(word) if not piece.hidden]


def test_the_judged_list_is_long_enough():
    rows = list(judged())

    assert sum(bool(must) for _, must, _ in rows) >= 200
    assert sum(not must for _, must, _ in rows) >= 200


def test_precision_and_recall_on_the_judged_words():
    rows = [(found_seams(word), must, may) for word, must, may in judged()]
    right = sum(len(found & must) for found, must, _ in rows)
    wrong = sum(len(found - must - may) for found, must, may in rows)
    missed = sum(len(must - found) for found, must, _ in rows)

    assert right / (right + wrong) >= 0.98
    assert right / (right + missed) >= 0.97


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Hochwasserwarnung", ["Hochwasser", "warnung"]),
        ("Datenplattform", ["Daten", "plattform"]),
        ("Baumbewässerung", ["Baum", "bewässerung"]),
        ("Stadtentwicklungskonzept", ["Stadt", "entwicklung", "konzept"]),
        ("Baeumebewaesserung", ["Baeum", "bewaesserung"]),
        ("Videoeinsatz", ["Video", "einsatz"]),
        ("Erfolgsfaktoren", ["Erfolg", "faktoren"]),
        ("Allgäuplattform", ["Allgäu", "plattform"]),
    ],
)
def test_compounds_come_apart_without_linking_letters(word, expected):
    assert parts(word) == expected


@pytest.mark.parametrize(
    "word", ["Rathaus", "Bahnhof", "Haushalt", "Plattform", "Bildung", "Heidenheim", "Unterstützung", "angemietet"]
)
def test_words_of_one_idea_stay_whole(word):
    assert parts(word) == [word]


def test_the_last_part_of_a_word_of_one_idea_is_hidden_but_known():
    assert [("Hochwasserschutz"[piece.start : piece.end], piece.hidden) for piece in split("Hochwasserschutz")] == [
        ("Hochwasser", False),
        ("schutz", False),
        ("wasser", True),
    ]


@given(st.text())
def test_hard_parts_cover_any_text_without_gap(text):
    hard = [piece for piece in split(text) if not piece.hidden]

    assert hard[0].start == 0
    assert hard[-1].linked_end == len(text)
    assert all(one.linked_end == other.start for one, other in pairwise(hard))
