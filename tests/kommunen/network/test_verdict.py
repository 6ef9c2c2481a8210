"""The rules of the pair answer, one by one, on a handful of records."""

from datetime import date

import pytest
from django.utils import translation

from kommunen.models import CooperationKind, PublicationState
from kommunen.network.current import network
from kommunen.network.pair import tell
from kommunen.network.suggestions import connected
from kommunen.network.verdict import Verdict, answer
from tests import factories as make

pytestmark = [pytest.mark.once, pytest.mark.django_db]
TODAY = date(2026, 11, 22)


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *args: TODAY)


@pytest.fixture
def pair():
    return make.MunicipalityFactory(slug="a", name="Aa"), make.MunicipalityFactory(slug="b", name="Bb")


def found(theme=""):
    now = network()
    return answer(now, now.nodes["a"], now.nodes["b"], now.subjects[theme] if theme else None)


def said(theme="", language="en"):
    now = network()
    with translation.override(language):
        subject = now.subjects[theme] if theme else None
        return str(tell(now, now.nodes["a"], now.nodes["b"], subject).sentence)


@pytest.mark.parametrize("kind", CooperationKind)
def test_only_three_kinds_of_cooperation_bind_partners(pair, kind):
    make.CooperationFactory(kind=kind, members=pair)

    assert found().verdict == (Verdict.ACTIVE if kind in ("development", "reuse", "exchange") else Verdict.INDIRECT)


@pytest.mark.parametrize(
    ("end", "verdict"),
    [
        ("", "active"),
        ("2026", "active"),
        ("2026-11", "active"),
        ("2026-11-22", "active"),
        ("2026-11-21", "ended"),
        ("2026-10", "ended"),
        ("2025", "ended"),
    ],
)
def test_a_stated_end_ends_on_its_last_day(pair, end, verdict):
    make.CooperationFactory(members=pair, end=end)

    assert found().verdict == verdict


def test_a_joint_project_and_a_reuse_bind_as_well(pair):
    make.ProjectFactory(municipalities=pair, end="2020")
    assert found().verdict == Verdict.ENDED

    make.ReuseFactory(from_municipality=pair[1], to_municipality=pair[0], what="Mängelmelder")

    assert found().verdict == Verdict.ACTIVE
    assert said() == "Yes. Aa reuses “Mängelmelder” by Bb."


def test_one_that_runs_outweighs_all_that_ended(pair):
    make.CooperationFactory(members=pair, end="2020")
    running = make.CooperationFactory(members=pair)

    assert (found().verdict, found().evidence[0].fact.slug) == (Verdict.ACTIVE, running.slug)


def test_a_session_ties_and_the_same_congress_does_not(pair):
    congress = make.CongressFactory(title="7. Kongress")
    for municipality in pair:
        make.AttendanceFactory(congress=congress, municipality=municipality)
        make.SessionFactory(congress=congress, municipalities=[municipality])
    assert found().verdict == Verdict.NOT_RECORDED

    make.SessionFactory(congress=congress, municipalities=pair, title="Daten")

    assert found().verdict == Verdict.INDIRECT
    assert said().startswith("Indirectly. Aa and Bb stood on the programme together: “Daten” (7. Kongress).")


@pytest.mark.parametrize("product", [True, False])
def test_named_software_ties_and_a_technology_in_general_does_not(pair, product):
    software = make.TechnologyFactory(product=product)
    for municipality in pair:
        make.ProjectFactory(municipalities=[municipality], technologies=[software])

    assert found().verdict == (Verdict.INDIRECT if product else Verdict.NOT_RECORDED)


def test_named_software_ties_on_a_theme_only_where_both_have_it_there(pair):
    software, themes = make.TechnologyFactory(product=True), make.ThemeFactory.create_batch(3)
    make.ProjectFactory(municipalities=[pair[0]], technologies=[software], themes=themes[:2])
    make.ProjectFactory(municipalities=[pair[1]], technologies=[software], themes=themes[1:])

    verdicts = [found(theme.slug).verdict for theme in themes]

    assert verdicts == [Verdict.NOT_RECORDED, Verdict.INDIRECT, Verdict.NOT_RECORDED]


