"""Municipalities are asked whether their entries still hold, and answer by one link, once."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from kommunen.editing.confirmations import entries
from kommunen.models import Confirmation, Municipality, Proposal, PublicationState
from tests.factories import (
    CooperationFactory,
    CooperationMemberFactory,
    MunicipalityFactory,
    ProjectFactory,
    ReuseFactory,
    TrainingDataFactory,
)

pytestmark = pytest.mark.django_db
HERE = {"Sec-Fetch-Site": "same-origin"}
OLD = date(2024, 1, 1)


@pytest.fixture
def kiel():
    return MunicipalityFactory(name="Kiel", slug="kiel", contact_email="smart@kiel.example", checked_on=OLD)


def path_of(asked):
    return f"/bestaetigen/{asked.token}/"


def said(record, verdict, text="", version=None):
    key = f"{record._meta.model_name}-{record.pk}"
    return {key: verdict, f"{key}-text": text, f"{key}-version": version or record.version}


def send(asked, *answers, headers=HERE, **more):
    data = {name: value for answer in answers for name, value in answer.items()}
    return Client(enforce_csrf_checks=True).post(path_of(asked), {**data, **more}, headers=headers)


def test_each_municipality_is_asked_every_so_many_months_where_it_has_an_address(kiel, capsys):
    MunicipalityFactory(contact_email="")
    MunicipalityFactory(contact_email="x@entwurf.example", state=PublicationState.DRAFT)
    ProjectFactory(municipalities=[kiel])

    call_command("ask_confirmations", dry_run=True)
    assert (len(mail.outbox), Confirmation.objects.count()) == (0, 0)
    call_command("ask_confirmations")
    call_command("ask_confirmations")
    Confirmation.objects.update(asked_at=timezone.now() - timedelta(days=190))
    call_command("ask_confirmations", months=12)
    call_command("ask_confirmations")

    lines = capsys.readouterr().out.splitlines()
    assert lines == [
        "Kiel",
        "1 due, 0 asked.",
        "1 due, 1 asked.",
        "0 due, 0 asked.",
        "0 due, 0 asked.",
        "1 due, 1 asked.",
    ]
    first = mail.outbox[0]
    assert (first.to, first.subject.startswith("Stimmen Ihre Einträge noch?")) == (["smart@kiel.example"], True)
    assert f"http://testserver{path_of(Confirmation.objects.last())}" in first.body
    assert "sind 2 Einträge" in first.body


def test_a_mail_that_does_not_go_out_asks_nobody(kiel, monkeypatch):
    def refuse(*args, **kwargs):
        raise OSError("Verbindung abgelehnt")

    monkeypatch.setattr("kommunen.editing.confirmations.send_mail", refuse)
    with pytest.raises(CommandError, match="Kiel: Verbindung abgelehnt"):
        call_command("ask_confirmations")
    assert Confirmation.objects.count() == 0


def test_an_answer_renews_the_day_of_the_check_or_tells_the_pmo_and_counts_once(kiel, bamberg):
    holds, changed, later, silent = (ProjectFactory(municipalities=[kiel], checked_on=OLD) for _ in range(4))
    foreign = ProjectFactory(municipalities=[bamberg], checked_on=OLD)
    hidden = ProjectFactory(title="Geheim", municipalities=[kiel], checked_on=OLD, state=PublicationState.DRAFT)
    data = TrainingDataFactory(municipality=kiel, checked_on=OLD)
    asked = Confirmation.objects.create(municipality=kiel)
    page = Client().get(path_of(asked))
    later.title = "Inzwischen geändert"
    later.save()
    answers = [said(each, "holds", version=1) for each in (kiel, holds, later, foreign, hidden)]

    answer = send(asked, *answers, said(changed, "changed", "Seit Mai beendet."))
    thanks = Client().get(answer.url)

    text = page.content.decode()
    assert (page.status_code, page.cookies, "no-store" in page["Cache-Control"]) == (200, {}, True)
    assert ("Geheim" in text, "smart@kiel.example" in text) == (False, False)
    assert (answer.status_code, thanks.status_code) == (302, 200)
    records = [kiel, holds, changed, later, silent, foreign, hidden, data]
    for record in records:
        record.refresh_from_db()
    today = timezone.localdate()
    assert [record.checked_on for record in records] == [today, today, *[OLD] * 6]
    last = holds.history.latest()
    assert (last.history_user, last.history_change_reason, holds.version) == (None, "Von der Kommune bestätigt", 2)
    proposal = Proposal.objects.get()
    assert (proposal.record, proposal.text) == (
        changed,
        "Auf die Frage, ob es noch stimmt, antwortet Kiel: Es hat sich geändert. Seit Mai beendet.",
    )
    asked.refresh_from_db()
    assert asked.outcome == {"confirmed": 2, "changed": 1, "passed": 3}

    again = send(asked, said(silent, "holds"))
    silent.refresh_from_db()
    assert (again.status_code, silent.checked_on, Proposal.objects.count()) == (302, OLD, 1)


def test_what_somebody_saves_while_an_answer_is_kept_stays(kiel, monkeypatch):
    def read_then_changed(municipality):
        found = entries(municipality)
        editor = Municipality.objects.get(pk=municipality.pk)
        editor.summary = "Inzwischen geändert"
        editor.save()
        return found

    monkeypatch.setattr("kommunen.editing.confirmations.entries", read_then_changed)
    asked = Confirmation.objects.create(municipality=kiel)
    send(asked, said(kiel, "holds"))

    kiel.refresh_from_db()
    asked.refresh_from_db()
    assert (kiel.summary, kiel.checked_on, asked.outcome["passed"]) == ("Inzwischen geändert", OLD, 1)


def test_the_own_membership_and_what_was_taken_over_are_asked_about_but_nothing_of_others(kiel, bamberg):
    cooperation = CooperationFactory(title="Beteiligungstoolbox", checked_on=OLD)
    own, moved = (
        CooperationMemberFactory(cooperation=cooperation, municipality=kiel, role="lead", checked_on=OLD, **dates)
        for dates in ({"start": "2021", "end": "2022"}, {"start": "2023"})
    )
    foreign = CooperationMemberFactory(cooperation=cooperation, municipality=bamberg, checked_on=OLD)
    behind = CooperationMemberFactory(
        cooperation=CooperationFactory(title="Geheim", state=PublicationState.DRAFT), municipality=kiel, checked_on=OLD
    )
    taken = ReuseFactory(what="BaKIM", from_municipality=bamberg, to_municipality=kiel, checked_on=OLD)
    given = ReuseFactory(from_municipality=kiel, to_municipality=bamberg, checked_on=OLD)
    asked = Confirmation.objects.create(municipality=kiel)

    text = Client().get(path_of(asked)).content.decode()
    answers = [said(each, "holds") for each in (own, foreign, behind, taken, given, cooperation)]
    send(asked, *answers, said(moved, "changed", "Seit Mai nicht mehr dabei."))

    assert (text.count("kern-fieldset confirm__entry"), text.count("Beteiligungstoolbox <span")) == (4, 2)
    assert ("BaKIM: " in text, "Rolle: federführend · Zeitraum: 2021–2022" in text) == (True, True)
    assert "Geheim" not in text
    records = [own, taken, moved, foreign, behind, given, cooperation]
    for record in records:
        record.refresh_from_db()
    today = timezone.localdate()
    assert [record.checked_on for record in records] == [today, today, *[OLD] * 5]
    assert own.history.latest().history_change_reason == "Von der Kommune bestätigt"
    proposal = Proposal.objects.get()  # where the PMO can mend it
    assert (proposal.record, proposal.text.endswith("geändert. Seit Mai nicht mehr dabei.")) == (cooperation, True)


def test_the_second_button_says_of_all_the_rest_that_it_holds(kiel):
    project = ProjectFactory(municipalities=[kiel], checked_on=OLD)
    asked = Confirmation.objects.create(municipality=kiel)

    nothing = send(asked, said(kiel, ""), said(project, ""))
    send(asked, said(kiel, ""), said(project, "changed"), rest="1")

    kiel.refresh_from_db()
    project.refresh_from_db()
    assert (nothing.status_code, kiel.checked_on, project.checked_on) == (400, timezone.localdate(), OLD)


def test_looking_changes_nothing_and_a_wrong_old_or_foreign_link_opens_nothing(kiel):
    asked = Confirmation.objects.create(municipality=kiel)
    old = Confirmation.objects.create(municipality=kiel, asked_at=timezone.now() - timedelta(days=46))
    client = Client()

    looks = [client.get(path_of(asked)).status_code, client.head(path_of(asked)).status_code]
    closed = [path_of(old), f"/bestaetigen/{asked.pk}/", f"{path_of(asked)[:-2]}x/", "/bestaetigen/1:x/"]
    elsewhere = [
        send(asked, said(kiel, "holds"), headers=headers) for headers in ({"Sec-Fetch-Site": "cross-site"}, {})
    ]

    assert looks == [200, 200]
    assert [client.get(path).status_code for path in closed] == [404] * 4
    assert [client.post(path, headers=HERE).status_code for path in closed] == [404] * 4
    assert [answer.status_code for answer in elsewhere] == [403, 403]
    asked.refresh_from_db()
    kiel.refresh_from_db()
    assert (asked.answered_at, kiel.checked_on) == (None, OLD)


def test_the_pmo_asks_from_the_list_and_reads_there_what_became_of_it(as_pmo, as_kempten, kiel, kempten):
    chosen = {"action": "ask_selected", "_selected_action": [kiel.pk, kempten.pk]}
    as_kempten.post("/admin/kommunen/municipality/", chosen)
    assert mail.outbox == []

    told = as_pmo.post("/admin/kommunen/municipality/", chosen, follow=True)
    asked = Confirmation.objects.get()
    form = f"/admin/kommunen/municipality/{kiel.pk}/change/"
    waiting = as_pmo.get(form).content.decode()
    send(asked, said(kiel, "holds"))

    assert [str(message) for message in told.context["messages"]] == [
        "1 Kommune wurde gefragt.",
        "Nicht gefragt: Kempten (keine Adresse oder nicht veröffentlicht)",
    ]
    assert mail.outbox[0].to == ["smart@kiel.example"]
    assert ("noch nicht beantwortet" in waiting, "1 bestätigt, 0 geändert" in as_pmo.get(form).content.decode()) == (
        True,
        True,
    )
