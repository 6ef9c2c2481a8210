"""The archive of all programmes, and what sessions and outcomes are tied to."""

import csv
import io
from datetime import date, time

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests import factories as make

pytestmark = pytest.mark.django_db
ARCHIVE = "/kongresse/programm/"


@pytest.fixture
def world():
    """Two congresses with two sessions and two outcomes."""
    ki, daten = make.ThemeFactory(slug="ki", name="Künstliche Intelligenz"), make.ThemeFactory(slug="daten")
    kiel = make.MunicipalityFactory(slug="kiel", name="Kiel", territories=[make.TerritoryFactory()])
    old = make.CongressFactory(slug="alt", title="1. Kongress", start="2023-05", place="Hamburg")
    new = make.CongressFactory(slug="neu", title="2. Kongress", start="2025-11-18", place="Lübeck", kind="regional")
    talk = make.SessionFactory(congress=old, title="Datenplattformen betreiben", kind="talk", themes=[daten])
    late = make.SessionFactory(congress=new, title="Spät", kind="workshop", day=date(2025, 11, 18), begins=time(15))
    make.SessionFactory(
        congress=new, title="Früh", kind="workshop", position=9, day=date(2025, 11, 18), begins=time(9), room="Saal 2"
    )
    late.municipalities.add(kiel)
    outcome = make.OutcomeFactory(congress=new, text="Trainingsdaten werden gemeinsam gesammelt.")
    outcome.themes.add(ki)
    make.OutcomeFactory(congress=old, text="Es geht weiter.")
    return {"talk": talk, "late": late, "outcome": outcome}


def shown(client, question=""):
    return [str(entry) for entry in client.get(ARCHIVE + question).context["entries"]]


def test_sessions_and_outcomes_are_one_list_newest_congress_first_each_in_its_order(client, world):
    new = ["Früh", "Spät", "Trainingsdaten werden gemeinsam gesammelt."]
    old = ["Datenplattformen betreiben", "Es geht weiter."]

    assert shown(client) == [*new, *old]
    assert shown(client, "?sort=datum") == [*old, *new]


def test_the_programme_of_a_cancelled_congress_says_so_on_the_page_and_in_its_rows(client, world):
    congress = world["late"].congress
    congress.status = "cancelled"
    congress.save()

    page = client.get(ARCHIVE).content.decode()
    rows = client.get("/api/v1/programme/").json()["results"]

    assert page.count("<strong>abgesagt</strong>") == 3
    assert [row["congress_status"] for row in rows] == ["cancelled"] * 3 + ["confirmed"] * 2


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("?art=outcome&art=talk", 3),
        ("?art=workshop", 2),
        ("?thema=ki", 1),
        ("?thema=ki&art=workshop", 0),
        ("?kongress=alt", 2),
        ("?reihe=regional", 3),
        ("?kommune=kiel", 1),
        ("?q=datenplattform", 1),  # another form of the word
        ("?q=Lübeck", 3),  # where it was
        ("?q=künstlich", 1),  # by its theme
        ("?q=Kiel+spät", 1),
        ('?q="gemeinsam gesammelt"', 1),
        ("?q=Hamburg+-Datenplattformen", 1),
        ("?q=xyzxyz", 0),
    ],
)
def test_page_files_and_api_answer_a_question_alike(client, world, question, found):
    page = client.get(ARCHIVE + question)
    file = b"".join(client.get(f"{ARCHIVE}{question}&format=csv").streaming_content).decode("utf-8-sig")
    titles = [row["Titel"] or row["Text"] for row in csv.DictReader(io.StringIO(file, newline=""), delimiter=";")]
    api = client.get(f"/api/v1/programme/{question}").json()

    assert page.context["view"].filterset.count == len(page.context["entries"]) == api["count"] == found
    assert [str(entry) for entry in page.context["entries"]] == titles
    assert [row["title"] or row["text"] for row in api["results"]] == titles


def test_facets_count_sessions_and_outcomes_together_and_follow_what_changes(client, world):
    def counts(name):
        options = client.get(ARCHIVE).context["view"].filterset.facet_options()
        return {one.value: one.count for field, first, more in options if field.name == name for one in [*first, *more]}

    assert counts("art") == {"workshop": 2, "outcome": 2, "talk": 1}
    assert counts("kongress") == {"neu": 3, "alt": 2}
    make.OutcomeFactory(congress=world["outcome"].congress)
    world["talk"].kind = "panel"
    world["talk"].save()
    assert counts("art") == {"outcome": 3, "workshop": 2, "panel": 1}
    assert counts("kongress") == {"neu": 4, "alt": 2}


def test_a_wrong_value_never_widens(client, world):
    response = client.get(f"{ARCHIVE}?art=quatsch")

    assert (response.status_code, list(response.context["entries"])) == (400, [])
    assert client.get(f"{ARCHIVE}?art=quatsch&format=json").status_code == 400
    assert client.get("/api/v1/programme/?art=quatsch").status_code == 400
    assert client.get(f"{ARCHIVE}?page=9").status_code == 404


def test_a_row_of_the_api_tells_all_that_is_known(client, world):
    cooperation, project = make.CooperationFactory(slug="sammlung"), make.ProjectFactory(slug="werk")
    world["outcome"].grown_cooperations.add(cooperation)
    world["late"].projects.add(project)
    rows = client.get("/api/v1/programme/?kongress=neu").json()["results"]

    assert [(row["kind"], row["day"], row["begins"], row["room"]) for row in rows] == [
        ("workshop", "2025-11-18", "09:00:00", "Saal 2"),
        ("workshop", "2025-11-18", "15:00:00", None),
        ("outcome", None, None, None),
    ]
    assert [[one["slug"] for one in row["grown_cooperations"]] for row in rows] == [[], [], ["sammlung"]]
    assert [[one["slug"] for one in row["projects"]] for row in rows] == [[], ["werk"], []]
    assert rows[2]["congress"]["slug"] == "neu"
    assert rows[2]["url"].endswith(f"/kongresse/neu/#ergebnis-{world['outcome'].pk}")


