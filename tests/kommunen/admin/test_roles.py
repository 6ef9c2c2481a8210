"""An editor of Kempten changes what is Kempten's, by no door anything else."""

import pytest
from django.urls import reverse

from kommunen.models import Cooperation, CooperationMember, Membership, Project, PublicationState, Role, TrainingData
from tests.factories import (
    CongressFactory,
    CooperationFactory,
    CooperationMemberFactory,
    ProjectFactory,
    ReuseFactory,
    SourceFactory,
    ThemeFactory,
    TrainingDataFactory,
)
from tests.kommunen.admin.forms import filled


def change(record):
    return reverse(f"admin:{record._meta.app_label}_{record._meta.model_name}_change", args=[record.pk])


def post(client, url, form_id, **changes):
    """Load a form as a browser does, change some fields, send it."""
    return client.post(url, filled(client.get(url), form_id, **changes))


def faults(response):
    return dict(response.context["adminform"].form.errors)


def test_editor_changes_the_own_project(as_kempten, kempten):
    project = ProjectFactory(municipalities=[kempten])

    response = post(as_kempten, change(project), "project_form", title="Neuer Titel")

    assert response.status_code == 302
    project.refresh_from_db()
    assert (project.title, list(project.municipalities.all())) == ("Neuer Titel", [kempten])


@pytest.mark.parametrize("kind", ["municipality", "project", "training data", "reuse", "theme", "congress"])
def test_editor_cannot_change_what_is_not_the_own(as_kempten, bamberg, kind):
    record = {
        "municipality": lambda: bamberg,
        "project": lambda: ProjectFactory(municipalities=[bamberg]),
        "training data": lambda: TrainingDataFactory(municipality=bamberg),
        "reuse": lambda: ReuseFactory(to_municipality=bamberg),
        "theme": ThemeFactory,
        "congress": CongressFactory,
    }[kind]()
    before = type(record).objects.filter(pk=record.pk).values().get()

    page = as_kempten.get(change(record))
    answer = as_kempten.post(change(record), {"name": "Anders", "title": "Anders", "what": "Anders", "_save": "1"})

    assert (page.status_code, page.context["has_change_permission"], answer.status_code) == (200, False, 403)
    assert type(record).objects.filter(pk=record.pk).values().get() == before


def test_editor_cannot_give_a_record_to_another(as_kempten, kempten, bamberg):
    project = ProjectFactory(municipalities=[kempten])
    data = TrainingDataFactory(municipality=kempten)
    reuse = ReuseFactory(to_municipality=kempten)

    answers = [
        post(as_kempten, change(project), "project_form", municipalities=[kempten.pk, bamberg.pk]),
        post(as_kempten, change(project), "project_form", municipalities=[bamberg.pk]),
        post(as_kempten, change(data), "trainingdata_form", municipality=bamberg.pk),
        post(as_kempten, change(reuse), "reuse_form", to_municipality=bamberg.pk),
        post(as_kempten, change(reuse), "reuse_form", to_municipality="", to_name="Jemand"),
    ]

    assert [list(faults(answer)) for answer in answers] == [
        ["municipalities"],
        ["municipalities"],
        ["municipality"],
        ["to_municipality"],
        ["to_municipality"],
    ]
    assert list(project.municipalities.all()) == [kempten]


def test_editor_keeps_the_others_of_a_common_project(as_kempten, kempten, bamberg):
    project = ProjectFactory(municipalities=[kempten, bamberg])

    kept = post(as_kempten, change(project), "project_form", title="Gemeinsam")
    robbed = post(as_kempten, change(project), "project_form", municipalities=[kempten.pk])
    left = post(as_kempten, change(project), "project_form", municipalities=[bamberg.pk])

    assert (kept.status_code, list(faults(robbed)), left.status_code) == (302, ["municipalities"], 302)
    assert list(project.municipalities.all()) == [bamberg]
    assert as_kempten.post(change(project), {}).status_code == 403


