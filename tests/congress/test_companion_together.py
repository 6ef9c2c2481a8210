"""Two colleagues in the companion at once: neither loses what the other wrote."""

from datetime import date
from uuid import uuid4

from congress.models import Meeting, Note
from tests import factories as make
from tests.congress.teams import COMPANION as B
from tests.congress.teams import filled_meeting, place
from tests.staff import logged_in

TEXT = "Kempten KI-Trainingsdaten, wir sollten reden"


def test_of_two_who_change_a_note_none_loses_anything(team, anna, as_anna, bernd):
    note = make.NoteFactory(text=TEXT, **team)
    as_bernd = logged_in(bernd)
    read = {"version": note.version}
    as_anna.post(f"{B}notizen/{note.pk}/", {**read, "text": "Annas Fassung zu Jena"})

    conflict = as_bernd.post(f"{B}notizen/{note.pk}/", {**read, "text": "Bernds Fassung"})

    assert conflict.status_code == 409
    assert "Annas Fassung zu Jena" in conflict.content.decode()
    note.refresh_from_db()
    assert (note.text, [one.slug for one in note.municipalities.all()]) == ("Annas Fassung zu Jena", ["jena"])
    form = conflict.context["form"]
    again = {"version": form["version"].value(), "text": form["text"].value()}
    assert as_bernd.post(f"{B}notizen/{note.pk}/", again).status_code == 302
    assert [one.text for one in note.history.all()] == ["Bernds Fassung", "Annas Fassung zu Jena", TEXT]
    assert [one.history_user for one in note.history.all()][:2] == [bernd, anna]


def test_ticks_of_two_colleagues_are_both_kept(team, as_anna, bernd):
    as_bernd = logged_in(bernd)
    as_anna.post(f"{B}laufzettel/", {"vorher": "", "teilnahme": ["jena", "ulm", "\x00"]})
    as_bernd.post(f"{B}laufzettel/", {"vorher": "", "teilnahme": ["kempten"]})
    as_anna.post(f"{B}laufzettel/", {"vorher": "jena ulm", "teilnahme": ["jena"]})

    ticked = Meeting.objects.filter(attends=True).values_list("other__slug", flat=True)
    assert sorted(ticked) == ["jena", "kempten"]
    assert not team["congress"].attendances.exists()  # what a team knows is not published
    lines = logged_in(make.editor_of(place("ulm"))).get(f"{B}laufzettel/?alle").context["lines"]
    assert [(one.node.slug, one.ticked) for one in lines if one.ticked] == []


def test_a_tick_keeps_what_a_colleague_enters_meanwhile(as_anna, monkeypatch):
    read = Meeting.objects.get_or_create

    def read_then_entered(**asked):
        found = read(**asked)
        Meeting.objects.update(outcome="Termin im Mai", met=True)
        return found

    monkeypatch.setattr(Meeting.objects, "get_or_create", read_then_entered)
    as_anna.post(f"{B}laufzettel/", {"vorher": "", "teilnahme": ["jena"]})

    assert list(Meeting.objects.values_list("attends", "met", "outcome")) == [(True, True, "Termin im Mai")]


def test_a_conversation_is_noted_and_a_colleague_is_not_overwritten(team, as_anna, bernd):
    first = filled_meeting(met="on", outcome="Testumgebung", next_step="Termin", next_step_on="2026-12-01")
    assert as_anna.post(f"{B}laufzettel/jena/", first).url == f"{B}laufzettel/"
    conflict = logged_in(bernd).post(f"{B}laufzettel/jena/", {**first, "outcome": "Anderes"})

    assert conflict.status_code == 409
    meeting = Meeting.objects.get()
    assert (meeting.outcome, meeting.met, meeting.next_step_on) == ("Testumgebung", True, date(2026, 12, 1))
    assert "Testumgebung" in as_anna.get(f"{B}laufzettel/").content.decode()


def test_what_a_colleague_adds_to_a_conversation_gets_nowhere_unmarked(team, as_anna, bernd):
    meeting = make.MeetingFactory(
        other=place("jena"), met=True, public=True, outcome="Austausch", next_step="Anrufen", **team
    )
    said = {"kommune": "bamberg", "other": "jena", "outcome": "Unter uns: schwierig", "next_step": "Folien"}
    logged_in(bernd).post(f"{B}laufzettel/eintragen/", {**said, "key": uuid4()})

    step = Note.objects.get()  # and no line among what was agreed, which an edit could publish
    assert (step.text, step.author, step.public) == ("Jena: Folien", bernd, False)
    assert [one.slug for one in step.municipalities.all()] == ["jena"]
    meeting.refresh_from_db()
    assert (meeting.outcome, meeting.next_step) == ("Austausch\nUnter uns: schwierig", "Anrufen")
    assert not meeting.public  # nobody has marked these words
    assert "Unter uns" not in as_anna.get(f"{B}rueckblick/").context["form"]["text"].value()
