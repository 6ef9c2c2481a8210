"""What remains after the funding: the list by funding ends, its calendar and timeline, who could take over, reuse."""

import re
from datetime import UTC, date, datetime
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db.models import Q
from django.utils import timezone
from icalendar import Calendar

from kommunen.filters import ProjectFilterSet
from kommunen.filters.periods import PERIOD, choices
from kommunen.models import ContinuationState, FundingEnd, Municipality, Project, ProjectStatus
from kommunen.network.reuse_tree import reuse_tree
from kommunen.templatetags.charts import drawn
from tests import factories as make

pytestmark = [pytest.mark.once, pytest.mark.django_db]
TODAY = date(2026, 11, 22)
ONE_CLICK = "/projekte/?foerderende=12&verstetigung=open&verstetigung=unknown"


@pytest.fixture
def today(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda: TODAY)


def slugs(client, address, name):
    return [record.slug for record in client.get(address).context[name]]


def body(response):
    return b"".join(response.streaming_content) if response.streaming else response.content


def test_who_ends_soon_with_operation_open_or_unknown_is_one_click(client, today):
    soon, later = make.MunicipalityFactory(funding_end="2027-06"), make.MunicipalityFactory(funding_end="2028")
    for slug, place, state in [
        ("offen", soon, ContinuationState.OPEN),
        ("unbekannt", soon, ContinuationState.UNKNOWN),
        ("gesichert", soon, ContinuationState.SECURED),
        ("spaeter", later, ContinuationState.OPEN),
    ]:
        make.ProjectFactory(slug=slug, municipalities=[place], continuation=state, continuation_reason="Beschluss")

    [asked] = [item for item in client.get("/verstetigung/").context["figures"] if item.url == ONE_CLICK]

    assert (asked.number, set(slugs(client, ONE_CLICK, "projects"))) == (2, {"offen", "unbekannt"})


def test_ready_for_reuse_runs_and_can_be_read(client):
    running, read = {"status": ProjectStatus.IN_OPERATION}, {"documentation": "https://docs.example/"}
    make.ProjectFactory(slug="bereit", **running, **read)
    make.ProjectFactory(slug="quelloffen", status=ProjectStatus.IN_PROGRESS, repository="https://code.example/")
    make.ProjectFactory(slug="nichts-zu-lesen", **running)
    make.ProjectFactory(slug="erst-geplant", status=ProjectStatus.PLANNED, **read)
    make.ProjectFactory(slug="gesucht", takeover_wanted=True)

    assert set(slugs(client, "/projekte/?nachnutzung=bereit", "projects")) == {"bereit", "quelloffen"}
    assert slugs(client, "/projekte/?nachnutzung=gesucht", "projects") == ["gesucht"]
    assert {one.slug for one in Project.objects.all() if one.is_reusable} == {"bereit", "quelloffen"}


def test_a_municipality_knows_how_soon_its_funding_ends_as_the_filter_does(today):
    for stated in ["", "2025", "2026-11-21", "2026-11-22", "2027-05-21", "2027-05-22", "2027", "2028-11", "2029"]:
        make.MunicipalityFactory(funding_end=stated)

    for one in Municipality.objects.all():
        meets = [end for end in FundingEnd if Municipality.objects.filter(Q(pk=one.pk) & end.condition()).exists()]
        assert FundingEnd.nearest(one.funding_ends_on) == (meets[0] if meets else None), one.funding_end


def test_the_list_and_its_timeline_follow_the_filter_in_the_order_of_the_ends(client, today):
    for slug, stated in [("b", "2027"), ("a", "2027-12-31"), ("ohne", ""), ("alt", "2025")]:
        make.MunicipalityFactory(slug=slug, name=slug, funding_end=stated)
    make.MunicipalityFactory(slug="dorf", funding_end="2026", population=900)

    response = client.get("/verstetigung/?groesse=bis-100000&groesse=unbekannt-gibt-es-nicht")
    assert (response.status_code, list(response.context["municipalities"])) == (400, [])
    context = client.get("/verstetigung/?groesse=bis-100000").context
    assert [one.slug for one in context["municipalities"]] == ["alt", "a", "b", "ohne"]
    assert context["ends"] == [
        ("2025", "alt", "alt"),
        ("2027-12-31", "a", "a"),
        ("2027", "b", "b"),
        ("", "ohne", "ohne"),
    ]


