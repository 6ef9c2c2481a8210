"""The page for people who read with difficulty keeps to the rules that can be counted.

Source: the rules of Netzwerk Leichte Sprache e. V.: short sentences, short words, hyphens in long ones, no brackets.
"""

import json
import re

import pytest

from tests.conftest import SHIPPED
from tests.factories import PageFactory

pytestmark = [pytest.mark.django_db, pytest.mark.once]
MOST_WORDS, MOST_LETTERS = 10, 14


def test_its_sentences_and_words_are_short(client):
    [shipped] = [page for page in json.loads((SHIPPED / "pages.json").read_text()) if page["slug"] == "leichte-sprache"]
    PageFactory(**{name: shipped[name] for name in ("slug", "title", "body")})
    page = client.get("/leichte-sprache/").content.decode()
    lines = re.split(r"</(?:p|li|h1|h2|h3)>|<br ?/?>", re.search(r"<main.*?</main>", page, re.DOTALL)[0])
    texts = [re.sub(r"<[^>]+>", " ", line) for line in lines]
    sentences = [re.findall(r"[\w-]+", sentence) for text in texts for sentence in re.split(r"(?<=[.!?:])\s", text)]

    assert len(sentences) > 50
    assert [" ".join(words) for words in sentences if len(words) > MOST_WORDS] == []
    parts = {part for words in sentences for word in words for part in word.split("-")}
    assert sorted(part for part in parts if len(part) > MOST_LETTERS) == []
    assert "(" not in "".join(texts)