def test_a_theme_must_be_among_the_records_own(pair):
    ki, wasser = make.ThemeFactory(slug="ki"), make.ThemeFactory(slug="wasser")
    make.CooperationFactory(members=pair, themes=[ki], title="Bäume")
    make.CooperationFactory(members=pair, title="Ohne Thema")

    assert found("ki").verdict == Verdict.ACTIVE
    assert found(wasser.slug).verdict == Verdict.NOT_RECORDED
    assert {tie.fact.title for tie in found("wasser").elsewhere} == {"Bäume", "Ohne Thema"}
    assert "On other themes already: “Bäume” and “Ohne Thema”." in said("wasser")


UNSURE, UNSURE_DE = "; whether it still runs is not known.", "; ob das noch läuft, ist nicht bekannt."


@pytest.mark.parametrize(
    ("kind", "start", "end", "english", "german"),
    [
        ("exchange", "2024", "", "already: “X”.", "schon: „X“."),
        ("exchange", "2019", "", f"this is recorded: “X”{UNSURE}", f"ist erfasst: „X“{UNSURE_DE}"),
        ("exchange", "2019", "2020", "in the past: “X”.", "früher: „X“."),
        ("association", "2024", "", "they meet here: “X”.", "treffen sie sich hier: „X“."),
        ("association", "2019", "", f"both are in this: “X”{UNSURE}", f"sind beide erfasst bei: „X“{UNSURE_DE}"),
        ("association", "2019", "2020", "they have met here: “X”.", "haben sie sich hier getroffen: „X“."),
        ("event", "2024-03", "", "they have met here: “X”.", "haben sie sich hier getroffen: „X“."),
        ("event", "", "", "they have met here: “X”.", "haben sie sich hier getroffen: „X“."),
        ("event", "2026-12", "2026-12", "they meet here: “X”.", "treffen sie sich hier: „X“."),
    ],
)
def test_of_other_themes_it_says_what_runs_what_ended_and_what_nobody_knows(pair, kind, start, end, english, german):
    make.ThemeFactory(slug="wasser")
    make.CooperationFactory(members=pair, title="X", kind=kind, start=start, end=end)

    assert f" On other themes {english}" in said("wasser")
    assert f" Auf anderen Themen {german}" in said("wasser", "de")


def test_what_runs_on_another_theme_is_said_before_what_nobody_knows(pair):
    make.ThemeFactory(slug="wasser")
    make.CooperationFactory(members=pair, title="Alt", start="2019")
    make.CooperationFactory(members=pair, title="Neu", start="2024")

    assert "On other themes already: “Neu”." in said("wasser")
    assert "Alt" not in said("wasser")


ALSO = f"They also share “Neu”. Also recorded: “Alt”{UNSURE}"


@pytest.mark.parametrize(
    ("kinds", "text"),
    [(("exchange", "exchange"), ALSO), (("association", "event"), "They also met here: “Neu” and “Alt”.")],
)
def test_of_what_else_ties_two_it_tells_apart_what_runs_and_what_nobody_knows(pair, kinds, text):
    for title, kind, start in (("Zuerst", kinds[0], "2025"), ("Neu", kinds[1], "2024"), ("Alt", kinds[1], "2019")):
        make.CooperationFactory(members=pair, title=title, kind=kind, start=start)

    assert text in said()


def test_an_association_that_began_long_ago_may_have_ended(pair):
    make.CooperationFactory(members=pair, title="Bund", kind="association", start="2019")

    assert "both take part in “Bund”. It began in 2019; whether it still runs is not known." in said()


def test_a_reuse_is_about_the_themes_of_its_project_and_its_cooperation(pair):
    one, other = make.ThemeFactory(slug="eins"), make.ThemeFactory(slug="zwei")
    project = make.ProjectFactory(municipalities=[pair[0]], themes=[one])
    cooperation = make.CooperationFactory(themes=[other])
    make.ReuseFactory(project=project, cooperation=cooperation, from_municipality=pair[0], to_municipality=pair[1])

    assert [found(theme).verdict for theme in ("eins", "zwei")] == [Verdict.ACTIVE, Verdict.ACTIVE]


