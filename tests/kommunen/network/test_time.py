"""What is over, what runs and what comes are told apart, in answers and in suggestions; what was cancelled is not."""

from datetime import date

import pytest
from django.utils import translation

from kommunen.network.current import network
from kommunen.network.pair import tell
from kommunen.network.suggestions import acquainted, profiles_of, suggest
from kommunen.network.wording import address_of, text_of
from tests import factories as make

pytestmark = [pytest.mark.once, pytest.mark.django_db]


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *args: date(2026, 11, 22))


@pytest.fixture
def pair():
    return make.MunicipalityFactory(slug="a", name="Aa"), make.MunicipalityFactory(slug="b", name="Bb")


def said(language, theme=""):
    now = network()
    with translation.override(language):
        return str(tell(now, now.nodes["a"], now.nodes["b"], now.subjects.get(theme)).sentence)


def meet(pair, what, start, end="", status="confirmed", title="X"):
    """Let two meet in a session, a one-off event or an association."""
    if what == "session":
        congress = make.CongressFactory(title="7. Kongress", start=start, end=end, status=status)
        return make.SessionFactory(congress=congress, municipalities=pair, title=title)
    return make.CooperationFactory(members=pair, kind=what, start=start, end=end, title=title)


@pytest.mark.parametrize(
    ("what", "start", "end", "german", "english"),
    [
        (
            *("session", "2025-06", "", "standen gemeinsam auf dem Programm: „X“ (7. Kongress)."),
            "stood on the programme together: “X” (7. Kongress).",
        ),
        (
            *("session", "2027-06", "", "stehen gemeinsam auf dem Programm: „X“ (7. Kongress, im Juni 2027)."),
            "are on the programme together: “X” (7. Kongress, in June 2027).",
        ),
        (
            *("session", "", "", "stehen gemeinsam auf dem Programm: „X“ (7. Kongress)."),
            "are on the programme together: “X” (7. Kongress).",
        ),
        ("event", "2025-06", "", "sind sich begegnet: „X“, im Juni 2025.", "have met: “X”, in June 2025."),
        ("event", "2027-06", "", "treffen sich: „X“, im Juni 2027.", "are to meet: “X”, in June 2027."),
        ("event", "", "2027", "treffen sich: „X“.", "are to meet: “X”."),
        ("association", "2024", "", "sind beide bei „X“ dabei.", "both take part in “X”."),
        (
            *("association", "2028-01-15", "", "sind ab 15. Januar 2028 beide bei „X“ dabei."),
            "will both take part in “X”, from 15 January 2028.",
        ),
        (
            *("association", "2020", "2022", "waren bis 2022 beide bei „X“ dabei."),
            "both took part in “X”, until 2022.",
        ),
    ],
)
def test_in_what_two_meet_is_told_in_its_time(pair, what, start, end, german, english):
    meet(pair, what, start, end)

    assert said("de").startswith(f"Indirekt. Aa und Bb {german}")
    assert said("en").startswith(f"Indirectly. Aa and Bb {english}")


@pytest.mark.parametrize("start", ["2025-06", "2027-06", ""])
def test_what_was_cancelled_ties_nobody_and_nobody_was_there(pair, start):
    session = meet(pair, "session", start, status="cancelled")
    for municipality in pair:
        make.AttendanceFactory(congress=session.congress, municipality=municipality)

    assert said("en").startswith("Not recorded yet.")
    assert congress_reason() is None

    session.congress.status = "planned"
    session.congress.save()
    assert said("en").startswith("Indirectly.")


@pytest.mark.parametrize("what", ["session", "event", "association"])
def test_what_comes_beside_something_else_is_no_past(pair, what):
    make.CooperationFactory(members=pair, kind="association", title="Bund", start="2025")
    meet(pair, what, "2028")

    assert "sind beide bei „Bund“ dabei. Künftig außerdem: „X“." in said("de")


