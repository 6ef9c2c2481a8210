"""Forms that an editor in a hurry fills in."""

from datetime import date

import pytest
from django.urls import reverse

from kommunen.models import OldAddress, Project, PublicationState
from tests.factories import (
    CooperationFactory,
    MunicipalityFactory,
    OrganisationFactory,
    ProjectFactory,
    ReuseFactory,
    SourceFactory,
    TerritoryFactory,
    ThemeFactory,
)
from tests.kommunen.admin.forms import filled

pytestmark = pytest.mark.once  # forms and pages; the rules below them run on both engines

SOURCE = "kommunen-source-content_type-object_id"


def change(record):
    return reverse(f"admin:kommunen_{record._meta.model_name}_change", args=[record.pk])


def post(client, url, form_id, **changes):
    return client.post(url, filled(client.get(url), form_id, **changes))


def test_pmo_adds_a_project_with_all_that_belongs_to_it_and_publishes_it_in_one_form(as_pmo, bamberg, kempten):
    theme = ThemeFactory()
    partner = OrganisationFactory()

    response = post(
        as_pmo,
        reverse("admin:kommunen_project_add"),
        "project_form",
        title="Bäume gießen",
        municipalities=[bamberg.pk, kempten.pk],
        themes=[theme.pk],
        partners=[partner.pk],
        start="2024-04",
        state="published",
        checked_on="22.11.2026",
        **{f"{SOURCE}-0-address": "https://www.bamberg.de/baeume", f"{SOURCE}-0-checked_on": "22.11.2026"},
    )

    assert response.status_code == 302
    project = Project.objects.published().get()
    assert (project.slug, project.start, project.version) == ("baeume-giessen", "2024-04", 1)
    assert list(project.municipalities.all()) == [bamberg, kempten]
    assert [source.address for source in project.sources.all()] == ["https://www.bamberg.de/baeume"]
    entry = project.history.get()  # one save, one entry, and it knows the relations
    assert (entry.history_type, entry.municipalities.count(), entry.partners.count()) == ("+", 2, 1)


def test_new_entry_counts_as_checked_today(as_pmo):
    form = as_pmo.get(reverse("admin:kommunen_project_add")).context["adminform"].form
    assert isinstance(form.initial["checked_on"], date)
    assert form["state"].initial == PublicationState.DRAFT


def test_what_is_added_from_within_another_form_is_public_with_it(as_pmo):
    form = as_pmo.get(reverse("admin:kommunen_organisation_add") + "?_to_field=id&_popup=1").context["adminform"].form
    assert form.initial["state"] == PublicationState.PUBLISHED


def test_address_made_from_a_name_that_is_taken_gets_a_number(as_pmo, bamberg):
    ProjectFactory(slug="gruene-welle")

    post(
        as_pmo, reverse("admin:kommunen_project_add"), "project_form", title="Grüne Welle", municipalities=[bamberg.pk]
    )

    assert Project.objects.latest("pk").slug == "gruene-welle-2"


def test_one_change_is_one_entry_and_nothing_is_none(as_pmo, bamberg, kempten):
    project = ProjectFactory(municipalities=[bamberg])
    before = project.history.count()

    post(as_pmo, change(project), "project_form")
    assert (project.history.count(), Project.objects.get().version) == (before, project.version)

    post(as_pmo, change(project), "project_form", title="Neu", municipalities=[bamberg.pk, kempten.pk])
    assert project.history.count() == before + 1
    assert project.history.first().municipalities.count() == 2


def test_change_of_a_source_is_a_change_of_its_record(as_pmo):
    source = SourceFactory()
    version = source.record.version

    post(as_pmo, change(source.record), "project_form", **{f"{SOURCE}-0-publisher": "Stadt"})

    assert Project.objects.get().version == version + 1


def test_same_source_twice_is_refused_beside_the_field(as_pmo):
    source = SourceFactory()
    again = {f"{SOURCE}-1-address": source.address, f"{SOURCE}-TOTAL_FORMS": "2"}

    response = post(as_pmo, change(source.record), "project_form", **again)

    errors = response.context["inline_admin_formsets"][0].formset.errors
    assert [list(row) for row in errors] == [[], ["address"]]


@pytest.mark.parametrize(
    ("factory", "changes", "fields"),
    [
        (ProjectFactory, {"checked_on": ""}, ["checked_on"]),
        (ProjectFactory, {"start": "2025-06", "end": "2024"}, ["end"]),
        (ProjectFactory, {"start": "Sommer"}, ["start"]),
        (CooperationFactory, {"start": "2025", "end": "2024"}, ["end"]),
        (ReuseFactory, {"from_name": "Wien"}, ["from_name"]),
        (TerritoryFactory, {"key": "123"}, ["key", "federal_state"]),
        (MunicipalityFactory, {"funding_share_percent": "101"}, ["funding_share_percent"]),
    ],
)
def test_what_a_record_may_not_say_is_told_beside_the_field(as_pmo, factory, changes, fields):
    record = factory()

    response = post(as_pmo, change(record), f"{record._meta.model_name}_form", **changes)

    assert response.status_code == 200
    assert sorted(response.context["adminform"].form.errors) == sorted(fields)


