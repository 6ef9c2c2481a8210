"""The companion's doors, notes and run sheet, over the real data; the phone is in tests/browser/test_companion.py."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone
from icalendar import Calendar

from congress.companion.notes import store
from congress.models import Congress, LookBack, Meeting, Note, Session
from kommunen.models import Municipality, Role
from tests import factories as make
from tests.kommunen.admin.forms import filled
from tests.staff import log_in, logged_in

B = "/kongresse/7-kiel-2025/begleiter/"
TEXT = "Kempten KI-Trainingsdaten, wir sollten reden"
JSON = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture
def kiel(real_data, db):
    return Congress.objects.get(slug="7-kiel-2025")


def place(slug):
    return Municipality.objects.get(slug=slug)


@pytest.fixture
def anna(kiel):
    return make.editor_of(place("bamberg"))


@pytest.fixture
def as_anna(anna):
    return logged_in(anna)


@pytest.fixture
def others(kiel):
    """Everybody who has no business with Bamberg's notes, and a colleague and the PMO, who have."""
    return {
        "colleague": make.editor_of(place("bamberg")),
        "reader of the team": make.UserFactory(role=Role.READER, role__municipality=place("bamberg")),
        "pmo": make.pmo(),
        "pmo of another place": make.UserFactory(role=Role.PMO, role__municipality=place("kempten")),
        "editor of another place": make.editor_of(place("kempten")),
        "reader of another place": make.UserFactory(role=Role.READER, role__municipality=place("kempten")),
        "reader of no place": make.UserFactory(role=Role.READER),
        "account without a role": make.UserFactory(),
    }


def send(client, text=TEXT, key=None, **fields):
    fields = {"text": text, "key": key or uuid4(), "kommune": "bamberg", **fields}
    return client.post(f"{B}notizen/", fields, **JSON)


def team(kiel, author):
    return {"congress": kiel, "municipality": place("bamberg"), "author": author}


def addresses(kiel, note):
    """Every address of the companion, as the resolver knows them."""
    filled_in = {"slug": kiel.slug, "pk": note.pk, "other": "kiel"}
    patterns = next(one for one in get_resolver().url_patterns if getattr(one, "app_name", "") == "companion")
    for pattern in patterns.url_patterns:
        needed = pattern.pattern.converters
        yield reverse(f"companion:{pattern.name}", kwargs={name: filled_in[name] for name in needed})


# Who may come in


def test_nobody_comes_in_without_a_login(kiel, anna, client):
    note = make.NoteFactory(**team(kiel, anna))
    for address in addresses(kiel, note):
        page, script = client.get(address), client.get(address, **JSON)
        assert (page.status_code, page.url.split("?")[0]) == (302, reverse("account_login")), address
        assert script.status_code == 401, address
        assert client.post(address).status_code in {302, 405}, address


def test_internal_entries_reach_their_team_and_the_pmo_alone(kiel, anna, others):
    mark = "Geheimsache"
    note = make.NoteFactory(text=f"{mark} Kempten", public=True, follow_up_on=date(2026, 1, 1), **team(kiel, anna))
    meeting = {"met": True, "outcome": mark, "next_step": mark, "public": True}
    make.MeetingFactory(other=place("kiel"), **meeting, **team(kiel, anna))
    LookBack.objects.create(text=mark, **team(kiel, anna))
    shown, walked = {}, list(addresses(kiel, note))
    for name, user in others.items():
        client = logged_in(user)
        if user.is_pmo:
            client.post(f"{B}kommune/", {"kommune": "bamberg"})
        answers = {address: client.get(address) for address in walked if "fakten" not in address or name == "colleague"}
        shown[name] = {address for address, answer in answers.items() if mark in answer.content.decode()}
        outside = {answer.status_code for answer in answers.values()} == {403, 302, 200}
        assert outside is (name in {"reader of no place", "account without a role"}), name

    inside = {f"{B}{page}" for page in ["notizen/", f"notizen/{note.pk}/", "laufzettel/kiel/", "nachfassen/"]}
    inside |= {f"{B}laufzettel/", f"{B}laufzettel/kalender.ics", f"{B}rueckblick/"}
    assert shown == {name: inside if number < 4 else set() for number, name in enumerate(others)}


def test_readers_write_nothing_and_no_one_writes_for_another_team(kiel, anna, others):
    note = make.NoteFactory(**team(kiel, anna))
    for name in ["reader of the team", "editor of another place", "reader of another place", "reader of no place"]:
        client = logged_in(others[name])
        assert send(client).status_code == 403, name
        assert client.post(f"{B}notizen/{note.pk}/", {"text": "Anders"}).status_code in {403, 404}, name
        assert client.post(f"{B}nachfassen/", {"erledigt": f"note-{note.pk}"}).status_code in {403, 404}, name
    assert list(Note.objects.values_list("text", "done")) == [(note.text, False)]


