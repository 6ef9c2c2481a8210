"""What processes keep in memory is what a fresh one would find: after any edits, pages and counts are the same."""

from contextlib import contextmanager
from random import Random

import pytest
from django.db import transaction

from kommunen import filters
from kommunen.filters import choices, facets
from kommunen.filters.facets import RowSets, row_sets
from kommunen.filters.found import rows_found
from kommunen.models import Cooperation, Municipality, Project, Theme
from kommunen.search import evidence, search_all, words
from kommunen.templatetags import facets as drawn_facets
from tests.kommunen.test_facets import Editor, ids

pytestmark = pytest.mark.django_db
KEEPERS = [facets, choices, words, drawn_facets]
LISTS = {"project": filters.ProjectFilterSet, "cooperation": filters.CooperationFilterSet}
QUESTIONS = ["Projekt", "Kooperation", "Drohne", "Drohne Pegel", "Projekt -Pegel"]
PAGES = ["/projekte/", "/projekte/?q=Drohne", "/kommunen/", "/kooperationen/", "/ki-daten/", "/suche/?q=Projekt+Drohne"]


class Renamer(Editor):
    """Changes names and texts as well, by which records are found and drawn."""

    def __init__(self, random):
        super().__init__(random)
        for _turn in range(8):
            self.rename()

    def rename(self):
        noun, name = self.random.choice(
            [(Project, "title"), (Project, "summary"), (Cooperation, "title"), (Municipality, "name"), (Theme, "name")]
        )
        if record := self.one(noun):
            known = self.random.sample(["Projekt", "Drohne", "Pegel", "Wald"], 2)
            setattr(record, name, f"{' '.join(known)} {self.random.randrange(10**6)}")
            record.save()

    def edit(self):
        if self.random.random() < 0.4:
            self.rename()
            return "rename"
        return super().edit()


@contextmanager
def nothing_kept():
    """Work as a process that has just started, and go on afterwards with what was kept."""
    kept = [keeper._kept for keeper in KEEPERS]
    for keeper in KEEPERS:
        keeper._kept = {}
    try:
        yield
    finally:
        for keeper, before in zip(KEEPERS, kept, strict=True):
            keeper._kept = before


def found_of(text, sets_of):
    """The ids that a question finds in each list, as the sets beside the facets have them."""
    answer = search_all(text)
    found = {kind: (sets_of(filterset), answer) for kind, filterset in LISTS.items()}
    return {kind: ids(sets, rows_found(sets, answer, kind)) for kind, (sets, answer) in found.items()}


def assert_as_fresh(client, told, questions, pages):
    for text in questions:
        assert found_of(text, row_sets) == found_of(text, RowSets), (text, told)
    for page in pages:
        kept = client.get(page).content
        with nothing_kept():
            fresh = client.get(page).content
        assert kept == fresh, (page, told)
    return len(questions) + len(pages)


@pytest.mark.proof
def test_what_is_kept_equals_what_a_fresh_process_finds_and_draws(client, proof_full, proof_figure, monkeypatch):
    monkeypatch.setattr(evidence, "READ_ALL", 3)  # so that a handful of records is "many"
    monkeypatch.setattr(evidence, "BEST", 4)
    compared = 0
    for turn in range(12 if proof_full else 1):
        with transaction.atomic():
            random = Random(f"kept-{turn}")
            editor, told = Renamer(random), []
            for _look in range(25 if proof_full else 4):
                told += [editor.edit() for _edit in range(random.randint(1, 4))]
                looked_at = (QUESTIONS, PAGES) if proof_full else (random.sample(QUESTIONS, 2), random.sample(PAGES, 2))
                compared += assert_as_fresh(client, told, *looked_at)
            transaction.set_rollback(True)
    proof_figure("Nach zufälligen Änderungen: Behaltenes (Trefferlisten, Seiten) gleicht frisch Gerechnetem", compared)
