"""An earlier version comes back with all that hung on it, also where a load wrote it without a history."""

from datetime import date

import pytest
from django.urls import reverse

from kommunen.models import CooperationMember, Source
from tests.factories import CooperationFactory, ProjectFactory
from tests.kommunen.admin.forms import filled

pytestmark = pytest.mark.once  # forms and pages

SOURCE = "kommunen-source-content_type-object_id"


def page(record, name, *args):
    return reverse(f"admin:kommunen_{record._meta.model_name}_{name}", args=[record.pk, *args])


def post(client, record, **changes):
    url = page(record, "change")
    response = client.post(url, filled(client.get(url), f"{record._meta.model_name}_form", **changes))
    assert response.status_code == 302


def restore(client, record, entry):
    url = page(record, "simple_history", entry.pk)
    shown = client.get(url)
    answer = client.post(url, filled(shown, f"historical{record._meta.model_name}_form"), follow=True)
    record.refresh_from_db()
    return shown.context["rows_back"], [str(message) for message in answer.context["messages"]]


def loaded(record, *names):
    """Sources as a load writes them: in bulk."""
    sources = [Source(record=record, address=f"https://{name}.example", publisher=name) for name in names]
    Source.objects.bulk_create(sources)


def test_sources_come_back_as_they_were(as_pmo):
    project = ProjectFactory(title="Erst")
    loaded(project, "geändert", "gelöscht", "unberührt")
    first = project.history.last()
    new = {f"{SOURCE}-0-publisher": "Neu", f"{SOURCE}-0-checked_on": "01.02.2026", f"{SOURCE}-1-DELETE": "on"}
    post(as_pmo, project, title="Dann", **new)
    newest = as_pmo.get(page(project, "history")).context["page_obj"][0]
    second = project.history.first()
    post(as_pmo, project, **{f"{SOURCE}-2-address": "https://neu.example", f"{SOURCE}-TOTAL_FORMS": "3"})

    told, messages = restore(as_pmo, project, first)

    restored = as_pmo.get(page(project, "history")).context["page_obj"][0].history_change_reason
    assert restored.startswith("Wiederhergestellt: Fassung vom ")
    assert f"Projekt, geändert ({restored})" in as_pmo.get(reverse("admin:index")).content.decode()
    assert {row["label"]: (row["done"], [each["old"] for each in row["changes"]]) for row in newest.rows} == {
        "https://geändert.example": ("geändert", ["geändert", ""]),
        "https://gelöscht.example": ("gelöscht", []),
    }
    assert {row["label"]: row["done"] for row in told} == {
        "https://neu.example": "entfällt",
        "https://geändert.example": "wird wieder wie damals",
        "https://gelöscht.example": "kommt zurück",
    }
    assert [message for message in messages if "wiederhergestellt" in message] == messages
    assert project.title == "Erst"
    assert project.history.first().history_change_reason.startswith("Wiederhergestellt")
    now = set(project.sources.values_list("publisher", "checked_on"))
    assert now == {("gelöscht", None), ("geändert", None), ("unberührt", None)}

    restore(as_pmo, project, second)

    now = set(project.sources.values_list("publisher", "checked_on"))
    assert now == {("Neu", date(2026, 2, 1)), ("unberührt", None)}
    newest = as_pmo.get(page(project, "history")).context["page_obj"][0]
    assert len(newest.rows) == 2


def test_members_come_back_as_they_were(as_pmo, as_kempten, kempten, bamberg):
    cooperation = CooperationFactory(members=[kempten, bamberg])
    first = cooperation.history.last()
    role = {"members-0-role": "lead", "members-1-DELETE": "on"}
    post(as_pmo, cooperation, **role)
    gone = CooperationMember.history.filter(history_type="-").get()

    told, _messages = restore(as_pmo, cooperation, first)

    members = dict(cooperation.members.values_list("pk", "role"))
    assert (len(told), members[gone.id], sorted(members.values())) == (2, "", ["", ""])
    assert as_kempten.post(page(cooperation, "simple_history", first.pk)).status_code == 403  # a proposal, if anything


def test_a_version_without_other_rows_says_nothing_of_them(as_pmo):
    project = ProjectFactory(title="Erst")
    loaded(project, "eine")
    first = project.history.last()
    post(as_pmo, project, title="Dann")

    told, messages = restore(as_pmo, project, first)

    assert (told, len(messages), project.title, project.sources.count()) == ([], 1, "Erst", 1)
