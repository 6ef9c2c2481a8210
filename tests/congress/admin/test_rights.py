"""Who may do what with which noun: the whole matrix, as docs/ROLLEN.md tells it to people."""

from pathlib import Path

import pytest
from django.contrib import admin
from django.test import RequestFactory

from kommunen.admin.base import RecordAdmin
from kommunen.editing.review import is_reviewed, waits
from kommunen.models import PublicationState, Record, Role
from tests import factories as make
from tests.congress.admin.test_pages import make as make_any

TABLE = Path(__file__).parents[3] / "docs" / "ROLLEN.md"
OWNED = {
    "kommunen.municipality": lambda place: place,
    "kommunen.project": lambda place: make.ProjectFactory(municipalities=[place]),
    "kommunen.cooperation": lambda place: make.CooperationFactory(members=[place]),
    "kommunen.reuse": lambda place: make.ReuseFactory(to_municipality=place),
    "kommunen.trainingdata": lambda place: make.TrainingDataFactory(municipality=place),
    "congress.attendance": lambda place: make.AttendanceFactory(municipality=place),
}
NOTHING = "–"


def rights(model_admin, user, record):
    """What an account may do with a record through the admin, in the words of the table."""
    request = RequestFactory().get("/admin/")
    request.user = user
    found = ["sehen"] if model_admin.has_view_permission(request, record) else []
    found += ["anlegen"] if model_admin.has_add_permission(request) else []
    if model_admin.has_change_permission(request, record):
        is_record = isinstance(record, Record)
        found.append("vorschlagen" if is_record and waits(user, record) else "ändern")
        found += ["veröffentlichen"] if is_record and not is_reviewed(user, record) else []
    return found + (["löschen"] if model_admin.has_delete_permission(request, record) else [])


@pytest.fixture
def lines(kempten, bamberg):
    """The table, line by line."""
    reviewed = make.MunicipalityFactory(name="Kiel", review_required=True)
    pmo, reader, nobody = make.pmo(), make.UserFactory(role=Role.READER), make.UserFactory()
    editor, watched = make.editor_of(kempten), make.editor_of(reviewed)
    heads = [
        "Eintrag",
        "PMO",
        "Redaktion, eigener",
        "Redaktion unter Prüfung, eigener",
        "Redaktion, fremder",
        "Lesend",
        "Ohne Rolle",
    ]
    rows = []
    for model, model_admin in admin.site._registry.items():
        label = model._meta.label_lower
        own, under, foreign = (
            [OWNED[label](place) for place in (kempten, reviewed, bamberg)]
            if label in OWNED
            else [make_any(label, 7)] * 3
        )
        cells = [(pmo, foreign), (editor, own), (watched, under), (editor, foreign), (reader, own), (nobody, own)]
        words = [", ".join(rights(model_admin, user, record)) or NOTHING for user, record in cells]
        rows.append([str(model._meta.verbose_name_plural), *words])
    rows.sort()
    return [f"| {' | '.join(row)} |" for row in [heads, ["---"] * len(heads), *rows]]


def test_matrix_is_the_one_that_the_documentation_tells(lines):
    written = [line for line in TABLE.read_text(encoding="utf-8").splitlines() if line.startswith("|")]

    assert written == lines


def test_editor_of_kempten_changes_nothing_of_bamberg_by_any_door(as_kempten, kempten, bamberg):
    for label, factory in OWNED.items():
        record = factory(bamberg)
        base = f"/admin/{label.replace('.', '/')}/"
        before = type(record).objects.filter(pk=record.pk).values().get()
        version = record.history.first().pk
        answers = [
            as_kempten.post(f"{base}{record.pk}/change/", {"_save": "1"}),
            as_kempten.post(f"{base}{record.pk}/delete/", {"post": "yes"}),
            as_kempten.get(f"{base}{record.pk}/history/{version}/"),
            as_kempten.post(f"{base}{record.pk}/history/{version}/", {"_save": "1"}),
        ]
        for action in ("publish", "put_in_review", "return_to_draft", "archive"):
            as_kempten.post(base, {"action": action, "_selected_action": [record.pk]})
        bulk = {"records": f"{record.pk}:{record.version}", "checked_on": "2026-02-03", "confirm": "1"}

        assert as_kempten.post(f"{base}aendern/", bulk).status_code == 409, label
        assert [answer.status_code for answer in answers] == [403] * 4, label
        assert type(record).objects.filter(pk=record.pk).values().get() == before, label
        assert isinstance(admin.site._registry[type(record)], RecordAdmin)
        assert before["state"] == PublicationState.PUBLISHED
