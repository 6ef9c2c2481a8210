"""What the files may say of a programme, and may leave out."""

from datetime import date, time

import pytest

from congress.models import Congress, Outcome, Session
from kommunen.exchange.directory.loading import Refused

pytestmark = pytest.mark.django_db


def test_a_programme_s_ties_and_times_are_loaded_once(reload, files):
    [congress] = files["congresses.json"]
    congress["status"] = "cancelled"
    tied = {"projects": ["bakim"], "cooperations": ["allianz"]}
    congress["sessions"][0] |= {
        "day": "2025-05-13",
        "begins": "9:30",
        "ends": "10:15",
        "room": "Saal",
        **tied,
    }
    congress["outcomes"][0] |= {"grown_cooperations": ["allianz"], **tied}

    assert reload().changes == 3
    assert reload().changes == 0
    session, outcome = Session.objects.get(), Outcome.objects.get()
    assert Congress.objects.get().status == "cancelled"
    assert (session.day, session.begins, session.ends, session.room) == (
        date(2025, 5, 13),
        time(9, 30),
        time(10, 15),
        "Saal",
    )
    assert [record.projects.get().slug for record in (session, outcome)] == ["bakim", "bakim"]
    assert outcome.grown_cooperations.get().slug == outcome.cooperations.get().slug == "allianz"


def test_what_a_file_leaves_out_keeps_what_an_editor_entered(reload):
    outcome, congress = Outcome.objects.get(), Congress.objects.get()
    outcome.projects.set(outcome.projects.model.objects.filter(slug="bakim"))
    congress.status = "planned"
    congress.save()

    report = reload()

    congress.refresh_from_db()
    assert (report.changes, congress.status, outcome.projects.count()) == (0, "planned", 1)


def test_times_that_make_no_sense_are_named(reload, files):
    [session] = files["congresses.json"][0]["sessions"]
    session |= {"begins": "10:15", "ends": "9:30"}

    with pytest.raises(Refused) as refused:
        reload()

    assert [(fault.record, fault.field) for fault in refused.value.faults] == [
        ("7-kiel · KI-Daten", "day"),
        ("7-kiel · KI-Daten", "ends"),
    ]