def test_pmo_without_a_municipality_is_asked_for_which(kiel):
    client = logged_in(make.pmo())

    assert client.get(B).url == f"{B}kommune/"
    assert client.post(f"{B}kommune/", {"kommune": "kempten"}).url == B
    assert client.get(B).context["team"] == place("kempten")
    assert send(client, kommune="jena").status_code == 201  # a note says whose it is, whatever was chosen since
    assert Note.objects.get().municipality == place("jena")


def test_the_companion_of_now_is_that_of_the_next_congress_or_of_the_last(kiel, as_anna):
    assert as_anna.get("/begleiter/").url == reverse("companion:start", args=[Congress.objects.past().first().slug])

    make.CongressFactory(slug="naechster", start="2030")
    assert as_anna.get("/begleiter/").url == reverse("companion:start", args=["naechster"])
    assert "Termin noch nicht bekannt" not in as_anna.get(B).content.decode()
    make.CongressFactory(slug="irgendwann", start="")
    make.CongressFactory(slug="laufend", start=str(timezone.localdate() - timedelta(days=1)), end="2099")
    assert as_anna.get("/begleiter/").url == reverse("companion:start", args=["laufend"])
    assert "Termin noch nicht bekannt" in as_anna.get("/kongresse/irgendwann/begleiter/").content.decode()


# Notes


def test_a_note_is_stored_once_however_often_it_is_sent(kiel, anna, as_anna, others):
    key = uuid4()
    first, again = send(as_anna, key=key, account=anna.pk), send(as_anna, key=key, account=anna.pk)

    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    note = Note.objects.get()
    assert (note.author, note.municipality, note.congress) == (anna, place("bamberg"), kiel)
    assert [one.slug for one in note.municipalities.all()] == ["kempten"]
    assert [one.slug for one in note.themes.all()] == ["ki"]
    assert send(logged_in(others["colleague"]), key=key).status_code == 201  # the same id on another phone
    other = [send(as_anna, key=key, text="Hof wartet", account=anna.pk).status_code for _turn in range(2)]
    assert other == [201, 200]  # a form that the browser kept, written in again: nothing is lost, nothing doubled
    assert sorted(Note.objects.filter(author=anna).values_list("text", flat=True)) == ["Hof wartet", TEXT]


def test_a_note_goes_up_for_its_own_account_only(as_anna, anna):
    assert send(as_anna, account=anna.pk + 1).status_code == 409
    assert send(as_anna, text=" ").status_code == 400
    assert send(as_anna, text="x" * 2001).status_code == 400
    assert send(as_anna, key="kein Schlüssel").status_code == 400
    assert not Note.objects.exists()


def test_a_clock_that_is_fast_writes_no_note_of_tomorrow(kiel, anna):
    note, _ = store(
        anna, uuid4(), text="x", written_at=timezone.now() + timedelta(days=1), **without_author(kiel, anna)
    )

    assert note.written_at <= timezone.now()


def without_author(kiel, anna):
    return {key: value for key, value in team(kiel, anna).items() if key != "author"}


def test_without_a_script_the_form_is_a_plain_form(kiel, as_anna):
    page = as_anna.get(B)
    fields = filled(page, "note", text="Mit Jena über Sensoren reden")
    assert fields["follow_up_on"] == [str(timezone.localdate() + timedelta(days=14))]

    first, again = as_anna.post(f"{B}notizen/", fields), as_anna.post(f"{B}notizen/", fields)
    empty = as_anna.post(f"{B}notizen/", {**fields, "text": ""})

    assert (first.url, again.url, empty.status_code) == (f"{B}?gesichert", f"{B}?gesichert", 400)
    assert Note.objects.count() == 1
    assert "Sensoren reden" not in as_anna.get(B).content.decode()  # this page stays on the phone: no notes in it


def test_what_is_typed_is_answered_at_once(as_anna, django_assert_max_num_queries):
    as_anna.get(f"{B}erkennen/?text=Kiel")  # the network is read
    with django_assert_max_num_queries(16):
        heard = as_anna.get(f"{B}erkennen/", {"text": "Mit Bamberg und den Kielern zur Beteiligung"})

    page = heard.content.decode()
    assert [one.slug for one in heard.context["heard"].partners] == ["kiel"]
    assert "answer--active" in page
    assert "Beteiligungstoolbox" in page


# Run sheet


def test_all_can_be_met_and_who_attends_comes_first(kiel, as_anna, django_assert_max_num_queries):
    as_anna.get(f"{B}laufzettel/")
    with django_assert_max_num_queries(16):
        everybody = as_anna.get(f"{B}laufzettel/?alle").context["lines"]

    assert len(everybody) == 72
    known = [one.attends for one in everybody]
    assert known == sorted(known, reverse=True)
    assert {one.node.slug for one in everybody if one.attends} >= {"kiel", "kempten"}
    (jena,) = [one for one in everybody if one.node.slug == "jena"]
    assert "CIVITAS/CORE" in jena.together
    assert len(as_anna.get(f"{B}laufzettel/").context["lines"]) == 10

    assert {len(one.reasons) for one in everybody} == {1}
    texts = [one.reasons[0]["text"] for one in everybody]
    assert [text for text in texts if "weitere" in text or text.count("„") > 2] == []
    reasons = as_anna.get(f"{B}laufzettel/jena/").context["reasons"]
    assert sum(one["points"] for one in reasons) == jena.score


