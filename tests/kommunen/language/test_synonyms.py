import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kommunen
from kommunen.language.query import Closeness, parse_query
from kommunen.language.synonyms import Thesaurus
from kommunen.language.tokens import Kind, analyse

pytestmark = pytest.mark.once
LIST = json.loads((Path(kommunen.__file__).parent / "data/synonyms.json").read_text(encoding="utf-8"))
ENTRIES = [(entry["word"], entry["meaning"], entry["both"]) for entry in LIST]
SHIPPED = Thesaurus(ENTRIES)


def finds(question, text, thesaurus=SHIPPED):
    query = thesaurus.widen(parse_query(question))
    known = {term.text for token in analyse(text) for term in token.terms if term.kind >= Kind.ROOT}
    open_words = set(range(len(query.words)))
    for way in query.ways:
        if set(way.terms) <= known:
            open_words -= set(range(way.first, way.last + 1))
    return not open_words


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Müll", "Vermeidung von Abfällen"),
        ("Müllbehälter", "Füllstand der Abfallbehälter"),
        ("Bus auf Abruf", "Ein On-Demand-Verkehr im Landkreis"),
        ("Handy-App", "Die App der Stadt"),
        ("Handy App", "Die App der Stadt"),
        ("freie Software", "Open-Source-Lösung"),
        ("Open Source", "Freie Software für alle"),
        ("UDP", "Aufbau einer Datenplattform"),
        ("flood warning", "Warnung vor Hochwasser"),
        ("KI", "Künstliche Intelligenz"),
        ("künstlicher Intelligenz", "KI-Chatbot"),
        ("wifi", "Freies WLAN"),
        ("digital twin", "Digitale Zwillinge"),
        ("Kindergarten Beteiligung", "Beteiligung in der Kita"),
    ],
)
def test_everyday_words_find_official_ones(question, text):
    assert finds(question, text)


def test_a_directed_synonym_leads_one_way():
    thesaurus = Thesaurus([("Handy-App", "App")])

    assert finds("Handy-App", "App", thesaurus)
    assert not finds("App", "Handy", thesaurus)


def test_a_symmetric_synonym_leads_both_ways():
    thesaurus = Thesaurus([("Müll", "Abfall", True)])

    assert finds("Müll", "Abfall", thesaurus)
    assert finds("Abfall", "Müll", thesaurus)


def test_synonyms_are_followed_one_step_only():
    thesaurus = Thesaurus([("a1", "b1"), ("b1", "c1")])

    assert not finds("a1", "c1", thesaurus)


def test_what_is_the_same_both_ways_leads_on_to_what_the_other_means():
    thesaurus = Thesaurus([("Fahrradweg", "Radweg", True), ("Radweg", "Radverkehr"), ("Radverkehr", "Verkehr")])

    assert finds("Fahrradweg", "Radverkehr", thesaurus)
    assert not finds("Fahrradweg", "Verkehr", thesaurus)
    assert not finds("Radverkehr", "Fahrradweg", thesaurus)


def test_from_a_meaning_it_goes_on_to_what_is_the_same_both_ways():
    thesaurus = Thesaurus([("flood", "Hochwasser"), ("Hochwasser", "Flut", True), ("Hochwasser", "Pegel")])

    assert finds("flood", "Flut", thesaurus)
    assert not finds("flood", "Pegel", thesaurus)


def test_a_synonym_is_further_than_the_word_itself_and_its_synonyms_are_further_still():
    query = Thesaurus([("Müll", "Abfall", True), ("Abfall", "waste", True)]).widen(parse_query("Müll"))

    assert [(way.terms, way.closeness) for way in query.ways] == [
        (("mull",), Closeness.SAME),
        (("abfall",), Closeness.SYNONYM),
        (("wast",), Closeness.SYNONYM_OF_PART),
    ]


def test_meanings_are_shown_as_entered():
    assert Thesaurus([("Müll", "Abfall")]).meanings("müll") == ("Abfall",)


def test_the_shipped_list_is_clean():
    assert len(ENTRIES) >= 150
    assert len({(word.casefold(), meaning.casefold()) for word, meaning, _ in ENTRIES}) == len(ENTRIES)
    assert all(word.strip() == word and meaning.strip() == meaning and word != meaning for word, meaning, _ in ENTRIES)


@given(st.text(), st.lists(st.tuples(st.text(), st.text(), st.booleans())))
def test_no_list_and_no_question_make_it_fail(question, entries):
    query = Thesaurus(entries).widen(parse_query(question))

    assert all(0 <= way.first <= way.last < len(query.words) for way in query.ways)
