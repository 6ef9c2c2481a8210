"""Staff of the PMO announce the next congress in one form."""

from datetime import date

import pytest
from django.utils import timezone

from congress.models import Congress
from tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.once]
FORM = "/admin/congress/congress/announce/"
ANSWERS = {
    "number": "9",
    "title": "9. MPSC-Kongress",
    "start": "5.10.2027",
    "end": "2027-10-06",
    "place": "Köln",
    "venue": "",
    "host": "",
    "status": "planned",
    "motto": "Weiter",
    "source": "bund.example/neun",
}


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda: date(2026, 11, 22))
    make.CongressFactory(number=8, slug="acht", start="2026-04-28")


def test_what_is_announced_stands_on_the_start_page_and_in_the_calendar_at_once(client, as_pmo):
    assert "Termin noch nicht bekannt" in client.get("/").content.decode()

    answer = as_pmo.post(FORM, ANSWERS)

    congress = Congress.objects.get(number=9)
    assert answer.headers["Location"] == f"/admin/congress/congress/{congress.pk}/change/"
    assert (congress.slug, congress.state, congress.start) == ("9-koeln-2027", "published", "2027-10-05")
    assert congress.checked_on == date(2026, 11, 22)
    assert congress.sources.get().address == "https://bund.example/neun"
    assert congress.history.get().history_user is not None
    assert client.get("/").context["next_congress"] == congress
    assert "Termin noch nicht bekannt" not in client.get("/kongresse/").content.decode()
    assert b"9. MPSC-Kongress" in client.get("/kongresse/kalender.ics").content


def test_with_a_month_alone_form_and_calendar_say_what_is_true(client, as_pmo):
    assert "Leer" not in str(as_pmo.get(FORM).context["form"].fields["start"].help_text)

    answer = as_pmo.post(FORM, {**ANSWERS, "start": "2027-04", "end": ""}, follow=True)

    (told,) = answer.context["messages"]
    assert "sobald der Tag bekannt ist" in str(told)
    calendar = client.get("/kongresse/kalender.ics").content.replace(b"\r\n ", b"").decode()
    assert "9. MPSC-Kongress" not in calendar
    assert "Nächster Kongress: April 2027\\, Tag noch nicht bekannt." in calendar


def test_the_form_proposes_the_next_number_and_names_what_is_announced_already(as_pmo):
    form = as_pmo.get(FORM).context["form"]
    assert (form.initial["number"], form.initial["title"]) == (9, "9. MPSC-Kongress")

    as_pmo.post(FORM, ANSWERS)

    context = as_pmo.get(FORM).context
    assert (context["form"].initial["number"], context["announced"].number) == (10, 9)


def test_faults_stand_beside_their_fields(as_pmo):
    wrong = {**ANSWERS, "number": "8", "start": "2025-10", "end": "2024", "place": "", "source": "nirgends"}

    answer = as_pmo.post(FORM, wrong)

    assert answer.status_code == 200
    assert set(answer.context["form"].errors) == {"number", "start", "end", "place", "source"}
    assert not Congress.objects.filter(title=ANSWERS["title"]).exists()


def test_only_the_pmo_announces(client, as_pmo, as_kempten, as_reader):
    for browser in (as_kempten, as_reader):
        assert browser.get(FORM).status_code == 403
        assert browser.post(FORM, ANSWERS).status_code == 403
        assert FORM not in browser.get("/admin/").content.decode()
    assert client.get(FORM).status_code == 302
    assert FORM in as_pmo.get("/admin/").content.decode()


def test_a_session_s_day_is_compared_with_a_congress_whose_day_is_no_day(as_pmo):
    congress = make.CongressFactory()
    management = {
        f"{prefix}-{name}": "0"
        for prefix in ("sessions", "outcomes", "attendances", "kommunen-source-content_type-object_id")
        for name in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS", "MAX_NUM_FORMS")
    }
    session = {
        "sessions-TOTAL_FORMS": "1",
        "sessions-0-title": "Auftakt",
        "sessions-0-kind": "talk",
        "sessions-0-position": "0",
        "sessions-0-day": "2025-11-18",
        "sessions-0-state": "draft",
    }
    fields = {"title": "Kongress", "kind": "congress", "status": "planned", "state": "draft", "start": "bald"}

    answer = as_pmo.post(f"/admin/congress/congress/{congress.pk}/change/", {**fields, **management, **session})

    assert answer.status_code == 200
    assert "start" in answer.context["adminform"].form.errors
