"""Bulk edit: one change to many entries, looked at first, then all of it or nothing."""

from django.urls import reverse

from kommunen.exchange.imports.same_change import change_same
from kommunen.models import Project, Proposal
from tests.factories import CooperationFactory, ProjectFactory, ThemeFactory, pmo

LIST, BULK = "/admin/kommunen/project/", "/admin/kommunen/project/aendern/"


def versions(*records):
    return " ".join(f"{record.pk}:{record.version}" for record in records)


def texts(plan):
    return [(row.title, change.old, change.new) for row in plan.rows for change in row.changes.values()]


def messages(response):
    return [str(message) for message in response.context["messages"]]


def test_chosen_entries_are_shown_as_they_will_be_and_then_changed(as_pmo, django_assert_max_num_queries):
    old, new = ThemeFactory(name="Mobilität"), ThemeFactory(name="Wasser")
    one = ProjectFactory(title="Eins", status="unknown", themes=[old])
    two = ProjectFactory(title="Zwei", status="planned", themes=[old, new])
    change = {"status": "planned", "themes_add": [new.pk], "themes_remove": [old.pk]}

    asked = as_pmo.post(LIST, {"action": "change_selected", "_selected_action": [one.pk, two.pk]})
    records = asked.context["records"]
    nothing = as_pmo.post(BULK, {"records": records})
    with django_assert_max_num_queries(14):
        shown = as_pmo.post(BULK, {"records": records, **change})

    assert (records, nothing.status_code) == (versions(one, two), 400)
    assert texts(shown.context["plan"]) == [
        ("Eins", "Stand unbekannt", "geplant"),
        ("Eins", "Mobilität", "Wasser"),
        ("Zwei", "Mobilität, Wasser", "Wasser"),
    ]
    assert Project.objects.get(pk=one.pk).version == one.version

    done = as_pmo.post(BULK, {"records": records, "confirm": "1", **change}, follow=True)

    one.refresh_from_db()
    assert (one.status, [theme.name for theme in one.themes.all()], one.version) == ("planned", ["Wasser"], 2)
    assert messages(done) == ["2 Einträge wurden geändert."]
    last = one.history.latest()
    assert (last.history_change_reason, last.history_user.is_pmo, last.status) == ("Sammeländerung", True, "planned")
    assert [row.theme.name for row in last.themes.all()] == ["Wasser"]


def test_yes_and_no_are_chosen_and_left_alone_is_neither(as_pmo, as_kempten, kempten):
    one, two = ProjectFactory(takeover_wanted=True), ProjectFactory(takeover_wanted=False)
    asked = as_pmo.post(LIST, {"action": "change_selected", "_selected_action": [one.pk, two.pk]})
    records, choices = asked.context["records"], asked.context["form"].fields["takeover_wanted"].choices

    shown = {
        said: texts(as_pmo.post(BULK, {"records": records, "takeover_wanted": said}).context["plan"])
        for said in ("yes", "no")
    }
    other = as_pmo.post(BULK, {"records": records, "status": "planned", "takeover_wanted": ""})
    as_pmo.post(BULK, {"records": records, "confirm": "1", "takeover_wanted": "no"})

    assert [label for _key, label in choices] == ["– bleibt, wie es ist –", "ja", "nein"]
    assert shown == {"yes": [(two.title, "nein", "ja")], "no": [(one.title, "ja", "nein")]}
    assert {heading.heading for row in other.context["plan"].rows for heading in row.changes.values()} == {"Status"}
    assert as_pmo.post(BULK, {"records": records, "takeover_wanted": "vielleicht"}).status_code == 400
    assert set(Project.objects.values_list("takeover_wanted", flat=True)) == {False}
    # whether changes are reviewed is for the PMO to say, in bulk as in the form
    page = reverse("admin:kommunen_municipality_bulk")
    told = {"records": versions(kempten), "review_required": "yes", "confirm": "1"}
    assert (as_kempten.post(page, told).status_code, as_pmo.post(page, told).status_code) == (400, 302)


def test_what_somebody_changed_meanwhile_is_shown_again_and_nothing_written(as_pmo):
    one, two = ProjectFactory(), ProjectFactory()
    read = versions(one, two)
    two.title = "Inzwischen"
    two.save()

    answer = as_pmo.post(BULK, {"records": read, "confirm": "1", "status": "planned"})

    assert (answer.status_code, answer.context["changed"]) == (409, ["Inzwischen"])
    assert set(Project.objects.values_list("status", flat=True)) == {"unknown"}
    again = as_pmo.post(BULK, {"records": answer.context["records"], "confirm": "1", "status": "planned"})
    assert again.status_code == 302
    assert set(Project.objects.values_list("status", flat=True)) == {"planned"}


def test_an_editor_changes_the_own_alone_and_what_is_reviewed_becomes_a_proposal(
    as_kempten, as_reader, kempten, bamberg
):
    own, foreign = ProjectFactory(municipalities=[kempten]), ProjectFactory(municipalities=[bamberg])
    change = {"records": versions(own, foreign), "status": "planned"}

    shown = as_kempten.post(BULK, change)
    forced = as_kempten.post(BULK, {**change, "confirm": "1"})

    assert [bool(row.faults) for row in shown.context["plan"].rows] == [False, True]
    assert shown.context["sound"] == versions(own)
    assert (forced.status_code, as_reader.post(BULK, change).status_code) == (409, 403)
    assert set(Project.objects.values_list("status", flat=True)) == {"unknown"}

    kempten.review_required = True
    kempten.save()
    as_kempten.post(BULK, {"records": versions(own), "status": "planned", "confirm": "1"})
    assert Project.objects.get(pk=own.pk).status == "unknown"
    assert Proposal.objects.get().changes["fields"] == {"status": {"old": "unknown", "new": "planned"}}


def test_who_changed_an_entry_earlier_stays_in_its_history(db):
    earlier, later, one, two = pmo(), pmo(), ProjectFactory(), ProjectFactory()

    change_same(Project, earlier, {one.pk: 1}, {"status": "planned"})
    change_same(Project, later, {one.pk: 2, two.pk: 1}, {"status": "in_operation"})  # two comes to version 2, too

    assert [entry.history_user for entry in one.history.filter(version__gt=1).order_by("version")] == [earlier, later]


def test_every_list_offers_what_its_form_lets_one_change(as_pmo, as_reader):
    cooperation = CooperationFactory()
    page = reverse("admin:kommunen_cooperation_changelist")
    data = {"action": "change_selected", "_selected_action": [cooperation.pk]}

    fields = list(as_pmo.post(page, data).context["form"].fields)

    assert fields == ["checked_on", "kind", "themes_add", "themes_remove"]
    assert "change_selected" not in as_reader.get(page).content.decode()
    assert as_pmo.get(BULK).status_code == 302
    assert as_pmo.post(BULK, {"records": "x", "status": "planned"}).status_code == 400
