"""Whatever is typed, nothing breaks and nothing of it is taken for a command."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kommunen.models import Project
from kommunen.search import search, search_all, suggest
from tests.factories import MunicipalityFactory, ProjectFactory

pytestmark = pytest.mark.django_db
PATIENT = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
NASTY = [
    "x" * 10_000,
    "Baum " * 2_000,
    "\x00\x01\x1b[31m",
    "'; DROP TABLE kommunen_searchposting; --",
    '" OR 1=1 --',
    'NEAR("a" "b", 5) AND NOT c*',
    "name:baum ^ {a b} : -c",
    "baum & !haus | <->",
    "%_\\",
    "-",
    "- - -Baum",
    '"',
    '"""Baum"',
    "-Baum",
    "🌳🌳🌳",
    "\ud800",
    "\u202eBaum\u200b",
    "ﬀ①Ⅷ",
    "a" * 200 + "-" + "b" * 200,
    "((((((((((",
    "Straßenbeleuchtungssteuerungsanlagenverordnungsentwurfsberatung" * 3,
]


@pytest.fixture(autouse=True)
def tree():
    return ProjectFactory(title="Baum am Haus", municipalities=[MunicipalityFactory(name="Kiel")])


def ask_everything(text):
    answer = search_all(text)
    assert answer.count == len(answer.hits)
    assert len(answer.query.text) <= 200
    assert list(search(Project.objects.published(), text)) is not None
    assert len(suggest(text)) <= 8


@pytest.mark.parametrize("text", NASTY)
def test_nasty_questions_are_answered(text):
    ask_everything(text)


@PATIENT
@given(st.text(max_size=300))
def test_any_text_is_answered(text):
    ask_everything(text)


@PATIENT
@given(
    st.lists(st.sampled_from(["Baum", "-Baum", '"', "Haus", "-", "Kiel", "OR", "*", "Bäume", "xyz", "am"]), max_size=12)
)
def test_any_mixture_of_words_and_signs_is_answered(words):
    ask_everything(" ".join(words))


@pytest.mark.parametrize("text", NASTY)
def test_pages_and_api_answer_nasty_questions(client, text):
    text = text.encode("utf-8", "replace").decode()
    for address in ("/suche/", "/suche/vorschlaege/", "/api/v1/search/"):
        assert client.get(address, {"q": text}).status_code == 200
    assert client.get("/projekte/", {"q": text}).status_code in (200, 400)