def test_the_timeline_has_two_lanes_over_one_axis():
    drawing = drawn({"2025": 3, "2026-12": 8, "2026-10-01": 1, "2027-01": 2}, TODAY)

    exact, rough = drawing["lanes"]
    assert [(bar.number, bar.ended) for bar in exact["bars"]] == [(9, False), (2, False)]
    assert [(bar.number, bar.ended, bar.x) for bar in rough["bars"]] == [(3, True, "0.30%")]
    assert [year for year, _start, _middle in drawing["ticks"]] == [2025, 2026, 2027]
    assert (exact["bars"][0].height, rough["bars"][0].height) == (88, 29.3)  # nine and three
    assert drawing["today"] == "63.01%"  # the 326th day of the second of three years
    assert drawing["from_today"] == [(6, "79.54%"), (12, "96.35%")]  # 24 months lie beyond the axis
    some = drawn({"2025": 3}, TODAY, unknown=1)
    assert (some["unknown"]["width"], some["height"] - drawn({"2025": 3}, TODAY)["height"]) == ("21.00%", 62)
    alone = drawn({"2025": 3}, TODAY)  # a lane without bars is not drawn
    assert ([lane["name"] for lane in alone["lanes"]], drawing["height"] - alone["height"]) == (["rough"], 150)


def test_every_bar_and_every_row_of_the_timeline_leads_to_the_list_of_exactly_those(client, today):
    ends = ["2025", "2026", "2026-12", "2026-10-31", "2027-03-31", "2027-04", "2027", "2027-12-31", "2028-01", "", ""]
    for place, stated in enumerate(ends):
        make.MunicipalityFactory(slug=f"k{place}", funding_end=stated, population=900 * (place + 1))

    page = client.get("/verstetigung/?groesse=bis-20000&page=1").content.decode()
    bars = re.findall(r'<a href="([^"]*endet=([^"]*))" aria-label="[^"]*: (\d+)">', page)
    rows = re.findall(r'<td class="number"><a href="([^"]*)">(\d+)</a>', page)

    periods = ["2026-Q4", "2027-Q1", "2027-Q2", "2027-Q4", "2028-Q1"] + [f"{y}-ohne-monat" for y in (2025, 2026, 2027)]
    assert [period for _address, period, _number in bars] == periods
    assert sorted([(address, number) for address, _period, number in bars]) == sorted(rows)[:-1]
    [unknown] = re.findall(r'<a href="([^"]*foerderende=unbekannt)" aria-label="[^"]*: (\d+)">', page)
    assert unknown == max(rows)
    soon = re.findall(r'</th><td>(.*?)</td><td class="number">', page)
    assert soon[:3] == ["schon beendet", "schon beendet, innerhalb von 6 Monaten", "innerhalb von 6 Monaten"]
    assert sum(int(number) for _address, number in rows) == len(ends)
    for address, number in rows:
        assert "groesse=bis-20000" in address
        assert client.get(f"/verstetigung/{address.replace('&amp;', '&')}").context["paginator"].count == int(number)
    assert slugs(client, "/verstetigung/?endet=2027-Q2", "municipalities") == ["k5"]
    assert slugs(client, "/kommunen/?endet=2027", "municipalities") == ["k4", "k5", "k6", "k7"]
    assert client.get("/verstetigung/?endet=2027-Q5").status_code == 400
    assert all(re.fullmatch(PERIOD, value) for value, _label in choices())  # what programs are told is true
    assert not any(re.fullmatch(PERIOD, value) for value in ("2018", "2041-Q1", "2027-Q5", "2027-06"))


def test_the_calendar_has_an_entry_on_the_last_day_that_says_how_exactly_it_is_known(client, settings):
    settings.PUBLIC_URL = "https://netzwerk.example"
    known = make.MunicipalityFactory(slug="a", name="Altdorf, Kreis A", funding_end="2027-06")
    changed = datetime(2026, 11, 22, 10, 30, tzinfo=UTC)
    told = {"continuation": "Das Amt übernimmt.", "version": 3, "changed_at": changed}
    Municipality.objects.filter(pk=known.pk).update(**told)
    for stated in ("2028", "2028-12-31"):
        make.MunicipalityFactory(funding_end=stated)
    make.MunicipalityFactory(slug="ohne", funding_end="")

    response = client.get("/verstetigung/?format=ics")
    entries = Calendar.from_ical(body(response)).walk("VEVENT")

    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert [entry.decoded("dtstart") for entry in entries] == [date(2027, 6, 30), *[date(2028, 12, 31)] * 2]
    assert {name: value.to_ical().decode() for name, value in entries[0].items()} == {
        "UID": f"funding-end-{known.pk}@netzwerk.example",
        "SUMMARY": "Förderende: Altdorf\\, Kreis A",
        "DTSTART": "20270630",
        "DTEND": "20270701",
        "DTSTAMP": "20261122T103000Z",
        "LAST-MODIFIED": "20261122T103000Z",
        "SEQUENCE": "2",
        "TRANSP": "TRANSPARENT",
        "CLASS": "PUBLIC",
        "DESCRIPTION": "Bekannt ist der Monat Juni 2027: Es zählt sein letzter Tag.\\nDas Amt übernimmt.",
        "URL": "https://netzwerk.example/kommunen/a/",
    }
    assert {str(entry["description"]) for entry in entries[1:]} == {
        "Bekannt ist nur das Jahr 2028: Es zählt sein letzter Tag.",
        "Der Tag ist bekannt.",
    }
    assert body(client.get("/verstetigung/?format=ics&foerderende=gestern")).startswith(b"{")


