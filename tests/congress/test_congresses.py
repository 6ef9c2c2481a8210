"""The congresses: next and last, the gaps in their series, the profile's share of them."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from congress.models import CongressKind
from congress.templatetags.congresses import held
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda: date(2026, 11, 22))


def test_the_start_page_shows_the_last_congress_and_says_that_no_next_one_is_known(client):
    last = make.CongressFactory(start="2026-04-28", end="2026-04-29")
    make.CongressFactory(start="2025-11-18")
    make.CongressFactory(start="2026-10", kind=CongressKind.REGIONAL)

    response = client.get("/en/")

    assert response.context["last_congress"] == last
    assert response.context["next_congress"] is None
    assert "date not yet known" in response.content.decode()


@pytest.mark.parametrize(("end", "said"), [("2026-11-23", 1), ("2026-11", 1), ("2026-11-21", 0), ("", 0)])
def test_a_congress_that_began_and_is_not_over_goes_on(client, end, said):
    make.CongressFactory(start="2026-11-21", end=end)

    assert [client.get(page).content.decode().count("Läuft gerade") for page in ("/", "/kongresse/")] == [said, said]


@pytest.mark.parametrize("start", ["2027-05-04", "2026-11-22", "2026-11", "2026"])
def test_a_coming_congress_is_the_next_one(client, start):
    coming = make.CongressFactory(start=start, end="")
    make.CongressFactory(start="2029")

    assert client.get("/").context["next_congress"] == coming


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2027-04", "", "April 2027"),
        ("2027-04-20", "", "20. April 2027"),
        ("2027-04-20", "2027-04-21", "20.–21. April 2027"),
        ("2027", "", "2027"),
    ],
)
@pytest.mark.once
def test_when_a_congress_is_reads_alike_everywhere(client, start, end, words):
    congress = make.CongressFactory(slug="neun", start=start, end=end)
    make.SessionFactory(congress=congress)
    host = make.AttendanceFactory(congress=congress).municipality

    for address in ("/", "/kongresse/", "/kongresse/neun/", "/kongresse/programm/", host.get_absolute_url()):
        text = client.get(address).content.decode()
        assert words in text
        assert f"seit {words}" not in text
    assert held(congress) == words


def test_undocumented_congresses_stay_a_visible_gap(client):
    for number, start in [(2, "2023-05"), (4, "2024-04"), (5, "2024-11")]:
        make.CongressFactory(number=number, start=start)
    make.CongressFactory(number=9, start="2023-12", kind=CongressKind.REGIONAL)

    entries = client.get("/kongresse/").context["entries"]

    shown = [entry.get("gap") or (entry["congress"].kind, entry["congress"].number) for entry in entries]
    assert shown == [("congress", 5), ("congress", 4), 3, ("regional", 9), ("congress", 2), 1]


def test_a_municipality_shows_where_it_was_and_what_it_hosted(client):
    kiel = make.MunicipalityFactory(slug="kiel")
    hosted = make.CongressFactory(title="Gastgeber-Kongress", host=kiel)
    attended = make.AttendanceFactory(municipality=kiel).congress
    make.CongressFactory(title="Fremder Kongress")

    text = client.get("/kommunen/kiel/").content.decode()

    assert hosted.title in text
    assert attended.title in text
    assert "Fremder Kongress" not in text


def test_a_congress_number_stands_once_in_its_series():
    make.CongressFactory(number=7)
    with pytest.raises(IntegrityError), transaction.atomic():
        make.CongressFactory(number=7)