@pytest.mark.parametrize("noun", ["project", "trainingdata"])
def test_editor_adds_only_for_the_own_municipality(as_kempten, kempten, bamberg, noun):
    url = reverse(f"admin:kommunen_{noun}_add")
    field = "municipalities" if noun == "project" else "municipality"
    model = Project if noun == "project" else TrainingData
    extra = {} if noun == "project" else {"kind": "need"}

    prefilled = as_kempten.get(url).context["adminform"].form.initial[field]
    foreign = post(as_kempten, url, f"{noun}_form", title="Von Hand", **{field: bamberg.pk}, **extra)
    own = post(as_kempten, url, f"{noun}_form", title="Grüne Straße", **extra)

    assert prefilled == ([kempten.pk] if noun == "project" else kempten.pk)
    assert list(faults(foreign)) == [field]
    assert own.status_code == 302
    assert model.objects.get().slug == "gruene-strasse"


@pytest.mark.parametrize("noun", ["municipality", "theme", "organisation", "page", "user", "territory"])
def test_editor_adds_nothing_that_is_the_pmos(as_kempten, noun):
    assert as_kempten.get(reverse(f"admin:kommunen_{noun}_add")).status_code == 403


def test_search_field_that_makes_an_owner_offers_only_the_own(as_kempten, as_pmo, kempten, bamberg):
    def offered(client, model, field):
        query = {"app_label": "kommunen", "model_name": model, "field_name": field, "term": ""}
        return [row["text"] for row in client.get(reverse("admin:autocomplete"), query).json()["results"]]

    assert offered(as_kempten, "project", "municipalities") == ["Kempten"]
    assert offered(as_kempten, "reuse", "to_municipality") == ["Kempten"]
    assert offered(as_kempten, "reuse", "from_municipality") == ["Bamberg", "Kempten"]
    assert offered(as_pmo, "project", "municipalities") == ["Bamberg", "Kempten"]


def test_editor_changes_only_the_own_rows_among_the_members(as_kempten, kempten, bamberg):
    cooperation = CooperationFactory(members=[kempten, bamberg])
    mine = CooperationMember.objects.get(municipality=kempten)
    theirs = CooperationMember.objects.get(municipality=bamberg)
    url = change(cooperation)
    rows = as_kempten.get(url).context["inline_admin_formsets"][0].formset.forms
    number = {form.instance.pk: index for index, form in enumerate(rows)}
    changes = {f"members-{number[mine.pk]}-role": "lead", "members-TOTAL_FORMS": "2"}
    for row in (mine, theirs):  # by hand: the page does not even offer it
        changes[f"members-{number[row.pk]}-id"] = row.pk
        changes[f"members-{number[row.pk]}-DELETE"] = "on"
    changes |= {f"members-{number[theirs.pk]}-role": "lead", f"members-{number[theirs.pk]}-state": "archived"}

    response = post(as_kempten, url, "cooperation_form", **changes)

    assert response.status_code == 302
    found = CooperationMember.objects.order_by("municipality__name").values_list("municipality", "role", "state")
    assert list(found) == [(bamberg.pk, "", "published"), (kempten.pk, "lead", "published")]


def test_editor_adds_only_the_own_municipality_as_member(as_kempten, kempten, bamberg):
    cooperation = CooperationFactory(members=[kempten])
    row = {"members-1-municipality": bamberg.pk, "members-1-state": "published", "members-1-checked_on": "01.02.2026"}

    response = post(as_kempten, change(cooperation), "cooperation_form", **row, **{"members-TOTAL_FORMS": "2"})

    assert response.status_code == 200
    assert cooperation.members.count() == 1


def test_editor_takes_over_no_row_of_another_cooperation(as_kempten, kempten, bamberg):
    cooperation = CooperationFactory(members=[kempten])
    foreign = CooperationMemberFactory(municipality=bamberg)

    response = post(
        as_kempten, change(cooperation), "cooperation_form", **{"members-0-id": foreign.pk, "members-0-role": "lead"}
    )

    assert response.status_code == 200
    foreign.refresh_from_db()
    assert foreign.role == ""