@pytest.mark.parametrize("kind", ["exchange", "association"])
def test_what_begins_later_on_another_theme_is_not_there_already(pair, kind):
    make.ThemeFactory(slug="wasser")
    meet(pair, kind, "2028")

    assert "On other themes in future: “X”." in said("en", "wasser")
    assert "Auf anderen Themen künftig: „X“." in said("de", "wasser")


def reason(kind):
    """A reason for Aa to meet Bb in German, with its address; None where there is none."""
    now = network()
    one, a, b = suggest(now, now.nodes["a"])[0], now.nodes["a"], now.nodes["b"]
    found = [(text_of(one, now, a, b), address_of(one, now, a, b)) for one in one.reasons if one.kind == kind]
    return found[0] if found else None


def congress_reason():
    found = reason("congress")
    return found and found[0]


def test_only_past_congresses_have_been_attended(pair):
    for title, start in (("Alt", "2025"), ("Heute", "2026-11-22"), ("Neu", "2027-06"), ("Offen", "")):
        congress = make.CongressFactory(title=title, start=start)
        make.AttendanceFactory(congress=congress, municipality=pair[1])
    with translation.override("de"):
        assert congress_reason() == "War dabei: Alt. Wird erwartet: Neu, Heute und Offen"

        make.AttendanceFactory(congress=congress, municipality=pair[0])
        assert congress_reason() == "Beide werden erwartet: Offen"


def test_experience_says_what_is_over_and_counts_what_its_list_shows(client, pair):
    def told():
        with translation.override("de"):
            text, address = reason("experience")
        assert client.get(address).context["view"].filterset.qs.count() == int(text.split(" Koop")[0].split()[-1])
        return text

    first = make.CooperationFactory(members=pair[1:], kind="exchange", end="2020")
    assert told() == "Erfahren: war an 1 Kooperation beteiligt"

    make.CooperationFactory(members=pair[1:], kind="exchange")
    assert told() == "Erfahren: ist oder war an 2 Kooperationen beteiligt"

    first.end = ""
    first.save()
    assert told() == "Erfahren: an 2 Kooperationen beteiligt"


def test_a_partner_of_what_has_ended_is_no_shared_partner(pair):
    third = make.MunicipalityFactory(slug="c")
    make.CooperationFactory(members=[pair[0], third], kind="association")
    circle = make.CooperationFactory(members=[pair[1], third], kind="association")
    assert profiles_of(network()).partners == {"a": {"c"}, "b": {"c"}, "c": {"a", "b"}}

    circle.end = "2020"
    circle.save()

    assert profiles_of(network()).partners == {"a": {"c"}, "b": set(), "c": {"a"}}


def test_who_knows_it_otherwise_stands_last_on_the_theme_of_that(client, pair):
    ki, water = make.ThemeFactory(slug="ki"), make.ThemeFactory(slug="wasser")
    third = make.MunicipalityFactory(slug="c", population=None)
    for theme in (ki, water):
        make.ProjectFactory(municipalities=[*pair[1:]], themes=[theme])
        make.ProjectFactory(municipalities=[third], themes=[theme])
    make.ProjectFactory(municipalities=pair[1:], themes=[ki])
    make.CooperationFactory(members=pair, kind="association", themes=[ki])

    def order(theme):
        now = network()
        return [(one.node.slug, one.known) for one in suggest(now, now.nodes["a"], theme)]

    assert order("") == order("ki") == [("c", False), ("b", True)]
    assert order("wasser")[0] == ("b", False)
    assert acquainted(profiles_of(network()), "a", "wasser") == ({}, set())
    assert client.get("/en/netzwerk/vorschlaege/?fuer=a").content.decode().count("Stands last: they know") == 1


@pytest.mark.parametrize("path", ["/api/v1/connections/", "/netzwerk/verbunden/"])
def test_who_is_named_twice_in_one_place_is_not_silently_left_out(client, pair, path):
    make.MunicipalityFactory(slug="c")

    answer = client.get(f"{path}?a=a&a=b&b=c")

    assert answer.status_code == 400
    if path.startswith("/api"):
        assert list(answer.json()["errors"]) == ["a"]
