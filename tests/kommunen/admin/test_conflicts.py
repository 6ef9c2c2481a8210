"""Two people on one record: nothing is lost, and only what collides is asked about."""

import pytest
from django.contrib.auth import get_user
from django.urls import reverse

from kommunen.models import Project
from tests.factories import CooperationFactory, ProjectFactory, SessionFactory, SourceFactory, ThemeFactory, pmo
from tests.kommunen.admin.forms import filled
from tests.staff import logged_in

pytestmark = pytest.mark.once  # forms and pages

DECIDE = "Bitte entscheiden Sie, und speichern Sie noch einmal."
SOURCE = "kommunen-source-content_type-object_id"


def change(record):
    return reverse(f"admin:kommunen_{record._meta.model_name}_change", args=[record.pk])


@pytest.fixture
def project(kempten):
    return ProjectFactory(municipalities=[kempten], title="Alt", summary="Alt", start="2020")


def test_second_saver_sees_both_versions_and_chooses(as_pmo, as_kempten, project):
    themes = ThemeFactory.create_batch(2)
    mine, theirs = (filled(client.get(change(project)), "project_form") for client in (as_pmo, as_kempten))
    as_kempten.post(change(project), {**theirs, "title": "Ihrer", "start": "2021", "themes": [themes[0].pk]})
    posted = {**mine, "title": "Meiner", "summary": "Meine", "themes": [themes[1].pk]}

    question = as_pmo.post(change(project), posted)
    before = Project.objects.values("title", "summary", "start").get()
    asked = {field["name"]: (field["mine"], field["theirs"]) for field in question.context["asked"]}
    again = filled(question, "conflict_form", choose_title="theirs", choose_themes="mine")
    answer = as_pmo.post(change(project), again, follow=True)

    assert question.status_code == 409
    assert before == {"title": "Ihrer", "summary": "Alt", "start": "2021"}
    assert asked == {"title": ("Meiner", "Ihrer"), "themes": (str(themes[1]), str(themes[0]))}
    assert [field["name"] for field in question.context["merged"]] == ["start"]
    project.refresh_from_db()
    assert (project.title, project.summary, project.start, list(project.themes.all())) == (
        "Ihrer",
        "Meine",
        "2021",
        [themes[1]],
    )
    assert any("Beginn" in str(message) or "Start" in str(message) for message in answer.context["messages"])


def test_what_does_not_collide_is_merged_and_told(as_pmo, as_kempten, project):
    mine, theirs = (filled(client.get(change(project)), "project_form") for client in (as_pmo, as_kempten))
    as_kempten.post(change(project), {**theirs, "title": "Ihrer"})

    answer = as_pmo.post(change(project), {**mine, "summary": "Meine"}, follow=True)

    project.refresh_from_db()
    assert (project.title, project.summary) == ("Ihrer", "Meine")
    assert len(answer.context["messages"]) == 2


def test_choice_holds_only_for_what_was_shown(as_pmo, as_kempten, project):
    mine, theirs = (filled(client.get(change(project)), "project_form") for client in (as_pmo, as_kempten))
    as_kempten.post(change(project), {**theirs, "title": "Ihrer"})
    question = as_pmo.post(change(project), {**mine, "title": "Meiner"})
    third = filled(as_kempten.get(change(project)), "project_form", title="Noch einer")
    as_kempten.post(change(project), third)

    answer = as_pmo.post(change(project), filled(question, "conflict_form", choose_title="mine"))

    assert answer.status_code == 409
    assert [field["theirs"] for field in answer.context["asked"]] == ["Noch einer"]