def test_a_conversation_entered_on_the_run_sheet_counts_once_and_keeps_a_colleague_s_words(kiel, anna, as_anna):
    colleague, key = logged_in(make.editor_of(place("bamberg"))), uuid4()
    said = {"kommune": "bamberg", "other": "jena", "outcome": "Austausch zu Daten", "next_step": "Anrufen"}
    enter = f"{B}laufzettel/eintragen/"

    answers = [as_anna.post(enter, {**said, "key": key}, **JSON) for _ in range(2)]
    colleague.post(enter, {**said, "key": uuid4(), "outcome": "Termin im Mai", "next_step": "Folien"}, **JSON)
    late = as_anna.post(enter, {**said, "key": key}, **JSON)
    plain = as_anna.post(enter, {**said, "key": key})

    assert [one.status_code for one in (*answers, late)] == [201, 200, 200]
    assert answers[0].json()["key"] == str(key)
    assert (plain.status_code, plain.url) == (302, f"{B}laufzettel/")
    meeting = Meeting.objects.get(other__slug="jena")
    assert (meeting.met, meeting.next_step, meeting.author) == (True, "Anrufen", anna)
    assert meeting.outcome == "Austausch zu Daten\nTermin im Mai"

    wrong = {"key": uuid4(), **said}
    assert as_anna.post(enter, {**wrong, "account": anna.pk + 1}, **JSON).status_code == 409
    assert as_anna.post(enter, {**wrong, "other": "bamberg"}, **JSON).json()["error"].keys() == {"other"}
    assert as_anna.post(enter, {**wrong, "other": ""}).status_code == 400
    assert as_anna.post(enter, {**wrong, "kommune": "kiel"}, **JSON).status_code == 403
    assert Meeting.objects.count() == 1


def test_the_run_sheet_as_a_calendar(kiel, anna, as_anna):
    session = Session.objects.filter(congress=kiel, municipalities=place("wolfsburg")).first()
    session.day, session.begins = date(2025, 11, 18), "14:00"
    session.save()
    make.NoteFactory(text=TEXT, follow_up_on=date(2026, 12, 7), **team(kiel, anna))

    response = as_anna.get(f"{B}laufzettel/kalender.ics")
    events = Calendar.from_ical(response.content).walk("VEVENT")

    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    days = [(str(one["summary"]), str(one.decoded("dtstart"))) for one in events]
    assert days[0][1] == "2025-11-18"
    assert (f"Nachfassen: {TEXT}", "2026-12-07") in days
    assert any(title.startswith("Wolfsburg treffen") and "14:00" in day for title, day in days)
    assert len({str(one["uid"]) for one in events}) == len(events)
    assert {str(one["class"]) for one in events} == {"PRIVATE"}


# The app on the phone


def test_the_app_stays_in_its_own_scope_and_names_who_is_logged_in(kiel, anna, as_anna):
    manifest = as_anna.get(f"{B}app.webmanifest")
    worker = as_anna.get(f"{B}arbeiter.js")
    state = as_anna.get(f"{B}stand/").json()

    assert (manifest.json()["start_url"], manifest.json()["scope"]) == (B, B)
    assert manifest.headers["Content-Type"] == "application/manifest+json"
    assert worker.headers["Content-Type"].startswith("text/javascript")
    assert (state["account"], state["team"], state["mayWrite"]) == (anna.pk, "bamberg", True)
    assert as_anna.get(f"{B}fakten.json").json()["stamp"] == state["facts"]
    assert "no-store" in as_anna.get(B).headers["Cache-Control"]


def test_logging_out_clears_the_device_but_for_what_waits_of_others(anna):
    for fields, cleared in [({}, '"cache", "storage"'), ({"andere": ""}, '"cache"')]:
        client = logged_in(anna)
        response = client.post("/begleiter/abmelden/", fields)
        assert (response.status_code, response.headers["Clear-Site-Data"]) == (302, cleared)
        assert client.get(B).status_code == 302


def test_a_note_needs_the_token_of_its_session(anna):
    client = Client(enforce_csrf_checks=True)
    log_in(client, anna)

    assert send(client).status_code == 403
    token = client.get(f"{B}stand/").json()["token"]
    assert client.post(f"{B}notizen/", {"text": "x", "key": uuid4()}, HTTP_X_CSRFTOKEN=token, **JSON).status_code == 201