@pytest.mark.parametrize("count", [1, 30])
def test_the_page_takes_the_same_few_queries_however_many_rows(client, django_assert_max_num_queries, count):
    for number in range(count):
        make.ProjectFactory(municipalities=[make.MunicipalityFactory(funding_end=f"20{27 + number % 3}")])
    client.get("/verstetigung/")

    with django_assert_max_num_queries(10):
        assert client.get("/verstetigung/").status_code == 200


def test_a_reuse_is_told_once_from_both_ends_and_with_its_cooperation(client):
    bamberg, lemgo = make.MunicipalityFactory(slug="bamberg"), make.MunicipalityFactory(slug="lemgo", name="Lemgo")
    project = make.ProjectFactory(slug="bakim", municipalities=[bamberg])
    together = make.CooperationFactory(slug="transfer", members=[bamberg, lemgo])
    reuse = make.ReuseFactory(
        project=project, what="", from_municipality=bamberg, to_municipality=lemgo, cooperation=together, from_name=""
    )

    for address in ("/kommunen/bamberg/", "/kommunen/lemgo/"):
        response = client.get(address)
        assert response.context["reuses"] == []
        assert [one.told for one in response.context["cooperations"]] == [[reuse]]
        text = re.sub(r"\s+", " ", response.content.decode())
        assert text.count("→") == 1
        assert text.index('href="/kommunen/bamberg/"', text.index("row__title")) < text.index("→")
        assert text.count('href="/kooperationen/transfer/"') == 1
    text = client.get("/kooperationen/transfer/").content.decode()
    assert (text.count("→"), text.count('href="/kooperationen/transfer/"')) == (1, 0)
    [root] = client.get("/projekte/bakim/").context["reuse_tree"]
    assert (root.municipality, [branch.reuse for branch in root.branches]) == (bamberg, [reuse])


def test_the_tree_follows_who_took_it_from_whom_and_ends_in_a_circle():
    def names(branches):
        return [(branch.name, names(branch.branches)) for branch in branches]

    def reuse(giver, taker):
        return make.ReuseFactory.build(from_name=giver, to_name=taker, from_municipality=None, to_municipality=None)

    chain = [reuse("B", "C"), reuse("A", "B"), reuse("A", "D"), reuse("X", "Y")]
    circle = [reuse("A", "B"), reuse("B", "A")]

    assert names(reuse_tree(chain)) == [("A", [("B", [("C", [])]), ("D", [])]), ("X", [("Y", [])])]
    assert names(reuse_tree(circle)) == [("A", [("B", [("A", [])])])]


def test_who_could_take_over_is_suggested_with_reasons_and_has_it_not_yet(client):
    theme = make.ThemeFactory()
    own, taker, candidate = (make.MunicipalityFactory(slug=slug, name=slug) for slug in ("eigene", "hat-es", "koennte"))
    wanted = make.ProjectFactory(slug="gesucht", municipalities=[own], themes=[theme], takeover_wanted=True)
    for other in (taker, candidate):
        make.ProjectFactory(municipalities=[other], themes=[theme])
    make.ReuseFactory(project=wanted, what="", from_municipality=own, from_name="", to_municipality=taker, to_name="")

    text = client.get("/en/projekte/gesucht/").content.decode()

    assert "?a=eigene&amp;b=koennte" in text
    assert "b=hat-es" not in text
    assert "Takeover wanted" in text


def test_every_figure_leads_to_a_list_of_so_many_rows(client, real_data):
    for item in client.get("/verstetigung/").context["figures"]:
        context = client.get(item.url).context
        assert context["paginator"].count == item.number, item.url
    asked = parse_qs(urlsplit(ONE_CLICK).query)
    assert set(asked["verstetigung"]) <= set(dict(ProjectFilterSet.base_filters["verstetigung"].extra["choices"]))
