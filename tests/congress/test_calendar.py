"""The calendars, read as a calendar program reads them."""

from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from icalendar import Calendar

from congress.models.calendar_name import calendar_name
from tests import factories as make

pytestmark = pytest.mark.django_db
BERLIN = ZoneInfo("Europe/Berlin")


@pytest.fixture(autouse=True)
def site(settings):
    settings.PUBLIC_URL = "https://netzwerk.example"


def entries(client, slug=""):
    """The entries of a calendar by title."""
    response = client.get(f"/kongresse/{slug}/kalender.ics" if slug else "/kongresse/kalender.ics")
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    return {str(one["summary"]): one for one in Calendar.from_ical(response.content).walk("VEVENT")}


def test_a_congress_lasts_whole_days_and_says_where_and_what(client):
    congress = make.CongressFactory(
        title="7. Kongress", slug="kiel", motto="Weiter; und, so", start="2025-11-18", end="2025-11-19", venue="Schloss"
    )

    [(title, entry)] = entries(client).items()

    assert title == "7. Kongress: Weiter; und, so"
    assert (entry["dtstart"].dt, entry["dtend"].dt) == (date(2025, 11, 18), date(2025, 11, 20))
    assert entry["dtstart"].params["VALUE"] == "DATE"
    assert UUID(entry["uid"]) == congress.uid == calendar_name("congress", "kiel")  # in every database, on every host
    assert (str(entry["location"]), str(entry["status"]), entry["sequence"]) == ("Schloss, Kiel", "CONFIRMED", 0)
    assert str(entry["url"]) == "https://netzwerk.example/kongresse/kiel/"
    assert entry["last-modified"].dt == entry["dtstamp"].dt == congress.changed_at.replace(microsecond=0)
    assert (str(entry["transp"]), str(entry["class"])) == ("TRANSPARENT", "PUBLIC")  # nobody is busy by it


def test_a_moved_congress_keeps_its_uid_and_raises_its_sequence(client):
    congress = make.CongressFactory(start="2027-05-04", slug="neun")
    [before] = entries(client).values()
    congress.start, congress.slug, congress.title = "2027-06-08", "zehn", "Anders"
    congress.changed_at += timedelta(hours=1)
    congress.save()
    [after] = entries(client).values()

    assert before["uid"] == after["uid"]
    assert (before["sequence"], after["sequence"]) == (0, 1)
    assert after["dtstart"].dt == date(2027, 6, 8)
    assert after["last-modified"].dt >= before["last-modified"].dt
    moved = client.get("/kongresse/neun/kalender.ics")
    assert (moved.status_code, moved.headers["Location"]) == (301, "/kongresse/zehn/kalender.ics")
    assert make.CongressFactory(slug="neun", start="").uid != congress.uid  # who takes a former address is another one


def test_a_cancelled_congress_stays_and_says_so_and_its_sessions_too(client):
    congress = make.CongressFactory(title="9. Kongress", slug="neun", start="2027-05-04")
    make.SessionFactory(congress=congress, title="Auftakt", day=date(2027, 5, 4), begins=time(9))
    congress.status = "cancelled"
    congress.save()

    found = entries(client, "neun")

    assert {title.partition(": ")[2] for title in found} == {"9. Kongress", "Auftakt"}
    assert {(str(one["status"]), one["sequence"]) for one in found.values()} == {("CANCELLED", 1)}


