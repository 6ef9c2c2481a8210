"""Double stop: who is about to enter a second project is told, and joins in instead."""

from statistics import median
from time import monotonic

import pytest
from django.test import Client

from kommunen.editing.lookalikes import look_alikes, organisations_like, products
from kommunen.models import Cooperation, Project, PublicationState, Reuse, ReviewStep
from tests.factories import MunicipalityFactory, OrganisationFactory, ProjectFactory, ThemeFactory, editor_of, pmo
from tests.staff import logged_in

ADD = "/admin/kommunen/project/"
WANTED = {"Digitaler Zwilling": "Zwilling", "Hochwasserwarnung": "Hochwasser", "LoRaWAN Sensornetz": "LoRaWAN"}


def test_joining_in_makes_a_cooperation_and_reusing_a_reuse(kempten, bamberg):
    project = ProjectFactory(title="Digitaler Zwilling", municipalities=[bamberg], themes=[ThemeFactory()])
    client = logged_in(editor_of(kempten))
    page = client.get(ADD + "aehnliche/", {"title": "Digitale Zwillinge"}).content.decode()
    assert "Bamberg macht das schon." in page
    assert f"join project {project.pk}" in page

    for _twice in range(2):
        client.post(ADD + "gibt-es-schon/", {"title": "Zwilling", "choice": f"join project {project.pk}"})
        client.post(ADD + "gibt-es-schon/", {"title": "Zwilling", "choice": f"reuse project {project.pk}"})

    cooperation, reuse = Cooperation.objects.get(), Reuse.objects.get()
    assert cooperation.state == reuse.state == PublicationState.DRAFT
    assert {member.municipality for member in cooperation.members.all()} == {bamberg, kempten}
    assert (reuse.project, reuse.from_municipality, reuse.to_municipality) == (project, bamberg, kempten)
    assert Project.objects.count() == 1


def test_what_was_put_away_is_neither_offered_nor_joined_nor_taken_for_recorded(kempten, bamberg):
    put_away = {"state": PublicationState.ARCHIVED}
    gone = ProjectFactory(title="Digitaler Zwilling", municipalities=[bamberg], **put_away)
    OrganisationFactory(name="Fraunhofer-Institut IESE", **put_away)
    client, choose = logged_in(editor_of(kempten)), ADD + "gibt-es-schon/"

    assert (look_alikes("Digitaler Zwilling"), organisations_like("Fraunhofer-Institut IESE")) == ([], [])
    assert client.post(choose, {"choice": f"join project {gone.pk}"}).status_code == 404

    Project.objects.update(state=PublicationState.PUBLISHED)
    client.post(choose, {"choice": f"reuse project {gone.pk}"})
    Reuse.objects.update(**put_away)
    client.post(choose, {"choice": f"reuse project {gone.pk}"})
    assert list(Reuse.objects.values_list("state", flat=True)) == [PublicationState.ARCHIVED, PublicationState.DRAFT]


def test_where_nobody_else_has_it_the_form_asks_from_whom(kempten):
    project = ProjectFactory(municipalities=[kempten])
    client = logged_in(editor_of(kempten))

    form = client.post(ADD + "gibt-es-schon/", {"choice": f"reuse project {project.pk}"}, follow=True)

    said = form.context["adminform"].form.get_initial_for_field
    fields = form.context["adminform"].form.fields
    names = ["project", "to_municipality", "from_name"]
    assert [str(said(fields[name], name) or "") for name in names] == [str(project.pk), str(kempten.pk), ""]
    assert not Reuse.objects.exists()


def test_who_has_no_municipality_yet_is_asked_for_it_and_nonsense_is_refused(bamberg):
    client, project = logged_in(pmo()), ProjectFactory(municipalities=[MunicipalityFactory()])
    choose = ADD + "gibt-es-schon/"

    assert client.post(choose, {"choice": f"join project {project.pk}", "title": "X"}).url == f"{ADD}add/?title=X"
    for choice in ["", "join user 1", "steal project 1", "join project 0", "join project x"]:
        assert client.post(choose, {"choice": choice}).status_code == 404
    assert Client().post(choose, {"choice": f"join project {project.pk}"}).status_code == 302


def test_why_it_is_new_is_kept(bamberg):
    client = logged_in(pmo())
    client.post(
        ADD + "add/",
        {
            "title": "Zwilling",
            "municipalities": [bamberg.pk],
            "kind": "solution",
            "status": "unknown",
            "continuation": "unknown",
            "state": "draft",
            "new_because": "anderes Verfahren",
            "kommunen-source-content_type-object_id-TOTAL_FORMS": 0,
            "kommunen-source-content_type-object_id-INITIAL_FORMS": 0,
        },
    )

    assert any("anderes Verfahren" in step.comment for step in ReviewStep.objects.all())


def test_organisations_are_found_however_they_are_spelt(db):
    OrganisationFactory(name="Fraunhofer-Institut IESE")
    OrganisationFactory(name="Stadtwerke Jena")

    found = [record.name for record, _score in organisations_like("Frauenhofer Institut IESE")]
    assert found == ["Fraunhofer-Institut IESE"]


@pytest.mark.once
def test_real_look_alikes_are_found(real_data, db):
    for typed, word in WANTED.items():
        best = look_alikes(typed)[0]
        assert word.lower() in best.record.title.lower(), typed
    assert [product.name for product in products("Open SmartCity App für uns")] == ["Open SmartCity App"]
    assert look_alikes("Quantenkryptografie im Schwimmbad") == []


@pytest.mark.once
@pytest.mark.proof
def test_look_alikes_are_shown_within_150_milliseconds(real_data, db, proof_full, proof_figure):
    client, took = logged_in(pmo()), []
    client.get(ADD + "aehnliche/?title=Sensornetz")
    for typed in [*WANTED, "Open SmartCity App", "Smarte Parkplätze im Quartier mit Sensorik"]:
        began = monotonic()
        assert client.get(ADD + "aehnliche/", {"title": typed}).status_code == 200
        took.append(monotonic() - began)

    proof_figure("Ähnliche Projekte zeigen, während jemand tippt, Median", median(took) * 1000, "ms")
    if proof_full:
        assert median(took) < 0.15
