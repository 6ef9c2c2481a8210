"""From draft to public: words on the way, a preview, and changes that wait for the PMO."""

import pytest
from django.urls import reverse

from kommunen.admin.proposals import ProposalAdmin
from kommunen.editing.proposals import decline
from kommunen.models import Municipality, Proposal, ProposalState, PublicationState, ReviewStep
from tests.factories import CooperationFactory, ProjectFactory, SourceFactory, ThemeFactory, TrainingDataFactory
from tests.kommunen.admin.forms import filled

pytestmark = pytest.mark.once  # forms and pages

SOURCE = "kommunen-source-content_type-object_id"


def page(record, name="change"):
    return reverse(f"admin:kommunen_{record._meta.model_name}_{name}", args=[record.pk])


def post(client, record, **changes):
    url = page(record)
    return client.post(url, filled(client.get(url), f"{record._meta.model_name}_form", **changes))


def decide(client, proposal, **fields):
    return client.post(reverse("admin:kommunen_proposal_change", args=[proposal.pk]), fields)


@pytest.fixture
def reviewed(kempten):
    Municipality.objects.filter(pk=kempten.pk).update(review_required=True)
    return kempten


def test_draft_comes_back_with_a_word_and_who_said_it(as_pmo, as_kempten, kempten):
    project = ProjectFactory(municipalities=[kempten], state=PublicationState.DRAFT)

    post(as_kempten, project, state="in_review")
    post(as_pmo, project, state="draft", comment="Bitte die Quelle nennen.")
    form = as_kempten.get(page(project))

    steps = ReviewStep.objects.order_by("pk").values_list("before", "after", "comment", "who")
    editor, pmo = (int(client.session["_auth_user_id"]) for client in (as_kempten, as_pmo))
    assert list(steps) == [("draft", "in_review", "", editor), ("in_review", "draft", "Bitte die Quelle nennen.", pmo)]
    assert "Bitte die Quelle nennen." in form.content.decode()


def test_staff_preview_an_unpublished_page_that_nobody_keeps(as_pmo, as_reader, as_nobody, client, kempten):
    for record in (
        ProjectFactory(municipalities=[kempten], state=PublicationState.DRAFT, title="Geheim"),
        CooperationFactory(members=[kempten], state=PublicationState.DRAFT, title="Geheim"),
        TrainingDataFactory(municipality=kempten, state=PublicationState.IN_REVIEW, title="Geheim"),
        ThemeFactory(state=PublicationState.DRAFT, name="Geheim"),
    ):
        seen = as_reader.get(page(record, "preview"))

        assert page(record, "preview") in as_pmo.get(page(record)).content.decode()
        assert (seen.status_code, seen["X-Robots-Tag"], "no-store" in seen["Cache-Control"]) == (200, "noindex", True)
        assert "Geheim" in seen.content.decode()
        assert 'content="noindex"' in seen.content.decode()
        assert as_nobody.get(page(record, "preview")).status_code == 403
        assert client.get(page(record, "preview")).status_code == 302
        assert client.get(record.get_absolute_url()).status_code == 404


def test_change_to_the_own_published_record_is_live_at_once_and_logged(as_kempten, kempten):
    project = ProjectFactory(municipalities=[kempten])

    post(as_kempten, project, title="Neu")

    project.refresh_from_db()
    assert (project.title, project.history.first().title, Proposal.objects.count()) == ("Neu", "Neu", 0)


def test_under_review_the_old_version_stays_public_until_the_pmo_accepts(as_kempten, as_pmo, client, reviewed):
    theme = ThemeFactory(name="Wasser")
    project = ProjectFactory(municipalities=[reviewed], title="Alt", themes=[])
    source = SourceFactory(record=project, publisher="Alt")
    version = project.version

    post(as_kempten, project, title="Ganz neu", themes=[theme.pk], **{f"{SOURCE}-0-publisher": "Stadt"})
    public = client.get(project.get_absolute_url()).content.decode()
    proposal = Proposal.objects.get()
    shown = as_pmo.get(reverse("admin:kommunen_proposal_change", args=[proposal.pk]))
    beside = as_pmo.get(page(project)).content.decode()
    decide(as_pmo, proposal, accept="1", take=["title", "themes", "row-0"])

    assert ("Alt" in public, "Ganz neu" in public) == (True, False)
    assert [(field["old"], field["new"]) for field in shown.context["fields"]] == [("Alt", "Ganz neu"), ("", "Wasser")]
    assert reverse("admin:kommunen_proposal_change", args=[proposal.pk]) in beside
    project.refresh_from_db()
    source.refresh_from_db()
    proposal.refresh_from_db()
    assert (project.title, list(project.themes.all()), source.publisher) == ("Ganz neu", [theme], "Stadt")
    assert (proposal.state, project.version > version) == (ProposalState.ACCEPTED, True)
    entry = project.history.first()
    assert (str(entry.history_user_id), entry.themes.count()) == (as_pmo.session["_auth_user_id"], 1)


