"""What is left to do after a congress: steps, cooperations, the look back."""

from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse
from icalendar import Calendar

from congress.models import Congress, Meeting
from kommunen.models import Cooperation, PublicationState
from tests import factories as make
from tests.congress.teams import COMPANION as B
from tests.congress.teams import filled_meeting, place
from tests.kommunen.admin.forms import filled
from tests.staff import logged_in

TEXT = "Kempten KI-Trainingsdaten, wir sollten reden"


def test_the_programme_item_of_a_conversation_stands_first_on_the_run_sheet_and_in_the_calendar(team, as_anna, bernd):
    congress = team["congress"]
    items = {
        name: make.SessionFactory(congress=congress, title=name, day=date(2027, 5, 4), begins=begins, room="Saal 2")
        for name, begins in {"Auftakt": "09:00", "Forum": "14:00"}.items()
    }
    items["Auftakt"].municipalities.add(place("ulm"), place("jena"))
    for number in range(12):
        make.AttendanceFactory(congress=congress, municipality__name=f"Aa {number}")
    for slug in ("jena", "kempten"):
        put_down = filled_meeting(session=items["Forum"].pk)
        assert as_anna.post(f"{B}laufzettel/{slug}/", put_down).status_code == 302
    as_anna.post(f"{B}laufzettel/ulm/", filled_meeting(session=items["Auftakt"].pk))

    page = logged_in(bernd).get(f"{B}laufzettel/")
    lines = {one.node.slug: [str(item) for item in one.sessions] for one in page.context["lines"]}
    file = as_anna.get(f"{B}laufzettel/kalender.ics").content

    assert len(lines) == 10  # one printed page, and nobody with an appointment is missing
    ours = {slug: lines[slug] for slug in ("ulm", "jena", "kempten")}
    assert ours == {"ulm": ["Auftakt"], "jena": ["Forum", "Auftakt"], "kempten": ["Forum"]}
    assert list(lines)[:2] == ["jena", "ulm"]  # who attends, and we have an appointment
    assert "Programm: Di 4. 5. 14:00: Forum (Saal 2)</p>" in " ".join(page.content.decode().split())
    titles = ["Jena treffen: Auftakt", "Jena treffen: Forum", "Kempten treffen: Forum", "Ulm treffen: Auftakt"]
    states = {title: (str(one["status"]), one["sequence"]) for title, one in meetings_in(file).items()}
    assert states == dict.fromkeys(titles, ("CONFIRMED", 0))


def meetings_in(file):
    """The entries of a calendar file about whom to meet, by title."""
    events = Calendar.from_ical(file).walk("VEVENT")
    return {str(one["summary"]): one for one in events if " treffen: " in str(one["summary"])}


def test_the_companion_of_a_cancelled_congress_says_so_and_no_phone_rings(team, as_anna):
    congress, notice = team["congress"], "Dieses Treffen wurde abgesagt."
    session = make.SessionFactory(congress=congress, title="Auftakt", day=date(2027, 5, 4), begins="09:00")
    session.municipalities.add(place("jena"))
    ((_, before),) = meetings_in(as_anna.get(f"{B}laufzettel/kalender.ics").content).items()
    assert notice not in as_anna.get(f"{B}laufzettel/").content.decode()
    congress.status = "cancelled"
    congress.save()

    pages = ["", "laufzettel/", "laufzettel/jena/", "nachfassen/", "rueckblick/", "notizen/"]
    assert [as_anna.get(B + page).content.decode().count(notice) for page in pages] == [1] * len(pages)
    ((title, after),) = meetings_in(as_anna.get(f"{B}laufzettel/kalender.ics").content).items()
    assert (title, str(after["status"])) == ("Abgesagt: Jena treffen: Auftakt", "CANCELLED")
    assert (after["uid"], after["sequence"]) == (before["uid"], before["sequence"] + 1)