def test_rows_of_two_people_are_merged_and_a_collision_is_told_beside_its_field(as_pmo, as_kempten, project):
    SourceFactory(record=project, publisher="Alt", address="https://alt.example")
    pages = [filled(client.get(change(project)), "project_form") for client in (as_pmo, as_kempten)]
    mine, theirs = pages
    their_name = get_user(as_kempten).email
    as_kempten.post(change(project), {**theirs, f"{SOURCE}-0-publisher": "Ihrer"})

    as_pmo.post(change(project), {**mine, f"{SOURCE}-0-address": "https://neu.example"})
    merged = project.sources.values("publisher", "address").get()
    collision = as_pmo.post(change(project), {**mine, f"{SOURCE}-0-publisher": "Meiner"})
    form = collision.context["inline_admin_formsets"][0].formset.forms[0]
    kept = project.sources.values_list("publisher", flat=True).get()
    again = as_pmo.post(change(project), filled(collision, "project_form"))

    assert form.errors["publisher"] == [f"{their_name} hat hier inzwischen „Ihrer“ gespeichert. {DECIDE}"]
    assert merged == {"publisher": "Ihrer", "address": "https://neu.example"}
    assert (list(form.errors), kept, again.status_code) == (["publisher"], "Ihrer", 302)
    assert project.sources.values_list("publisher", flat=True).get() == "Meiner"


def test_who_has_chosen_is_not_asked_again_where_a_row_is_left_to_decide(as_pmo, as_kempten, project):
    SourceFactory(record=project, publisher="Alt")
    mine, theirs = (filled(client.get(change(project)), "project_form") for client in (as_pmo, as_kempten))
    new = {"title": "Ihrer", "summary": "Ihre", "takeover_wanted": "on", "start": "2021-05"}
    as_kempten.post(change(project), {**theirs, **new, f"{SOURCE}-0-publisher": "Ihrer"})

    posted = {**mine, "title": "Meiner", "summary": "Meine", f"{SOURCE}-0-publisher": "Meiner"}
    question = as_pmo.post(change(project), posted)
    collision = as_pmo.post(
        change(project), filled(question, "conflict_form", choose_title="mine", choose_summary="theirs")
    )
    saved = as_pmo.post(change(project), filled(collision, "project_form"))

    assert (question.status_code, collision.status_code, saved.status_code) == (409, 200, 302)
    said = Project.objects.values_list("title", "summary", "takeover_wanted", "start").get()
    assert said == ("Meiner", "Ihre", True, "2021-05")


def test_members_that_one_did_not_touch_stay_as_the_other_saved_them(as_pmo, as_kempten, kempten, bamberg):
    cooperation = CooperationFactory(members=[kempten, bamberg])
    mine, theirs = (filled(client.get(change(cooperation)), "cooperation_form") for client in (as_pmo, as_kempten))
    rows = as_kempten.get(change(cooperation)).context["inline_admin_formsets"][0].formset.forms
    number = next(index for index, row in enumerate(rows) if row.instance.municipality_id == kempten.pk)
    as_kempten.post(change(cooperation), {**theirs, f"members-{number}-role": "lead"})

    as_pmo.post(change(cooperation), {**mine, "summary": "Meine"})

    cooperation.refresh_from_db()
    roles = dict(cooperation.members.values_list("municipality", "role"))
    assert (cooperation.summary, roles[kempten.pk]) == ("Meine", "lead")


def test_themes_of_a_row_stay_as_the_other_saved_them_or_are_asked_about(as_pmo):
    other, (water, noise, light) = logged_in(pmo()), ThemeFactory.create_batch(3)
    session = SessionFactory(themes=[water])
    page = f"/admin/congress/congress/{session.congress_id}/change/"
    mine, theirs = (filled(client.get(page), "congress_form") for client in (as_pmo, other))
    other.post(page, {**theirs, "sessions-0-themes": [water.pk, noise.pk]})

    untouched = as_pmo.post(page, {**mine, "motto": "Meins"})
    assert (untouched.status_code, set(session.themes.all())) == (302, {water, noise})

    asked = as_pmo.post(page, {**mine, "sessions-0-themes": [light.pk]})
    assert (asked.status_code, set(session.themes.all())) == (200, {water, noise})
    assert as_pmo.post(page, {**filled(asked, "congress_form"), "sessions-0-themes": [light.pk]}).status_code == 302
    assert set(session.themes.all()) == {light}
