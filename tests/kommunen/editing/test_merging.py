"""Two entries become one: nothing is lost, the old address leads on."""

import pytest

from kommunen.editing.merging import merge, moving
from kommunen.models import Project, PublicationState, ReviewStep
from tests.factories import (
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