def test_a_congress_with_what_teams_wrote_is_not_deleted_and_the_admin_names_it(team):
    note, congress = make.NoteFactory(text="Testumgebung", **team), team["congress"]
    make.MeetingFactory(other=place("jena"), **team)
    as_pmo = logged_in(make.pmo())
    address = reverse("admin:congress_congress_delete", args=[congress.pk])

    asked, confirmed = as_pmo.get(address), as_pmo.post(address, {"post": "yes"})

    assert sorted(asked.context["protected"]) == ["Gespräch: Jena", "Notiz: Testumgebung"]  # Django gives no order
    for answer in (asked, confirmed):
        assert answer.status_code == 200
        assert "geschützten" in answer.content.decode()
    note.delete()
    Meeting.objects.all().delete()
    assert as_pmo.post(address, {"post": "yes"}).status_code == 302
    assert not Congress.objects.exists()


@pytest.mark.parametrize("slug", ["bamberg", "jena"])
def test_a_municipality_with_what_teams_wrote_is_not_deleted(team, slug):
    make.MeetingFactory(other=place("jena"), **team)
    address = reverse("admin:kommunen_municipality_delete", args=[place(slug).pk])

    answer = logged_in(make.pmo()).post(address, {"post": "yes"})

    assert "Gespräch: Jena" in answer.context["protected"]
    assert Meeting.objects.count() == 1


def test_a_programme_item_that_was_withdrawn_leaves_the_run_sheet(team, as_anna):
    session = make.SessionFactory(congress=team["congress"], title="Auftakt")
    make.MeetingFactory(other=place("jena"), session=session, **team)

    def items():
        (line,) = [one for one in as_anna.get(f"{B}laufzettel/?alle").context["lines"] if one.node.slug == "jena"]
        return line.sessions

    assert items() == [session]
    session.state = PublicationState.ARCHIVED
    session.save()
    assert items() == []


def test_open_steps_stand_by_date_until_done(team, as_anna):
    late = make.NoteFactory(text="Spät", follow_up_on=date(2027, 1, 1), **team)
    make.NoteFactory(text="Erledigt", follow_up_on=date(2026, 1, 1), done=True, **team)
    make.NoteFactory(text="Ohne Datum", **team)
    step = make.MeetingFactory(other=place("jena"), next_step="Termin", next_step_on=date(2026, 12, 1), **team)

    steps = as_anna.get(f"{B}nachfassen/").context["steps"]
    assert [(one.noun, one.text) for one in steps] == [("meeting", "Termin"), ("note", "Spät")]
    as_anna.post(f"{B}nachfassen/", {"erledigt": f"note-{late.pk}"})
    as_anna.post(f"{B}nachfassen/", {"erledigt": f"meeting-{step.pk}"})
    assert as_anna.get(f"{B}nachfassen/").context["steps"] == []
    assert as_anna.post(f"{B}nachfassen/", {"erledigt": "note-²"}).status_code == 404


def test_a_note_becomes_a_draft_of_a_cooperation(team, as_anna):
    as_anna.post(f"{B}notizen/", {"text": TEXT, "key": uuid4(), "follow_up_on": "2026-12-07"})
    (step,) = as_anna.get(f"{B}nachfassen/").context["steps"]

    form = filled(as_anna.get(step.cooperation_address), "cooperation_form")
    assert as_anna.post(step.cooperation_address, form).status_code == 302
    made = Cooperation.objects.get(title="Bamberg und Kempten: Künstliche Intelligenz")

    assert (made.state, [one.slug for one in made.themes.all()]) == (PublicationState.DRAFT, ["ki"])
    assert made.summary == "Angebahnt auf diesem Kongress: 7. MPSC-Kongress."
    members = {one.municipality.slug: one.state for one in made.members.all()}
    assert members == {"bamberg": PublicationState.PUBLISHED, "kempten": PublicationState.DRAFT}

    note = step.record
    note.refresh_from_db()
    assert (note.done, note.grown_cooperation) == (True, made)
    assert as_anna.get(f"{B}nachfassen/").context["steps"] == []
    for page in ("notizen/", f"notizen/{note.pk}/"):
        assert f"/admin/kommunen/cooperation/{made.pk}/change/" in as_anna.get(f"{B}{page}").content.decode()
    for answer in (as_anna.get(step.cooperation_address), as_anna.post(step.cooperation_address, form)):
        assert answer.headers["Location"] == f"/admin/kommunen/cooperation/{made.pk}/change/"
    assert Cooperation.objects.count() == 1