def test_pmo_takes_a_part_or_declines_with_a_word(as_kempten, as_pmo, reviewed):
    project = ProjectFactory(municipalities=[reviewed], title="Alt", summary="Alt")
    post(as_kempten, project, title="Neu", summary="Neu")
    decide(as_pmo, Proposal.objects.get(), accept="1", take=["summary"])
    post(as_kempten, project, title="Wieder neu")
    second = Proposal.objects.open().get()
    wordless = decide(as_pmo, second, decline="1", answer="")
    decide(as_pmo, second, decline="1", answer="Der Titel steht so in der Quelle.")

    project.refresh_from_db()
    second.refresh_from_db()
    assert (project.title, project.summary) == ("Alt", "Neu")
    assert wordless.context["error"]
    assert (second.state, second.answer) == (ProposalState.DECLINED, "Der Titel steht so in der Quelle.")


def test_a_proposal_is_decided_once_and_one_that_is_gone_does_not_come_back(as_kempten, as_pmo, reviewed, monkeypatch):
    project = ProjectFactory(municipalities=[reviewed], title="Alt")
    post(as_kempten, project, title="Neu")
    proposal, read = Proposal.objects.get(), ProposalAdmin.get_object

    for meanwhile in (lambda found: decline(found, None, "Nein."), lambda found: found.delete()):

        def read_then_decided(admin, request, object_id, meanwhile=meanwhile):
            found = read(admin, request, object_id)
            monkeypatch.setattr(ProposalAdmin, "get_object", read)
            meanwhile(Proposal.objects.get(pk=found.pk))
            return found

        Proposal.objects.update(state=ProposalState.OPEN)
        monkeypatch.setattr(ProposalAdmin, "get_object", read_then_decided)
        answer = decide(as_pmo, proposal, accept="1", take=["title"])

        project.refresh_from_db()
        assert ("schon jemand entschieden" in answer.context["error"], project.title) == (True, "Alt")
        assert set(Proposal.objects.values_list("state", "answer")) <= {(ProposalState.DECLINED, "Nein.")}
    assert not Proposal.objects.exists()


def test_a_row_is_taken_without_all_fields_and_what_is_left_out_is_told(as_kempten, as_pmo, reviewed):
    project = ProjectFactory(municipalities=[reviewed], title="Alt")
    source = SourceFactory(record=project, publisher="")
    post(as_kempten, project, title="Neu", **{f"{SOURCE}-0-publisher": "Amt"})

    decide(as_pmo, Proposal.objects.get(), accept="1", take=["row-0"])

    project.refresh_from_db()
    source.refresh_from_db()
    assert (project.title, source.publisher) == ("Alt", "Amt")
    assert Proposal.objects.get().answer == "Nicht übernommen: Titel."


def test_a_second_change_waits_together_with_the_first(as_kempten, reviewed):
    project = ProjectFactory(municipalities=[reviewed], title="Alt", summary="Alt")
    source = SourceFactory(record=project)
    post(as_kempten, project, title="Neu", summary="Erst", **{f"{SOURCE}-0-publisher": "Amt"})
    post(as_kempten, project, summary="Dann")

    [waiting] = Proposal.objects.open()
    fields = {name: change["new"] for name, change in waiting.changes["fields"].items()}
    assert fields == {"title": "Neu", "summary": "Dann"}
    form = as_kempten.get(page(project)).content.decode()  # it shows the public version; above it stands what waits
    assert "Was Sie hier ändern, wird dem PMO vorgeschlagen" in form
    assert "<ins>Dann</ins>" in form
    assert [(row["pk"], row["fields"]["publisher"]["new"]) for row in waiting.changes["rows"]] == [(source.pk, "Amt")]