@pytest.mark.parametrize(
    ("first", "second", "tie"),
    [
        (("2020", "2022"), ("2023", ""), None),
        (("2020", "2022-06"), ("2022", ""), ("2022", "2022-06")),
        (("2024", ""), ("", ""), ("2024", "2030")),
        (("", ""), ("2024-03", "2025"), ("2024-03", "2025")),
    ],
)
def test_the_dates_of_both_memberships_bound_a_tie(pair, first, second, tie):
    cooperation = make.CooperationFactory(start="2019", end="2030")
    for municipality, (start, end) in zip(pair, (first, second), strict=True):
        make.CooperationMemberFactory(cooperation=cooperation, municipality=municipality, start=start, end=end)

    assert [(one.since, one.until) for one in found().direct] == ([tie] if tie else [])


def test_who_left_and_came_back_is_a_partner_again(pair):
    cooperation = make.CooperationFactory(members=pair[:1])
    for start, end in (("2019", "2020"), ("2025", "")):
        make.CooperationMemberFactory(cooperation=cooperation, municipality=pair[1], start=start, end=end)

    assert [(one.since, one.until) for one in found().direct] == [("2025", "")]


@pytest.mark.parametrize("start", ["2021-11-21", "2021-10", "2020"])
def test_what_began_long_ago_and_has_no_stated_end_may_have_ended(pair, start):
    make.CooperationFactory(members=pair, start=start)

    assert found().verdict == Verdict.ACTIVE
    assert said().startswith("Recorded.")
    assert "whether it still runs is not known" in said()


@pytest.mark.parametrize("start", ["2021-11-22", "2021", ""])
def test_what_may_be_younger_than_five_years_is_taken_to_run(pair, start):
    make.CooperationFactory(members=pair, start=start)

    assert said().startswith("Yes.")
    assert "not known" not in said()


def test_what_ended_says_when_and_that_nothing_runs(pair):
    make.CooperationFactory(members=[*pair, make.MunicipalityFactory(name="Cc")], title="Zwilling", end="2024-06")

    assert said() == (
        "In the past. Aa and Bb worked together until June 2024: “Zwilling”, with Cc. "
        "Nothing that runs now is recorded, as of 22 November 2026."
    )


def test_nothing_recorded_is_never_a_no(pair):
    theme = make.ThemeFactory(name_en="Water")
    for municipality in pair:
        make.ProjectFactory(municipalities=[municipality], themes=[theme])
    make.CooperationFactory()

    assert said() == (
        "Not recorded yet. Of Aa and Bb no cooperation is recorded, as of 22 November 2026. Both work on “Water”."
    )


@pytest.mark.parametrize("what", ["cooperation", "member", "theme", "municipality"])
@pytest.mark.parametrize("state", [state for state in PublicationState if state != PublicationState.PUBLISHED])
def test_only_what_is_published_ties(pair, what, state):
    theme = make.ThemeFactory(slug="thema")
    third = make.MunicipalityFactory(slug="c")
    cooperation = make.CooperationFactory(members=[*pair, third], themes=[theme])
    member = cooperation.members.get(municipality=pair[0])
    record = {"cooperation": cooperation, "member": member, "theme": theme, "municipality": third}[what]
    record.state = state
    record.save()

    now = network()
    if what == "theme":
        assert "thema" not in now.subjects
        assert found().evidence[0].themes == frozenset()
    elif what == "municipality":
        assert "c" not in now.nodes
        assert found().evidence[0].fact.municipalities == ("a", "b")
    else:
        assert found().verdict == Verdict.NOT_RECORDED


def test_a_change_is_seen_at_once(pair):
    assert found().verdict == Verdict.NOT_RECORDED

    cooperation = make.CooperationFactory(members=pair)
    assert found().verdict == Verdict.ACTIVE

    cooperation.delete()
    assert found().verdict == Verdict.NOT_RECORDED


def test_nobody_is_its_own_partner(pair):
    now = network()

    with pytest.raises(ValueError, match="its own partner"):
        answer(now, now.nodes["a"], now.nodes["a"])


def test_connected_is_only_what_has_not_ended_on_the_asked_theme(pair):
    ki = make.ThemeFactory(slug="ki")
    make.CooperationFactory(title="Neu", members=pair)
    make.CooperationFactory(title="Alt", members=pair, themes=[ki], end="2020")
    now = network()

    def titles(theme):
        return {slug: [tie.fact.title for tie in ties] for slug, ties in connected(now, now.nodes["a"], theme).items()}

    assert titles("") == {"b": ["Neu"]}
    assert titles("ki") == {}
