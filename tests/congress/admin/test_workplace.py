"""The start page: what waits, who changed what, the nouns in groups."""

from datetime import timedelta

import pytest
from django.contrib import admin
from django.urls import reverse
from django.utils import timezone

from kommunen.models import Proposal, ProposalState, PublicationState
from tests.factories import (
    AttendanceFactory,
    CongressFactory,
    ProjectFactory,
    ReuseFactory,
    SessionFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.once  # forms and pages; the rules below them run on both engines

INDEX = "/admin/"


def changed(client, record, **fields):
    """Change a record through the admin's bulk action, which needs no form."""
    name = f"admin:{record._meta.app_label}_{record._meta.model_name}_changelist"
    client.post(reverse(name), {"action": "put_in_review", "_selected_action": [record.pk]})


def test_groups_hold_every_noun(as_pmo):
    groups = as_pmo.get(INDEX).context["app_list"]

    shown = [noun["model"] for group in groups for noun in group["models"]]
    assert sorted(shown, key=str) == sorted(admin.site._registry, key=str)
    assert [group["app_label"] for group in groups] == ["network", "congress", "editing", "accounts"]


def test_page_of_one_half_shows_its_groups(as_pmo):
    def groups(app):
        return [group["app_label"] for group in as_pmo.get(f"/admin/{app}/").context["app_list"]]

    assert (groups("kommunen"), groups("congress")) == (["network", "editing", "accounts"], ["congress"])


def test_unfinished_entries_are_counted_and_linked(as_pmo):
    ProjectFactory.create_batch(2, state=PublicationState.DRAFT)
    ProjectFactory(state=PublicationState.IN_REVIEW)
    ThemeFactory(state=PublicationState.DRAFT)
    ThemeFactory(state=PublicationState.ARCHIVED)

    found = as_pmo.get(INDEX).context["unfinished"]

    assert [(item["count"], item["url"]) for item in found] == [
        (1, "/admin/kommunen/project/?state__exact=in_review"),
        (2, "/admin/kommunen/project/?state__exact=draft"),
        (1, "/admin/kommunen/theme/?state__exact=draft"),
    ]
    assert [as_pmo.get(item["url"]).context["cl"].result_count for item in found] == [1, 2, 1]


def test_editor_sees_what_waits_of_the_own(as_kempten, kempten, bamberg):
    ProjectFactory(municipalities=[kempten], state=PublicationState.DRAFT)
    ProjectFactory(municipalities=[bamberg], state=PublicationState.DRAFT)

    [item] = as_kempten.get(INDEX).context["unfinished"]

    assert item["count"] == as_kempten.get(item["url"]).context["cl"].result_count == 1


def test_changes_of_people_are_shown_the_newest_first(as_pmo):
    records = [ProjectFactory(), SessionFactory(), ReuseFactory(), AttendanceFactory()]
    for record in records:
        changed(as_pmo, record)
    gone = ProjectFactory()
    as_pmo.post(reverse("admin:kommunen_project_delete", args=[gone.pk]), {"post": "yes"})

    latest = as_pmo.get(INDEX).context["latest"]

    assert [change["record"] for change in latest] == [None, *reversed(records)]
    assert as_pmo.get(latest[1]["url"]).status_code == 200


def test_start_page_asks_constantly_often(as_pmo, django_assert_max_num_queries):
    for record in [*ProjectFactory.create_batch(15), *ReuseFactory.create_batch(15), AttendanceFactory()]:
        changed(as_pmo, record)

    with django_assert_max_num_queries(12):  # what waits, own tasks, latest changes: one query each, and their records
        response = as_pmo.get(INDEX)

    assert len(response.context["latest"]) == 10


def test_the_next_congress_stands_on_the_start_page_with_its_companion(as_pmo):
    day = timezone.localdate()
    CongressFactory(start=(day - timedelta(days=90)).isoformat())
    CongressFactory(start=(day + timedelta(days=10)).isoformat(), status="cancelled")
    coming = CongressFactory(slug="kommt", start=(day + timedelta(days=30)).isoformat())

    page = as_pmo.get(INDEX)

    assert page.context["next_congress"] == coming
    assert "/kongresse/kommt/begleiter/" in page.content.decode()


def test_who_has_no_role_is_told_whom_to_ask(as_nobody):
    response = as_nobody.get(INDEX)

    assert response.context["app_list"] == []
    assert "PMO" in response.content.decode()


def test_proposals_wait_for_the_pmo_and_their_fate_is_told_to_who_made_them(as_pmo, as_kempten, kempten):
    mine = ProjectFactory(municipalities=[kempten])
    editor = kempten.memberships.get().user
    Proposal.objects.create(
        record=mine, text="Neuer Titel", made_by=editor, state=ProposalState.DECLINED, answer="Nein."
    )
    report = Proposal.objects.create(record=mine, text="Beendet", contact="jemand@example.org")

    waiting, told = (client.get(INDEX) for client in (as_pmo, as_kempten))

    assert waiting.context["proposals"] == [report]
    assert [proposal.answer for proposal in told.context["proposals"]] == ["Nein."]
    assert "jemand@example.org" not in told.content.decode()