def test_under_review_only_the_pmo_publishes(as_kempten, reviewed):
    draft = ProjectFactory(municipalities=[reviewed], state=PublicationState.DRAFT)
    public = ProjectFactory(municipalities=[reviewed])
    actions = reverse("admin:kommunen_project_changelist")

    form = post(as_kempten, draft, state="published")
    as_kempten.post(actions, {"action": "publish", "_selected_action": [draft.pk]})
    as_kempten.post(actions, {"action": "archive", "_selected_action": [public.pk]})

    assert list(form.context["adminform"].form.errors) == ["state"]
    for record in (draft, public):
        record.refresh_from_db()
    assert (draft.state, public.state) == (PublicationState.DRAFT, PublicationState.PUBLISHED)
    assert Proposal.objects.get().changes["fields"] == {"state": {"old": "published", "new": "archived"}}


def test_editor_cannot_switch_review_off(as_kempten, reviewed):
    post(as_kempten, reviewed, summary="Neu", review_required="")

    reviewed.refresh_from_db()
    assert reviewed.review_required


def test_editor_changes_the_own_membership_and_proposes_the_rest_of_a_cooperation(as_kempten, kempten, bamberg):
    cooperation = CooperationFactory(members=[kempten, bamberg], title="Alt")
    form = as_kempten.get(page(cooperation))
    rows = form.context["inline_admin_formsets"][0].formset.forms
    number = next(index for index, row in enumerate(rows) if row.instance.municipality == kempten)

    post(as_kempten, cooperation, title="Neu", **{f"members-{number}-role": "lead"})

    cooperation.refresh_from_db()
    assert (cooperation.title, cooperation.members.get(municipality=kempten).role) == ("Alt", "lead")
    assert Proposal.objects.get().changes["fields"] == {"title": {"old": "Alt", "new": "Neu"}}


def test_report_is_done_with_the_edit_that_answers_it(as_pmo, kempten):
    project = ProjectFactory(municipalities=[kempten])
    report = Proposal.objects.create(record=project, text="Der Titel ist falsch.", contact="jemand@example.org")

    listed = as_pmo.get(reverse("admin:kommunen_proposal_changelist"))
    shown = as_pmo.get(page(project)).content.decode()
    post(as_pmo, project, title="Richtig", answers=str(report.pk))

    assert listed.status_code == 200
    assert "Der Titel ist falsch." in shown
    report.refresh_from_db()
    assert (report.state, report.contact) == (ProposalState.ACCEPTED, "")


@pytest.mark.parametrize("client_name", ["as_kempten", "as_reader"])
def test_nobody_but_the_pmo_decides(db, request, client_name):
    proposal = Proposal.objects.create(text="x", contact="jemand@example.org")
    client = request.getfixturevalue(client_name)

    assert client.get(reverse("admin:kommunen_proposal_changelist")).status_code == 403
    assert decide(client, proposal, accept="1").status_code == 403


def test_earlier_version_comes_back_with_its_relations(as_pmo, kempten, bamberg):
    themes = ThemeFactory.create_batch(2)
    project = ProjectFactory(municipalities=[kempten], themes=themes[:1], title="Erst")
    first = project.history.first()
    post(as_pmo, project, title="Dann", themes=[themes[1].pk], municipalities=[bamberg.pk])
    url = reverse("admin:kommunen_project_simple_history", args=[project.pk, first.pk])

    as_pmo.post(url, filled(as_pmo.get(url), "historicalproject_form"))

    project.refresh_from_db()
    assert (project.title, list(project.themes.all()), list(project.municipalities.all())) == (
        "Erst",
        themes[:1],
        [kempten],
    )


def test_history_tells_sources_and_members_too(as_pmo, kempten, bamberg):
    cooperation = CooperationFactory(members=[kempten])
    SourceFactory(record=cooperation, publisher="Stadt Kempten")
    new = {"members-1-municipality": bamberg.pk, "members-1-state": "published", "members-1-checked_on": "01.02.2026"}

    post(as_pmo, cooperation, title="Neu", **{f"{SOURCE}-0-publisher": "Allgäu"}, **new, **{"members-TOTAL_FORMS": "2"})
    newest = as_pmo.get(page(cooperation, "history")).context["page_obj"][0]

    assert [change["new"] for change in newest.changes] == ["Neu"]
    assert [(row["noun"], row["done"], [change["new"] for change in row["changes"]]) for row in newest.rows] == [
        ("Mitglied", "hinzugefügt", []),
        ("Quelle", "geändert", ["Allgäu"]),
    ]
