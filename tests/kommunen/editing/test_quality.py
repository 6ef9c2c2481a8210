"""What is wanting: each shortcoming finds what it says, and leads to where it is mended."""

from datetime import date

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from kommunen.editing.quality import BY_KEY, SHORTCOMINGS
from kommunen.editing.quality_words import told
from kommunen.models import LinkCheck, Project, PublicationState, Reuse
from tests.factories import (
    CooperationFactory,
    MunicipalityFactory,
    OrganisationFactory,
    ProjectFactory,
    ReuseFactory,
    SourceFactory,
    ThemeFactory,
)


def found(key, model=None):
    shortcoming = BY_KEY[key]
    return {str(record) for each in shortcoming.models for record in shortcoming.find(each) if model in (None, each)}


def words(key):
    """What the board says beside each project that has a shortcoming."""
    records = BY_KEY[key].find(Project) if Project in BY_KEY[key].models else ()
    said = told(BY_KEY[key], records)
    return {str(record): said.get(record.pk, "") for record in records}


def test_each_shortcoming_finds_what_it_says(bamberg, kempten):
    good = {"municipalities": [bamberg], "themes": [ThemeFactory()], "summary": "x", "start": "2024"}
    for record in (bamberg, kempten):
        SourceFactory(record=record)
    sound = ProjectFactory(title="Gut", status="in_progress", repository="https://example.org/code", **good)
    SourceFactory(record=sound)
    bad = {
        "Geplant, doch begonnen": {"status": "planned"},
        "Läuft, doch beendet": {"status": "in_progress", "end": "2025"},
        "Fertig vor dem Ende": {"status": "completed", "end": "2030"},
        "Ungeprüft": {"status": "in_progress", "checked_on": date(2020, 1, 1)},
        "Toter Link": {"status": "in_progress", "url": "https://gone.example.org/"},
        "Digitaler Zwilling": {"status": "unknown"},
        "Digitaler  Zwilling": {"status": "in_progress", "summary": ""},
        "Gesichert, doch gesucht": {
            "status": "in_progress",
            "continuation": "secured",
            "continuation_reason": "Beschluss",
            "takeover_wanted": True,
        },
    }
    for title, values in bad.items():
        SourceFactory(record=ProjectFactory(title=title, **{**good, **values}))
    ProjectFactory(title="Ohne Quelle", status="in_progress", **good)
    ProjectFactory(title="Entwurf", state=PublicationState.DRAFT, **good)
    LinkCheck.objects.create(address="https://gone.example.org/", checked_at=timezone.now(), failures=2, status=404)
    CooperationFactory(members=[bamberg, MunicipalityFactory(name="Jena")])

    assert found("status-widerspricht") == set(words("status-widerspricht"))
    assert found("lange-nicht-geprueft", Project) == {"Ungeprüft"}
    assert found("tote-links", Project) == {"Toter Link"}
    assert found("ohne-quelle", Project) == {"Ohne Quelle"}
    assert found("doppelt", Project) == {"Digitaler Zwilling", "Digitaler  Zwilling"}
    assert found("status-unbekannt") == {"Digitaler Zwilling"}
    assert found("leere-felder", Project) == {"Digitaler  Zwilling"}
    assert "Gut" not in found("ohne-quellcode")
    assert words("status-widerspricht") == {
        "Geplant, doch begonnen": "Status „geplant“, doch der Beginn ist 2024.",
        "Läuft, doch beendet": "Status „in Umsetzung“, doch das Ende war 2025.",
        "Fertig vor dem Ende": "Status „abgeschlossen“, doch das Ende ist 2030.",
        "Gesichert, doch gesucht": "Übernahme gesucht, doch die Verstetigung ist „gesichert“.",
    }
    day = date_format(timezone.localdate(), "SHORT_DATE_FORMAT")
    assert words("tote-links") == {"Toter Link": f"https://gone.example.org/: 404 (zuletzt besucht am {day})."}
    assert words("doppelt")["Digitaler Zwilling"] == "Fast gleich heißt: „Digitaler  Zwilling“."
    assert words("leere-felder") == {"Digitaler  Zwilling": "Leer: Zusammenfassung."}
    for each in SHORTCOMINGS:
        assert all(words(each.key).values()), each.key
    assert found("ohne-partner") == {"Kempten"}


def test_a_reuse_in_words_is_wanting_where_the_giver_has_one_project_called_so(as_pmo, bamberg, kempten):
    plan, _other = (
        ProjectFactory(title=title, municipalities=[bamberg]) for title in ("Plan – ein Zwilling", "Planung")
    )
    ProjectFactory.create_batch(2, title="Datenplattform", municipalities=[bamberg])
    told_so = ReuseFactory(what="PLAN (Core-Modul)", from_municipality=bamberg)
    for what in ("Datenplattform", "Zwilling"):  # which of both; no beginning of a title
        ReuseFactory(what=what, from_municipality=bamberg)
    ReuseFactory(what="Plan", from_municipality=kempten)
    ReuseFactory(what="Plan", project=plan, from_municipality=bamberg)

    wanting = BY_KEY["nachnutzung-ohne-projekt"]
    assert told(wanting, wanting.find(Reuse)) == {
        told_so.pk: "„Plan – ein Zwilling“ ist eingetragen: Bitte als Projekt dieser Nachnutzung wählen."
    }
    board = as_pmo.get("/admin/datenqualitaet/nachnutzung-ohne-projekt/").content.decode()
    assert f"/admin/kommunen/reuse/{told_so.pk}/change/#id_project" in board


def test_the_board_leads_to_the_form_and_shows_editors_their_own(as_pmo, as_kempten, as_reader, bamberg, kempten):
    own, other = (ProjectFactory(municipalities=[place]) for place in (kempten, bamberg))
    OrganisationFactory()

    for shortcoming in SHORTCOMINGS:
        assert as_pmo.get(f"/admin/datenqualitaet/{shortcoming.key}/").status_code == 200
    page = "/admin/datenqualitaet/status-unbekannt/"
    link = "/admin/kommunen/project/{}/change/#id_status".format
    assert [link(each.pk) in as_kempten.get(page).content.decode() for each in (own, other)] == [True, False]
    assert [link(each.pk) in as_pmo.get(page).content.decode() for each in (own, other)] == [True, True]
    assert "Meine Aufgaben" in as_kempten.get("/admin/").content.decode()
    assert "Meine Aufgaben" not in as_reader.get("/admin/").content.decode()
    assert as_pmo.get("/admin/datenqualitaet/nichts/").status_code == 404


@pytest.mark.parametrize("count", [1, 12])
def test_the_board_asks_the_same_number_of_questions_for_many(as_pmo, django_assert_max_num_queries, bamberg, count):
    ProjectFactory.create_batch(count, municipalities=[bamberg])

    with django_assert_max_num_queries(9):
        as_pmo.get("/admin/datenqualitaet/")
