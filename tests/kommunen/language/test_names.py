import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kommunen.language.aliases import (
    cooperation_aliases,
    inhabitants,
    municipality_aliases,
    shipped_aliases,
    theme_aliases,
)
from kommunen.language.folding import fold
from kommunen.language.names import Names

pytestmark = pytest.mark.once
ROOT = Path(__file__).parents[3]
SENTENCES = ROOT / "tests" / "data" / "sentences.tsv"


def records(name):
    return json.loads((ROOT / "kommunen" / "data" / f"{name}.json").read_text(encoding="utf-8"))


def real_names():
    """Build the names from the shipped facts, as the application does from its tables."""
    units = {unit["key"]: unit["name"] for unit in records("territories")}
    more, rows = shipped_aliases(), records("municipalities")
    owners = {fold(alias): row["slug"] for row in rows for alias in municipality_aliases(row["name"])}

    def names_of(row):
        stated = row["name"], row["official_name"] or "", row["project_name"] or ""
        own, towns = municipality_aliases(*stated), [units[key] for key in row["territories"]]
        for name in municipality_aliases(*stated, towns):  # Mannheim is one itself, not the Rhein-Neckar region
            if name in own or owners.get(fold(name), row["slug"]) == row["slug"]:
                yield name

    return Names(
        municipalities={row["slug"]: [*names_of(row), *more["municipalities"].get(row["slug"], [])] for row in rows},
        themes={
            row["slug"]: [
                *theme_aliases(row["slug"], row["de"], row["en"], row["synonyms"]),
                *more["themes"].get(row["slug"], []),
            ]
            for row in records("themes")
        },
        cooperations={
            row["slug"]: [*cooperation_aliases(row["title"]), *more["cooperations"].get(row["slug"], [])]
            for row in records("cooperations")
        },
    )


@pytest.fixture(scope="module")
def names():
    return real_names()


def judged():
    for line in SENTENCES.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            sentence, municipalities, themes, cooperations, trap = (line.split("\t") + [""] * 4)[:5]
            yield (
                sentence,
                (set(municipalities.split()), set(themes.split()), set(cooperations.split())),
                trap == "trap",
            )


MUST = ("Rathaus", "Mobilstation", "Südwest-Cluster")  # sentences with these are all to be read rightly


def test_a_town_hall_is_a_building_and_the_cluster_is_known_by_its_name(names):
    rows = {sentence: expected for sentence, expected, _ in judged() if any(word in sentence for word in MUST)}

    assert len(rows) >= 11
    assert {sentence: tuple(map(set, names.recognise(sentence).values())) for sentence in rows} == rows


def test_the_judged_list_holds_enough_traps():
    assert sum(trap for _, _, trap in judged()) >= 60


@pytest.mark.parametrize("traps", [True, False])
def test_at_least_95_of_100_judged_sentences_are_right(names, traps):
    rows = [(sentence, expected) for sentence, expected, trap in judged() if trap is traps]
    wrong = [sentence for sentence, expected in rows if tuple(map(set, names.recognise(sentence).values())) != expected]

    assert len(wrong) <= 0.05 * len(rows), wrong


def test_a_name_is_found_where_it_stands():
    names = Names({"bamberg": ["Bamberg"]}, {"ki": ["KI"]}, {"toolbox": ["Beteiligungstoolbox"]})

    assert [(found.kind, found.slugs, found.start, found.end) for found in names.find("Die Bamberger zu KI")] == [
        ("municipalities", ("bamberg",), 4, 13),
        ("themes", ("ki",), 17, 19),
    ]


def test_the_longest_name_wins_and_uses_up_its_words():
    names = Names({"a": ["Halle"], "b": ["Paderborn"]}, {}, {"c": ["HAL-Plan in Paderborn"]})

    assert names.recognise("HAL-Plan in Paderborn") == {"municipalities": [], "themes": [], "cooperations": ["c"]}


def test_a_shared_name_names_both():
    assert Names({"mannheim": ["Mannheim"], "rhein-neckar": ["Mannheim"]}).recognise("Mannheim")["municipalities"] == [
        "mannheim",
        "rhein-neckar",
    ]


def test_a_guess_says_that_it_is_one():
    (found,) = Names({"kempten": ["Kempten"]}).find("Kemten")

    assert found.guessed


@pytest.mark.parametrize(
    ("place", "person"),
    [
        *[("Kempten", "kemptener"), ("Solingen", "solinger"), ("München", "munchner"), ("Jena", "jenar")],
        *[
            ("Halle", "hallenser"),
            ("Münster", "munsteraner"),
            ("Kassel", "kassler"),
            ("Südwestfalen", "sudwestfalische"),
        ],
    ],
)
def test_people_are_named_after_their_place(place, person):
    assert person in inhabitants(place)


def test_official_names_give_short_ones():
    assert {"Kempten", "Kempten (Allgäu)"} <= set(municipality_aliases("Kempten (Allgäu)"))
    assert {"Hof", "LK Hof", "Landkreis Hof"} <= set(municipality_aliases("Landkreis Hof"))
    assert {"Hamburg", "München", "CUT"} <= set(
        municipality_aliases("Connected Urban Twins", "", "Connected Urban Twins (CUT)", ["Hamburg", "München"])
    )


@given(st.text())
def test_no_text_makes_it_fail(text):
    names = Names({"hof": ["Hof"], "bamberg": ["Bamberg"]}, {"ki": ["KI"]}, {})

    for found in names.find(text):
        assert 0 <= found.start < found.end <= len(text)


@given(st.lists(st.text(), max_size=3), st.text())
def test_no_name_makes_it_fail(stated, text):
    Names({"a": stated}, {"b": stated}, {"c": stated}).recognise(text)