def test_editor_proposes_a_cooperation_only_with_the_own_municipality(as_kempten, kempten):
    url = reverse("admin:kommunen_cooperation_add")

    alone = post(as_kempten, url, "cooperation_form", title="Allein", kind="exchange")
    together = post(
        as_kempten, url, "cooperation_form", title="Zusammen", kind="exchange", **{"members-0-municipality": kempten.pk}
    )

    assert (alone.status_code, together.status_code) == (200, 302)
    assert [found.title for found in Cooperation.objects.editable_by(kempten.memberships.get().user)] == ["Zusammen"]


def test_editor_cannot_touch_the_sources_of_others(as_kempten, kempten, bamberg):
    own = SourceFactory(record=ProjectFactory(municipalities=[kempten]))
    foreign = SourceFactory(record=ProjectFactory(municipalities=[bamberg]))
    prefix = "kommunen-source-content_type-object_id"

    post(  # a number by hand that the page does not know: passed over
        as_kempten,
        change(own.record),
        "project_form",
        **{f"{prefix}-0-id": foreign.pk, f"{prefix}-0-publisher": "Fremd"},
    )
    mine = post(as_kempten, change(own.record), "project_form", **{f"{prefix}-0-publisher": "Stadt Kempten"})

    assert mine.status_code == 302
    own.refresh_from_db()
    foreign.refresh_from_db()
    assert (own.publisher, foreign.publisher) == ("Stadt Kempten", "")


def test_editor_restores_only_the_own_and_not_into_others_hands(as_kempten, as_reader, kempten, bamberg):
    foreign = ProjectFactory(municipalities=[bamberg], title="Alt")
    data = TrainingDataFactory(municipality=bamberg, title="Alt")
    for record in (foreign, data):
        record.title = "Neu"
        record.save()
    data.municipality = kempten
    data.save()

    def version(record):
        name = f"admin:kommunen_{record._meta.model_name}_simple_history"
        return reverse(name, args=[record.pk, record.history.last().pk])

    assert as_kempten.get(version(foreign)).status_code == 403
    assert as_kempten.post(version(foreign), {"title": "Alt"}).status_code == 403
    assert as_reader.post(version(data), {"title": "Alt"}).status_code == 403
    assert list(faults(post(as_kempten, version(data), "historicaltrainingdata_form"))) == ["municipality"]


def test_editor_deletes_nothing_and_archives_in_bulk_only_the_own(as_kempten, kempten, bamberg):
    own, foreign = ProjectFactory(municipalities=[kempten]), ProjectFactory(municipalities=[bamberg])
    url = reverse("admin:kommunen_project_changelist")

    response = as_kempten.post(url, {"action": "archive", "_selected_action": [own.pk, foreign.pk]}, follow=True)
    deleting = as_kempten.post(url, {"action": "delete_selected", "_selected_action": [own.pk]}, follow=True)
    alone = as_kempten.post(reverse("admin:kommunen_project_delete", args=[own.pk]), {"post": "yes"})

    assert [message.level_tag for message in response.context["messages"]] == ["success", "warning"]
    assert alone.status_code == 403
    assert deleting.status_code == 200
    states = Project.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == [PublicationState.ARCHIVED, PublicationState.PUBLISHED]


def test_list_of_the_own_municipality(as_kempten, as_pmo, kempten, bamberg):
    own = ProjectFactory(municipalities=[kempten])
    ProjectFactory(municipalities=[bamberg])
    url = reverse("admin:kommunen_project_changelist")

    assert [found.pk for found in as_kempten.get(url + "?own=1").context["cl"].result_list] == [own.pk]
    assert len(as_pmo.get(url).context["cl"].result_list) == 2


def test_membership_decides_not_djangos_permission_table(as_nobody, kempten):
    user_id = as_nobody.session["_auth_user_id"]
    url = reverse("admin:kommunen_project_changelist")
    assert as_nobody.get(url).status_code == 403

    Membership.objects.create(user_id=user_id, role=Role.READER)

    assert as_nobody.get(url).status_code == 200
