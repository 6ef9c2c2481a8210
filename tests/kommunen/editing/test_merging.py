"""Two entries become one: nothing is lost, the old address leads on."""

import pytest

from kommunen.editing.merging import losing, merge, moving
from kommunen.models import CooperationMember, Project, ProjectStatus, PublicationState, ReviewStep
from tests.factories import (
    CooperationFactory,
    OrganisationFactory,
    ProjectFactory,
    ReuseFactory,
    SourceFactory,
    TechnologyFactory,
    ThemeFactory,
)


@pytest.fixture
def two(bamberg, kempten):
    kept = ProjectFactory(slug="bleibt", title="Zwilling", municipalities=[bamberg], themes=[ThemeFactory()])
    gone = ProjectFactory(
        slug="geht",
        title="Digitaler Zwilling",
        municipalities=[bamberg, kempten],
        technologies=[TechnologyFactory()],
        summary="Ein Modell der Stadt.",
    )
    for record in (kept, gone):
        SourceFactory(record=record, address="https://example.org/gleich")
    SourceFactory(record=gone, address="https://example.org/anders")
    ReuseFactory(project=gone, from_municipality=bamberg, to_municipality=kempten)
    return kept, gone


def test_a_merge_keeps_relations_history_and_addresses(as_pmo, client, two, bamberg, kempten):
    kept, gone = two
    page = f"/admin/kommunen/project/{kept.pk}/zusammenfuehren/{gone.pk}/"
    chosen = {"action": "merge_two", "_selected_action": [kept.pk, gone.pk]}
    assert as_pmo.post("/admin/kommunen/project/", chosen).url == page
    assert "Ein Modell der Stadt." in as_pmo.get(page).content.decode()

    as_pmo.post(page)

    kept, gone = Project.objects.get(pk=kept.pk), Project.objects.get(pk=gone.pk)
    assert set(kept.municipalities.all()) == {bamberg, kempten}
    assert (kept.technologies.count(), kept.themes.count(), kept.reuses.count()) == (1, 1, 1)
    assert (kept.title, kept.summary) == ("Zwilling", "Ein Modell der Stadt.")
    assert sorted(source.address for source in kept.sources.all()) == [
        "https://example.org/anders",
        "https://example.org/gleich",
    ]
    assert gone.state == PublicationState.ARCHIVED
    assert gone.history.count() >= 2
    assert client.get("/projekte/geht/").url == "/projekte/bleibt/"
    assert kept.history.first().history_change_reason.startswith("Zusammengeführt mit „Digitaler Zwilling“")
    assert ReviewStep.objects.count() == 2


def test_what_is_lost_is_listed_field_by_field_before(as_pmo, bamberg, kempten):
    said = {"status": ProjectStatus.UNKNOWN, "start": "2023", "summary": "Ein Modell."}
    kept = ProjectFactory(title="Zwilling", municipalities=[bamberg], **said)
    said = {"status": ProjectStatus.IN_OPERATION, "start": "", "end": "2021", "summary": "Zwei Modelle."}
    gone = ProjectFactory(title="Digitaler Zwilling", municipalities=[bamberg], **said)
    SourceFactory(record=kept, address="https://example.org/gleich", publisher="")
    SourceFactory(record=gone, address="https://example.org/gleich", publisher="Stadt")

    found = [(each["field"], each["old"], each["new"]) for each in losing(kept, gone)]
    page = as_pmo.get(f"/admin/kommunen/project/{kept.pk}/zusammenfuehren/{gone.pk}/").content.decode()
    as_pmo.post(f"/admin/kommunen/project/{kept.pk}/zusammenfuehren/{gone.pk}/")

    assert found == [
        ("Titel", "Zwilling", "Digitaler Zwilling"),
        ("Ende", "", "2021"),  # it does not fit to the other's start
        ("Zusammenfassung", "Ein Modell.", "Zwei Modelle."),
        ("Herausgeber", "", "Stadt"),
    ]
    assert all(lost in page for _field, _old, lost in found)
    kept.refresh_from_db()
    assert (kept.status, kept.start, kept.end, kept.summary) == ("in_operation", "2023", "", "Ein Modell.")


def test_a_member_of_both_is_told_with_the_role_that_goes(as_pmo, kempten):
    kept, gone = CooperationFactory(members=[kempten]), CooperationFactory(members=[kempten])
    CooperationMember.objects.filter(cooperation=gone).update(role="lead")
    SourceFactory(record=gone, publisher="Stadt")

    [*others, role] = losing(kept, gone)
    merge(kept, gone, as_pmo.get("/admin/").wsgi_request.user)

    assert (role["old"], role["new"], kempten.name in role["label"]) == ("", "federführend", True)
    assert [each["field"] for each in others] == ["Titel"]
    assert kept.sources.get().history.first().history_user is not None


def test_organisations_take_their_partners_along(as_pmo, client):
    kept, gone = OrganisationFactory(name="Fraunhofer IESE"), OrganisationFactory(name="Fraunhofer-IESE")
    both, one = ProjectFactory(partners=[kept, gone]), ProjectFactory(partners=[gone])

    assert [each.items for each in moving(kept, gone)] == [sorted([str(both), str(one)])]
    merge(kept, gone, as_pmo.get("/admin/").wsgi_request.user)

    assert [list(project.partners.all()) for project in (both, one)] == [[kept], [kept]]
    assert one.history.first().version == 2


def test_only_the_pmo_merges(as_kempten, two):
    kept, gone = two
    assert as_kempten.post(f"/admin/kommunen/project/{kept.pk}/zusammenfuehren/{gone.pk}/").status_code == 403
    with pytest.raises(ValueError, match="two records"):
        merge(kept, kept, None)