def test_what_was_public_and_is_archived_goes_on_as_cancelled_and_tells_nothing_else(client):
    congress = make.CongressFactory(title="9. Kongress", slug="neun", start="2027-05-04", summary="Kiel lädt ein.")
    session = make.SessionFactory(
        congress=congress, title="Auftakt", day=date(2027, 5, 4), begins=time(9), summary="Ja"
    )
    never = make.SessionFactory(congress=congress, title="Entwurf", day=date(2027, 5, 4), state="draft")
    hidden = make.CongressFactory(slug="nie", start="2027-05-04", state="draft")
    make.SessionFactory(congress=hidden, title="Nie", day=date(2027, 5, 4))
    before = entries(client, "neun")["Auftakt"]
    session.title, session.state = "Geheim umbenannt", "archived"
    session.save()

    after = entries(client, "neun")

    assert set(after) == {"9. Kongress", "Abgesagt: Auftakt"}
    gone = after["Abgesagt: Auftakt"]
    assert [gone[name] for name in ("uid", "dtstart")] == [before[name] for name in ("uid", "dtstart")]
    assert (str(gone["status"]), gone["sequence"] > before["sequence"]) == ("CANCELLED", True)
    assert {"url", "description", "location"} & set(map(str.lower, gone)) == set()
    session.state = "published"
    session.save()
    back = entries(client, "neun")["Geheim umbenannt"]
    assert (str(back["status"]), back["sequence"] > gone["sequence"]) == ("CONFIRMED", True)

    congress.state = "archived"
    congress.save()
    every, own = entries(client), entries(client, "neun")
    assert set(every) == {"Abgesagt: 9. Kongress"}
    assert set(own) == {"Abgesagt: 9. Kongress", "Abgesagt: Geheim umbenannt"}
    assert own["Abgesagt: Geheim umbenannt"]["sequence"] > back["sequence"]
    assert client.get("/kongresse/nie/kalender.ics").status_code == client.get("/kongresse/neun/").status_code == 404
    never.delete()
    session.delete()  # for good: nothing of it is told any more
    assert set(entries(client, "neun")) == {"Abgesagt: 9. Kongress"}


def test_a_session_that_is_moved_to_another_congress_is_called_off_in_the_calendar_that_it_leaves(client):
    old, new = (
        make.CongressFactory(slug="alt", start="2027-05-04"),
        make.CongressFactory(slug="neu", title="Kassel 2027"),
    )
    session = make.SessionFactory(congress=old, title="Datenräume", day=date(2027, 5, 4))
    before = entries(client, "alt")["Datenräume"]
    session.congress, session.day = new, None
    session.save()

    gone = entries(client, "alt")["Verlegt: Datenräume"]

    assert (gone["uid"], str(gone["status"]), gone["dtstart"].dt) == (before["uid"], "CANCELLED", date(2027, 5, 4))
    assert gone["sequence"] > before["sequence"]
    assert str(gone["description"]) == "Jetzt im Programm von: Kassel 2027"
    assert str(gone["url"]) == f"https://netzwerk.example/kongresse/neu/#{session.anchor}"

    new.state = "draft"
    new.save()
    hidden = entries(client, "alt")["Abgesagt: Datenräume"]
    assert ("description" in hidden, "url" in hidden) == (False, False)


def test_sessions_have_berlin_s_time_and_the_zone_comes_along(client):
    congress = make.CongressFactory(title="9. Kongress", slug="neun", start="2027-03-27", end="2027-03-28")
    day = {"congress": congress, "day": date(2027, 3, 28)}  # the night in which summer begins
    make.SessionFactory(title="Früh", begins=time(9), ends=time(10, 30), room="Saal", **day)
    make.SessionFactory(title="Offen", begins=time(11), **day)
    make.SessionFactory(title="Ganztags", **day)
    make.SessionFactory(title="Irgendwann", congress=congress)

    found = entries(client, "neun")

    assert set(found) == {"9. Kongress", "Früh", "Offen", "Ganztags"}
    start = datetime(2027, 3, 28, 9, tzinfo=BERLIN)
    assert (found["Früh"]["dtstart"].dt, found["Früh"]["dtend"].dt) == (start, start + timedelta(minutes=90))
    assert found["Früh"]["dtstart"].params["TZID"] == "Europe/Berlin"
    assert str(found["Früh"]["location"]) == "Saal, Kiel"
    assert "dtend" not in found["Offen"]
    assert found["Ganztags"]["dtstart"].dt == date(2027, 3, 28)
    text = client.get("/kongresse/neun/kalender.ics").content
    [zone] = Calendar.from_ical(text).walk("VTIMEZONE")
    own = zone.to_tz()
    for wall in [datetime(2027, 1, 5, 9), datetime(2027, 3, 28, 9), datetime(2027, 10, 31, 9)]:  # noqa: DTZ001 - local
        assert wall.replace(tzinfo=own).utcoffset() == wall.replace(tzinfo=BERLIN).utcoffset()


