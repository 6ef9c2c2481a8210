"""Many records moved to another publication state at once."""

import pytest
from django.urls import reverse

from kommunen.admin.publication import NAMED
from kommunen.models import Project, PublicationState
from tests.factories import ProjectFactory

pytestmark = pytest.mark.once  # forms and pages; the rules below them run on both engines

URL = "admin:kommunen_project_changelist"
DRAFT = {"state": PublicationState.DRAFT}


def act(client, action, projects):
    data = {"action": action, "_selected_action": [project.pk for project in projects]}
    response = client.post(reverse(URL), data, follow=True)
    return [(message.level_tag, message.message) for message in response.context["messages"]]


@pytest.mark.parametrize(
    ("action", "state"),
    [("put_in_review", "in_review"), ("return_to_draft", "draft"), ("archive", "archived"), ("publish", "published")],
)
def test_action_moves_what_is_selected(as_pmo, action, state):
    selected = ProjectFactory.create_batch(2, state="draft" if state != "draft" else "published")
    other = ProjectFactory()

    [(level, text)] = act(as_pmo, action, selected)

    assert (level, text.split()[0]) == ("success", "2")
    assert list(Project.objects.order_by("pk").values_list("state", flat=True)) == [state, state, other.state]


def test_what_nobody_checked_is_named_and_stays_while_the_rest_is_published(as_pmo):
    checked = ProjectFactory(title="Geprüft", **DRAFT)
    unchecked = [ProjectFactory(title=f"Ungeprüft {number}", checked_on=None, **DRAFT) for number in (1, 2)]

    (_, done), (level, refused) = act(as_pmo, "publish", [checked, *unchecked])

    assert done.split()[0] == "1"
    assert level == "error"
    assert "„Ungeprüft 1“, „Ungeprüft 2“" in refused
    assert [project.title for project in Project.objects.published()] == ["Geprüft"]


def test_message_names_only_so_many(as_pmo):
    unchecked = ProjectFactory.create_batch(NAMED + 3, checked_on=None, **DRAFT)

    [(_, refused)] = act(as_pmo, "publish", unchecked)

    assert refused.count("„") == NAMED
    assert "3" in refused


def test_move_is_in_the_history_with_its_author(as_pmo):
    project = ProjectFactory(**DRAFT)

    act(as_pmo, "publish", [project])

    entry = project.history.first()
    assert (entry.state, str(entry.history_user_id)) == ("published", as_pmo.session["_auth_user_id"])


def test_moving_what_is_there_already_changes_nothing(as_pmo):
    project = ProjectFactory()

    [(level, _text)] = act(as_pmo, "publish", [project])

    assert level == "info"
    assert Project.objects.get().version == project.version


def test_reader_is_offered_no_action(as_reader):
    project = ProjectFactory(**DRAFT)

    act(as_reader, "publish", [project])

    assert Project.objects.get().state == PublicationState.DRAFT
