"""Small pieces of German: rows of names, quotations."""

import pytest
from django.utils import translation

from kommunen.network.wording import listed
from kommunen.network.words import quoted

pytestmark = pytest.mark.once


def test_titles_in_a_row_are_good_german():
    with translation.override("de"):
        assert listed("ABCD") == "A, B, C und 1 weitere"
        assert "".join(map(str, quoted("Reihe „Neu hier“"))) == "„Reihe ‚Neu hier‘“"
        assert "".join(map(str, quoted('Reihe "Neu hier"'))) == "„Reihe ‚Neu hier‘“"