def test_a_conversation_becomes_one_cooperation_and_a_foreign_step_none(team, as_anna):
    meeting = make.MeetingFactory(other=place("jena"), next_step="Vertrag", **team)
    address = as_anna.get(f"{B}laufzettel/jena/").context["cooperation_address"]
    foreign = make.NoteFactory(congress=team["congress"], municipality=place("ulm"), author=None)

    as_anna.post(address, filled(as_anna.get(address), "cooperation_form"))
    other = address.replace(f"meeting-{meeting.pk}", f"note-{foreign.pk}")
    as_anna.post(other, {**filled(as_anna.get(other), "cooperation_form"), "slug": "zweite", "title": "Zweite"})

    meeting.refresh_from_db()
    foreign.refresh_from_db()
    assert (meeting.done, meeting.grown_cooperation) == (True, Cooperation.objects.exclude(slug="zweite").get())
    assert (foreign.done, foreign.grown_cooperation) == (False, None)
    assert "Eine Kooperation erfassen" not in as_anna.get(f"{B}laufzettel/jena/").content.decode()


def test_the_look_back_takes_what_is_marked_and_nothing_else(team, as_anna):
    make.NoteFactory(text="Intern geblieben", **team)
    make.NoteFactory(text="1. <b>Gern</b> *öffentlich*", public=True, **team)
    make.MeetingFactory(other=place("jena"), met=True, outcome="Nur intern", **team)
    outcome = "Gemeinsam weiter\nund ===\n===\n- Mai\n– nächste Schritte (Anna): geheim"
    told = {"outcome": outcome, "next_step": "Intern anrufen"}
    make.MeetingFactory(other=place("ulm"), met=True, public=True, **told, **team)

    page = as_anna.get(f"{B}rueckblick/")
    text, html = page.context["form"]["text"].value(), page.context["html"]

    assert "Intern geblieben" not in text
    assert "Nur intern" not in text
    assert "### Bamberg und Ulm\n\nGemeinsam weiter  \nund ===  \n\\- Mai\n\nMehr dazu:" in text
    assert "<p>Gemeinsam weiter<br>\nund ===<br>\n- Mai</p>" in html
    assert "geheim" not in text
    assert "Intern anrufen" not in text
    assert "Bamberg berichtet vom [7. MPSC-Kongress]" in text
    assert "http://testserver/kommunen/ulm/" in text
    assert "<p>1. &lt;b&gt;Gern&lt;/b&gt; *öffentlich*</p>" in html
    as_anna.post(f"{B}rueckblick/", {"version": 0, "text": "# Eigener Text <script>alert(1)</script>"})
    kept = as_anna.get(f"{B}rueckblick/").context
    assert kept["form"]["text"].value().startswith("# Eigener Text")
    assert "script" not in kept["html"]
    assert "Gemeinsam weiter" in as_anna.get(f"{B}rueckblick/?neu").context["form"]["text"].value()
    assert as_anna.post(f"{B}rueckblick/", {"version": 0, "text": "Zweite"}).status_code == 409


def test_the_look_back_tells_what_was_marked_since_it_was_saved(team, as_anna):
    make.NoteFactory(text="Erst anders", **team).save()  # two entries in the history: its keys are not the records'
    make.NoteFactory(text="Alt", public=True, **team)
    later = make.NoteFactory(text="Noch intern", **team)
    as_anna.post(f"{B}rueckblick/", {"version": 0, "text": "Gesichert"})
    assert as_anna.get(f"{B}rueckblick/").context["since"] == 0

    later.public = True
    later.save()

    page = as_anna.get(f"{B}rueckblick/")
    assert page.context["since"] == 1
    assert "1 neuer Eintrag (Notiz oder Gespräch)" in page.content.decode()
    assert as_anna.get(f"{B}rueckblick/?neu").context["since"] == 0