def test_only_what_is_public_and_known_to_the_day_is_in_it(client):
    make.CongressFactory(start="2027")
    make.CongressFactory(start="2027-05")
    make.CongressFactory(start="")
    make.CongressFactory(start="2027-05-04", state="draft", slug="entwurf")
    make.CongressFactory(title="Fest", slug="fest", start="2027-05-04", end="2027-05", status="planned")
    make.SessionFactory(title="Entwurf", congress__start="2027-05-04", day=date(2027, 5, 4), state="draft")

    found = entries(client)

    assert str(found["Fest"]["status"]) == "TENTATIVE"
    assert found["Fest"]["dtend"].dt == date(2027, 5, 5)  # the last day is not known to the day
    assert len(found) == 2
    assert client.get("/kongresse/entwurf/kalender.ics").status_code == 404


@pytest.mark.once
def test_long_lines_are_folded_and_end_as_the_standard_wants(client):
    make.CongressFactory(slug="lang", motto="Größe, Übermut; " * 15, summary="Erste Zeile\nZweite " + "ä" * 200)

    content = client.get("/kongresse/kalender.ics").content

    assert b"\n" not in content.replace(b"\r\n", b"")
    assert max(map(len, content.split(b"\r\n"))) <= 75
    [entry] = Calendar.from_ical(content).walk("VEVENT")
    assert str(entry["description"]) == "Erste Zeile\nZweite " + "ä" * 200


@pytest.mark.once
def test_pages_lead_to_the_calendars_and_the_calendar_says_that_no_next_date_is_known(client, monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda: date(2026, 11, 22))
    make.CongressFactory(slug="kiel", start="2026-11-18", end="2026-11-22")
    make.CongressFactory(slug="muenchen", start="2025-11-18")

    assert "kalender.ics" not in client.get("/kongresse/muenchen/").content.decode()  # nobody plans what is over
    assert 'href="/kongresse/kalender.ics"' in client.get("/kongresse/").content.decode()
    assert 'href="/kongresse/kiel/kalender.ics"' in client.get("/kongresse/kiel/").content.decode()
    said = "The date of the next congress is not yet known."
    assert said in str(Calendar.from_ical(client.get("/en/kongresse/kalender.ics").content)["description"])
    make.CongressFactory(start="2027-05-04")
    assert "description" not in Calendar.from_ical(client.get("/en/kongresse/kalender.ics").content)


def test_a_list_of_congresses_is_a_calendar_of_what_it_shows(client):
    kiel = make.CongressFactory(title="7. Kongress in Kiel", slug="kiel", start="2025-11-18")
    ulm = make.CongressFactory(title="Treffen in Ulm", slug="ulm", place="Ulm", start="2026-03-04")
    make.CongressFactory(title="8. Kongress in Kiel", slug="kiel-8", start="2026")  # no day is known
    make.SessionFactory(congress=kiel, title="Auftakt in Kiel", day=date(2025, 11, 18), begins=time(9))
    make.SessionFactory(congress=ulm, title="Schluss", day=date(2026, 3, 4))
    make.OutcomeFactory(congress=kiel, text="Kiel sammelt.")

    def titles(address):
        response = client.get(address)
        content = b"".join(response.streaming_content)
        assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
        return {str(one["summary"]) for one in Calendar.from_ical(content).walk("VEVENT")}

    assert titles("/kongresse/?format=ics") == {"7. Kongress in Kiel", "Treffen in Ulm"}
    assert titles("/kongresse/?q=kiel&format=ics") == {"7. Kongress in Kiel"}
    assert titles("/kongresse/kalender.ics?q=kiel") == {"7. Kongress in Kiel"}
    assert titles("/kongresse/programm/?format=ics") == {"Auftakt in Kiel", "Schluss"}
    assert titles("/kongresse/programm/?q=kiel&format=ics") == {"Auftakt in Kiel"}
    assert len(entries(client)) == 2
    assert client.get("/kongresse/kalender.ics?sort=x").status_code == 400
