"""What holds on every page, walked in a real browser over the real data."""

import os

import pytest

from tests.browser.checks import (
    assert_accessible,
    assert_accessible_light_and_dark,
    assert_no_sideways_scrolling,
    assert_valid_html,
)
from tests.pages import EVERY_PAGE, FAULTS, PAGES, english

WITH_FAULTS = [*EVERY_PAGE, *FAULTS, *map(english, FAULTS)]
CHECKED = "Seiten mal Ansichten (Rechner, Telefon, hell, dunkel, deutsch, englisch), mit axe geprüft, ohne Befund"
# The English pages have the German ones' templates: the quick suite walks every fifth, the proofs walk all.
ENGLISH = [*map(english, PAGES), *map(english, FAULTS)][:: 1 if os.environ.get("PROOF") == "full" else 5]


@pytest.mark.proof
@pytest.mark.parametrize("address", [*PAGES, *FAULTS], ids=str)
def test_page_has_no_barrier_and_says_everything_without_javascript(visit, address, proof_full, proof_figure):
    """On a desk and on a phone, light and dark: here one of each, all four in the proofs."""
    page = visit(address.path, status=address.status)
    without = visit(address.path, status=address.status, javascript=False)
    assert without.locator("h1").count() == 1
    assert without.locator("main").count() == 1
    said_without = set(lines(without))
    assert [line for line in lines(page) if line not in said_without] == []

    (assert_accessible_light_and_dark if proof_full else assert_accessible)(page)
    assert_no_sideways_scrolling(page)
    page.set_viewport_size({"width": 360, "height": 800})
    page.emulate_media(color_scheme="dark")
    (assert_accessible_light_and_dark if proof_full else assert_accessible)(page)
    proof_figure(CHECKED, 4 if proof_full else 2, add=True)


@pytest.mark.proof
@pytest.mark.parametrize("address", ENGLISH, ids=str)
def test_english_page_has_no_barrier(visit, address, proof_full, proof_figure):
    page = visit(address.path, status=address.status)
    (assert_accessible_light_and_dark if proof_full else assert_accessible)(page)
    proof_figure(CHECKED, 2 if proof_full else 1, add=True)


def lines(page):
    """Return what stands on a page, line by line, without its buttons: a script may bring some, or replace some."""
    take = """main => {
      const buttons = [...main.querySelectorAll("button")];
      for (const button of buttons) button.style.setProperty("display", "none", "important");
      const text = main.innerText;
      for (const button of buttons) button.style.removeProperty("display");
      return text;
    }"""
    return page.locator("main").evaluate(take).splitlines()


def test_every_page_is_valid_html(site, tmp_path):
    documents = {}
    for address in WITH_FAULTS:
        status, documents[address.path] = site.get(address.path)
        assert status == address.status, address.path

    assert_valid_html(documents, tmp_path)


def test_every_page_has_a_title_of_its_own(site):
    titles = {}
    for address in PAGES:
        _, text = site.get(address.path)
        titles.setdefault(text.partition("<title>")[2].partition("</title>")[0], []).append(address.path.split("?")[0])

    assert {title: paths for title, paths in titles.items() if not title or len(set(paths)) > 1} == {}
