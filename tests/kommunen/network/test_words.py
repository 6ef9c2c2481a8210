"""Small pieces of German: rows of names, quotations."""

import pytest
from django.utils import translation

from kommunen.network.suggestions import Reason
from kommunen.network.wording import listed, text_of
from kommunen.network.words import Piece, quoted

pytestmark = pytest.mark.once


def test_titles_in_a_row_are_good_german():
    with translation.override("de"):
        assert listed("ABCD") == "A, B, C und 1 weitere"
        assert "".join(map(str, quoted("Reihe „Neu hier“"))) == "„Reihe ‚Neu hier‘“"
        assert "".join(map(str, quoted('Reihe "Neu hier"'))) == "„Reihe ‚Neu hier‘“"


def test_a_reason_knows_which_of_its_words_are_german_on_every_page():
    reason = Reason("state", 1, {"states": ["BY"]})
    with translation.override("en"):
        text = text_of(reason, None, None, None)
    assert (text, text.pieces) == ("Also in Bayern", [Piece("Also in "), Piece("Bayern", german=True)])