def test_changed_address_keeps_the_old_one_and_the_list_shows_it(as_pmo):
    project = ProjectFactory(slug="alt")

    post(as_pmo, change(project), "project_form", slug="neu")

    assert OldAddress.objects.get().record == project
    assert "alt" in as_pmo.get(reverse("admin:kommunen_oldaddress_changelist")).content.decode()


def test_an_address_that_leads_on_is_not_taken_by_another(as_pmo):
    moved, other = ProjectFactory(slug="alt", title="Umgezogen"), ProjectFactory(slug="anders")
    post(as_pmo, change(moved), "project_form", slug="neu")

    refused = post(as_pmo, change(other), "project_form", slug="alt")
    assert "Umgezogen" in refused.context["adminform"].form.errors["slug"][0]
    assert as_pmo.get("/projekte/alt/").url == "/projekte/neu/"

    post(as_pmo, change(moved), "project_form", slug="alt")  # its own it may have back
    assert as_pmo.get("/projekte/neu/").url == "/projekte/alt/"
    assert [old.slug for old in OldAddress.objects.all()] == ["neu"]


def test_earlier_version_is_restored_as_the_newest(as_pmo):
    project = ProjectFactory(title="Erst")
    project.title = "Dann"
    project.save()
    first = project.history.last()
    url = reverse("admin:kommunen_project_simple_history", args=[project.pk, first.pk])
    count = project.history.count()

    post(as_pmo, url, "historicalproject_form")

    now = Project.objects.get()
    assert (now.title, now.version, now.history.count()) == ("Erst", project.version + 1, count + 1)


def test_view_on_site_is_offered_only_for_what_the_public_sees(as_pmo):
    def link(record):
        return as_pmo.get(change(record)).context.get("absolute_url")

    assert link(ProjectFactory(slug="offen")) == "/projekte/offen/"
    assert link(ProjectFactory(state=PublicationState.DRAFT)) is None
    assert link(OrganisationFactory()) is None


def test_search_forgives_capitals_and_umlauts(as_pmo):
    ProjectFactory(title="Öffentliche Bäume")
    ProjectFactory(title="Parken")
    url = reverse("admin:kommunen_project_changelist")

    found = [
        [row.title for row in as_pmo.get(url, {"q": word}).context["cl"].result_list] for word in ("ÖFFENT", "baume")
    ]

    assert found == [["Öffentliche Bäume"], ["Öffentliche Bäume"]]


def test_form_with_many_rows_asks_no_more_than_with_few(as_pmo, django_assert_max_num_queries):
    few = CooperationFactory(members=MunicipalityFactory.create_batch(2))
    many = CooperationFactory(members=MunicipalityFactory.create_batch(40))
    as_pmo.get(change(few))

    for cooperation in (few, many):
        with django_assert_max_num_queries(15):
            assert as_pmo.get(change(cooperation)).status_code == 200


def test_history_asks_constantly_often_and_tells_in_words_what_changed(as_pmo, kempten, django_assert_max_num_queries):
    project = ProjectFactory(municipalities=[])
    for number in range(30):
        project.title = f"Titel {number}"
        project.save()
    project.state, project.checked_on = PublicationState.IN_REVIEW, date(2026, 12, 1)
    project.save()
    project.municipalities.add(kempten)
    url = reverse("admin:kommunen_project_history", args=[project.pk])

    with django_assert_max_num_queries(14):
        newest, second, *others = as_pmo.get(url).context["page_obj"]

    assert [newest.changes[0]["new"], len(newest.changes), len(others)] == ["Kempten", 1, 23]
    assert sorted((change["old"], change["new"]) for change in second.changes) == [
        ("22.11.2026", "01.12.2026"),
        (str(PublicationState.PUBLISHED.label), str(PublicationState.IN_REVIEW.label)),
    ]
    assert [change["old"] for change in others[-1].changes] == ["Titel 6"]


def test_a_project_that_somebody_reuses_is_not_deleted_away_under_it(as_pmo, bamberg, kempten):
    reuse = ReuseFactory(project=ProjectFactory(municipalities=[bamberg]), what="", to_municipality=kempten)

    response = as_pmo.post(reverse("admin:kommunen_project_delete", args=[reuse.project_id]), {"post": "yes"})

    assert (response.status_code, Project.objects.count()) == (200, 1)
    assert str(reuse) in response.content.decode()