@pytest.mark.once
@pytest.mark.parametrize("count", [1, 12])
def test_the_archive_takes_the_same_queries_however_long_it_is(client, django_assert_max_num_queries, count):
    for _number in range(count):
        make.SessionFactory(municipalities=[make.MunicipalityFactory()], themes=[make.ThemeFactory()])
        make.OutcomeFactory(municipalities=[make.MunicipalityFactory()])
    client.get(ARCHIVE)

    with django_assert_max_num_queries(21):
        client.get(ARCHIVE)


def test_each_item_is_found_where_its_address_says(client, world):
    page = client.get("/kongresse/neu/").content.decode()

    assert f'id="programmpunkt-{world["late"].pk}"' in page
    assert f'id="ergebnis-{world["outcome"].pk}"' in page
    assert world["late"].get_absolute_url() == f"/kongresse/neu/#programmpunkt-{world['late'].pk}"
    assert world["late"].get_absolute_url() in client.get(ARCHIVE).content.decode()


def test_a_congress_shows_its_programme_by_day_and_time(client, world):
    undated = make.SessionFactory(congress=world["late"].congress, title="Ohne Tag")

    programme = client.get("/kongresse/neu/").context["programme"]

    assert [(part["day"], list(map(str, part["sessions"]))) for part in programme] == [
        (date(2025, 11, 18), ["Früh", "Spät"]),
        (None, [undated.title]),
    ]


def test_where_nothing_is_known_the_page_says_so(client):
    make.CongressFactory(slug="leer", start="2024-05")
    make.CongressFactory(slug="naechster", start="2099-05")

    text, coming = (client.get(f"/en/kongresse/{slug}/").content.decode() for slug in ("leer", "naechster"))

    for sentence in ["No programme is recorded.", "No outcomes are recorded."]:
        assert sentence in text
        assert sentence in coming
    assert "Its day is not known" in coming  # one that is over offers no calendar
    assert "Its day is not known" not in text
    assert "not known" in text.split("Who was there")[1]


def test_a_cooperation_says_at_which_congress_it_began(client, world):
    cooperation = make.CooperationFactory(slug="sammlung")
    world["outcome"].grown_cooperations.add(cooperation)
    hidden = make.OutcomeFactory(text="Geheim", state="draft")
    hidden.grown_cooperations.add(cooperation)
    world["late"].cooperations.add(cooperation)

    text = client.get("/en/kooperationen/sammlung/").content.decode()

    assert "2. Kongress in Lübeck" in text
    assert world["late"].get_absolute_url() in text
    assert "Geheim" not in text
    assert "sammlung" in client.get("/kongresse/neu/").content.decode()


def test_a_congress_is_found_by_the_projects_and_cooperations_on_its_programme(client, world):
    world["late"].projects.add(make.ProjectFactory(title="Zauberlaterne"))
    world["outcome"].grown_cooperations.add(make.CooperationFactory(title="Mondscheinbund"))

    for word in ["Zauberlaterne", "Mondscheinbund"]:
        assert [one.slug for one in client.get(f"/kongresse/?q={word}").context["congresses"]] == ["neu"]


@pytest.mark.parametrize(
    "fields",
    [
        {"begins": time(9)},
        {"day": date(2025, 11, 18), "ends": time(9)},
        {"day": date(2025, 11, 18), "begins": time(9), "ends": time(9)},
    ],
)
def test_the_database_refuses_times_that_make_no_sense(fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        make.SessionFactory(**fields)


def test_a_session_lies_within_its_congress():
    session = make.SessionFactory(congress=make.CongressFactory(start="2025-11", end=""))
    session.day = date(2025, 11, 30)
    session.clean()
    session.day = date(2025, 12, 1)
    with pytest.raises(ValidationError) as fault:
        session.clean()
    assert list(fault.value.message_dict) == ["day"]


def test_history_keeps_what_an_outcome_was_tied_to(as_pmo):
    outcome, project = make.OutcomeFactory(), make.ProjectFactory()
    outcome.projects.add(project)
    outcome.grown_cooperations.add(make.CooperationFactory())

    assert [one.project for one in outcome.history.first().projects.all()] == [project]
    assert outcome.history.first().grown_cooperations.count() == 1


@pytest.mark.once
def test_a_cancelled_congress_is_neither_the_next_nor_the_last(client, monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda: date(2026, 11, 22))
    make.CongressFactory(start="2027-05-04", status="cancelled", slug="abgesagt")
    make.CongressFactory(start="2026-05-04", status="cancelled")

    context = client.get("/").context

    assert (context["next_congress"], context["last_congress"]) == (None, None)
    for address in ("/en/", "/en/kongresse/"):
        page = client.get(address)
        assert page.context["called_off"].slug == "abgesagt"
        assert "Cancelled:" in page.content.decode()
    assert "cancelled" in client.get("/en/kongresse/abgesagt/").content.decode()


@pytest.mark.once
def test_the_real_archive_is_found_in_abbreviations_and_with_slips(client, real_data):
    def texts(question):
        return [str(entry) for entry in client.get(f"{ARCHIVE}?q={question}").context["entries"]]

    assert client.get(ARCHIVE).context["view"].filterset.count == 59
    assert texts("Trainingsdaten") == texts("Trainigsdaten") != []
    assert any("Trainingsdaten für KI" in text for text in texts("Künstliche Intelligenz"))
