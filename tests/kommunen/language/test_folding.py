import pytest
from hypothesis import given
from hypothesis import strategies as st

from kommunen.language.folding import fold, letters
from kommunen.language.stems import stem

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    "spellings",
    [
        ["Köln", "Koeln", "Koln", "KÖLN", "Ko\u0308ln"],
        ["Straße", "Strasse", "STRASSE", "STRAẞE"],
        ["Münster", "Muenster", "munster"],
        ["Bäume", "Baeume"],
        ["CO₂", "CO2"],
        ["Chóśebuz", "Chosebuz"],
        ["Hoch\u00adwasser", "Hochwasser"],
        ["Süderbrarup", "Suederbrarup"],
        ["Gießen", "Giessen"],
    ],
)
def test_spellings_of_one_word_fold_to_one_form(spellings):
    assert len(set(map(fold, spellings))) == 1


@pytest.mark.parametrize("word", ["neue", "Bauer", "Quelle", "Feuer", "Frauen", "Treue", "Museen", "Statue", "Steuer"])
def test_ue_that_is_no_umlaut_stays(word):
    assert fold(word) == word.lower()


@pytest.mark.parametrize(
    "forms",
    [
        ["neu", "neue", "neuen", "neuer", "neues"],
        ["aktuell", "aktuelle", "aktuellen"],
        ["Israel", "Israels"],
        ["virtuell", "virtuelle", "virtuellen"],
        ["frei", "freie", "freien", "freier"],
    ],
)
def test_words_with_a_false_umlaut_still_meet_their_own_forms(forms):
    assert len({stem(fold(form)) for form in forms}) == 1


@pytest.mark.parametrize(
    ("one", "other"), [("Poesie", "Posten"), ("neue", "neun"), ("Bauer", "Bar"), ("Israel", "Isar"), ("Hof", "Höhe")]
)
def test_folding_does_not_join_what_differs(one, other):
    assert fold(one) != fold(other)


@pytest.mark.parametrize("spelling", ["CIVITAS/CORE", "Civitas Core", "civitas-core", "CivitasCore"])
def test_a_name_is_the_same_key_with_and_without_its_signs(spelling):
    assert letters(spelling) == "civitascore"


@given(st.text())
def test_folding_twice_changes_nothing_of_case_and_accents(text):
    assert fold(text) == fold(text)
    assert fold(text.swapcase().swapcase()) is not None


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyzäöüß", min_size=1))
def test_case_never_matters(word):
    assert fold(word) == fold(word.upper()) == fold(word.capitalize())
