"""Loading the directory's files, again and again, beside editors who change what was loaded."""

import json
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from congress.management.commands.load_directory import NOUNS, SHIPPED
from congress.models import Attendance, Congress, Outcome, Session
from kommunen.exchange.directory import loading
from kommunen.exchange.directory.loading import load
from kommunen.models import (
    Cooperation,
    CooperationMember,
    LoadedRecord,
    Municipality,
    OldAddress,
    Organisation,
    Page,
    ProgrammeFact,
    Project,
    PublicationState,
    Reuse,
    Source,
    Technology,
    Territory,
    Theme,
    TrainingData,
)
from kommunen.search.doors import search
from tests.directory import project, small_directory, write_directory

pytestmark = pytest.mark.django_db


@pytest.fixture
def files():
    return small_directory()


@pytest.fixture
def reload(tmp_path, files):
    """Load the files as they are now; returns the report."""

    def load_files(**options):
        write_directory(tmp_path, files)
        return load(tmp_path, NOUNS, **options)

    load_files()
    return load_files


def shipped(name):
    return json.loads((SHIPPED / f"{name}.json").read_text(encoding="utf-8"))


def test_shipped_files_load_completely_then_change_nothing_and_keep_an_edit(capsys):
    first = load(SHIPPED, NOUNS)
    bamberg = Municipality.objects.get(slug="bamberg")
    bamberg.summary = "Von Hand geändert."
    bamberg.save()
    with translation.override("en"):
        call_command("load_directory")

    projects, cooperations, congresses = shipped("projects"), shipped("cooperations"), shipped("congresses")
    assert {label: figures.created for label, figures in first.figures.items()} == {
        "kommunen.fundinground": 3,
        "kommunen.theme": len(shipped("themes")),
        "kommunen.technology": len(shipped("technologies")),
        "kommunen.territory": len(shipped("territories")),
        "kommunen.organisation": Organisation.objects.count(),
        "kommunen.municipality": 73,
        "kommunen.project": len(projects),
        "kommunen.cooperation": len(cooperations),
        "kommunen.cooperationmember": sum(len(each["municipalities"]) for each in cooperations),
        "kommunen.reuse": len(shipped("reuse")),
        "kommunen.trainingdata": len(shipped("training_data")),
        "kommunen.programmefact": len(shipped("programme")["facts"]),
        "kommunen.page": len(shipped("pages")),
        "kommunen.synonym": len(shipped("synonyms")),
        "congress.congress": len(congresses),
        "congress.session": sum(len(each["sessions"]) for each in congresses),
        "congress.outcome": sum(len(each["outcomes"]) for each in congresses),
        "congress.attendance": sum(len(each["attending_municipalities"]) for each in congresses),
        "kommunen.source": Source.objects.count(),
    }
    told = capsys.readouterr().out
    assert "bamberg, summary" in told
    assert told.endswith("\n0 changes.\n")
    bamberg.refresh_from_db()
    assert bamberg.summary == "Von Hand geändert."


def test_loaded_records_say_what_the_files_say(reload):
    bakim, allianz, kiel = Project.objects.get(slug="bakim"), Cooperation.objects.get(), Congress.objects.get()
    reuse = Reuse.objects.get()

    assert (bakim.state, bakim.checked_on, bakim.version) == (PublicationState.PUBLISHED, date(2026, 11, 22), 1)
    assert (bakim.title, bakim.sort_title, bakim.start, bakim.url) == ("BaKIM", "bakim", "", "")
    assert [technology.name for technology in bakim.technologies.all()] == ["Drohne", "LoRaWAN"]
    assert [partner.name for partner in bakim.partners.all()] == ["Uni Bamberg"]
    assert [(source.address, source.publisher, source.checked_on) for source in bakim.sources.all()] == [
        ("https://quelle.example/bakim", "", date(2026, 11, 22))
    ]
    assert {member.municipality.slug for member in allianz.members.all()} == {"bamberg", "kempten"}
    assert (allianz.start, allianz.end, allianz.results) == ("2023", "2023-06", "Ein Leitfaden")
    assert (kiel.start, kiel.end, kiel.participants) == ("2025-05", "", 400)
    assert [session.municipalities.get().slug for session in kiel.sessions.all()] == ["kempten"]
    assert (reuse.project, reuse.what, reuse.from_municipality.slug) == (bakim, "", "bamberg")
    assert (reuse.to_municipality, reuse.to_name, reuse.cooperation) == (None, "Erlangen", allianz)
    assert Theme.objects.get(slug="ki").synonyms == "Künstliche Intelligenz"
    assert str(Territory.objects.get(key="09461000").area_km2) == "54.60"


def test_history_tells_what_was_loaded_with_its_relations(reload, files):
    files["projects.json"][0]["themes"] = ["wasser"]
    reload()

    changed, created = Project.objects.get(slug="bakim").history.all()
    assert [(row.history_type, row.history_change_reason, row.version) for row in (created, changed)] == [
        ("+", "load_directory", 1),
        ("~", "load_directory", 2),
    ]
    assert [row.theme.slug for row in created.themes.all()] == ["ki"]
    assert [row.theme.slug for row in changed.themes.all()] == ["wasser"]
    assert sorted(row.technology.slug for row in changed.technologies.all()) == ["drohne", "lorawan"]
    assert Project.objects.get(slug="pegel").history.count() == 1


def test_second_load_changes_nothing(reload):
    before = list(LoadedRecord.objects.order_by("pk").values())

    report = reload()

    assert (report.changes, report.kept, report.gone, report.deleted) == (0, [], [], [])
    assert list(LoadedRecord.objects.order_by("pk").values()) == before


@pytest.mark.parametrize("changed_in_file", [False, True])
def test_what_an_editor_changed_stays_and_is_listed(reload, files, changed_in_file):
    bakim = Project.objects.get(slug="bakim")
    bakim.summary = "Vom Editor."
    bakim.save()
    bakim.themes.set([Theme.objects.get(slug="wasser")])
    if changed_in_file:
        files["projects.json"][0].update(summary="Aus der Datei.", themes=["ki", "wasser"])

    report = reload()

    bakim.refresh_from_db()
    assert report.kept == [("kommunen.project", "bakim", "themes"), ("kommunen.project", "bakim", "summary")]
    assert report.changes == 0
    assert (bakim.summary, [theme.slug for theme in bakim.themes.all()]) == ("Vom Editor.", ["wasser"])


def test_the_file_is_followed_where_no_editor_was(reload, files):
    bakim = Project.objects.get(slug="bakim")
    bakim.status = "completed"
    bakim.save()
    files["projects.json"][0].update(title="BaKIM 2", summary="Neu.", partners=["ÖKO e. V."])

    report = reload()

    bakim.refresh_from_db()
    assert report.kept == [("kommunen.project", "bakim", "status")]
    assert (bakim.title, bakim.sort_title, bakim.summary) == ("BaKIM 2", "bakim2", "Neu.")
    assert (bakim.status, bakim.version) == ("completed", 3)
    assert [partner.slug for partner in bakim.partners.all()] == ["oeko-e-v"]


def test_an_editor_who_returns_to_the_loaded_value_gets_the_files_value(reload, files):
    bakim = Project.objects.get(slug="bakim")
    loaded, bakim.summary = bakim.summary, "Vom Editor."
    bakim.save()
    files["projects.json"][0]["summary"] = "Aus der Datei."
    reload()
    bakim.summary = loaded
    bakim.save()

    reload()

    bakim.refresh_from_db()
    assert bakim.summary == "Aus der Datei."


def test_what_left_the_files_is_listed_and_stays(reload, files):
    files["projects.json"].pop()
    files["congresses.json"][0]["sessions"] = []

    report = reload()

    assert report.gone == [("kommunen.project", "pegel"), ("congress.session", "7-kiel · KI-Daten")]
    assert report.changes == 0
    assert Project.objects.filter(slug="pegel").exists()
    assert Session.objects.exists()


def test_archived_stays_archived(reload, files):
    Project.objects.filter(slug="bakim").update(state=PublicationState.ARCHIVED)
    files["projects.json"][0]["summary"] = "Neu."

    report = reload()

    bakim = Project.objects.get(slug="bakim")
    assert (report.changes, bakim.state, bakim.summary) == (1, PublicationState.ARCHIVED, "Neu.")


def test_deleted_stays_deleted_with_all_that_hangs_on_it(reload, files):
    Municipality.objects.get(slug="kempten").delete()
    files["cooperations.json"].append({**files["cooperations.json"][0], "slug": "zweite", "title": "Zweite"})
    files["training_data.json"].append({**files["training_data.json"][0], "slug": "neu", "municipality": "kempten"})

    report = reload()

    assert report.deleted == [("kommunen.municipality", "kempten")]
    assert report.kept == []
    assert [member.municipality.slug for member in Cooperation.objects.get(slug="zweite").members.all()] == ["bamberg"]
    assert not Municipality.objects.filter(slug="kempten").exists()
    assert TrainingData.objects.get().slug == "baumbilder"
    assert [session.municipalities.count() for session in Session.objects.all()] == [0]


def test_renamed_address_is_recognised(reload, files):
    bakim = Project.objects.get(slug="bakim")
    bakim.slug = "baumkataster"
    bakim.save()
    files["projects.json"][0]["summary"] = "Neu."

    report = reload()

    bakim.refresh_from_db()
    assert report.kept == [("kommunen.project", "bakim", "slug")]
    assert (bakim.slug, bakim.summary, Project.objects.count()) == ("baumkataster", "Neu.", 2)
    assert OldAddress.objects.get().slug == "bakim"


def test_address_of_an_editors_record_is_a_fault(reload, files, tmp_path):
    Project.objects.create(slug="neu", title="Des Editors")
    files["projects.json"].append(project("neu", "Der Datei", ["bamberg"]))
    write_directory(tmp_path, files)

    with translation.override("en"), pytest.raises(CommandError) as refused:
        call_command("load_directory", path=tmp_path)

    assert str(refused.value).splitlines() == [
        "Nothing was changed: 1 fault.",
        "projects.json, neu, slug: An editor's entry or another record has this already: “neu”.",
    ]
    assert Project.objects.get(slug="neu").title == "Des Editors"


def test_what_an_editor_entered_beforehand_is_the_same_record(reload, files):
    kiel, bamberg = Congress.objects.get(), Municipality.objects.get(slug="bamberg")
    kempten = Municipality.objects.get(slug="kempten")
    entered = [
        Attendance.objects.create(congress=kiel, municipality=kempten),
        Outcome.objects.create(congress=kiel, text="Weiter so.", position=9),
        Organisation.objects.create(slug="telekom", name="Die Telekom"),
        Source.objects.create(record=bamberg, address="https://neu.example/", publisher="Stadt"),
    ]
    files["congresses.json"][0]["attending_municipalities"].append("kempten")
    files["congresses.json"][0]["outcomes"].append({"text": "Weiter so.", "municipalities": ["bamberg"], "themes": []})
    files["projects.json"][0]["partners"].append("Telekom")
    files["municipalities.json"][0]["sources"].append("https://neu.example/")

    report = reload()

    assert report.kept == [
        ("kommunen.organisation", "telekom", "name"),
        ("congress.outcome", "7-kiel · Weiter so.", "position"),
    ]
    assert sum(figures.created for figures in report.figures.values()) == 0
    assert [type(record).objects.filter(pk=record.pk).count() for record in entered] == [1, 1, 1, 1]
    assert entered[1].municipalities.get() == bamberg
    assert reload().changes == 0


def test_a_trial_reports_the_same_and_keeps_nothing(reload, files, tmp_path, capsys):
    files["projects.json"][0]["summary"] = "Neu."
    files["projects.json"].append(project("neu", "Neu", ["bamberg"]))
    write_directory(tmp_path, files)
    with translation.override("en"):
        call_command("load_directory", path=tmp_path, dry_run=True)

    assert "\n3 changes.\nThis was only a trial: nothing was kept.\n" in capsys.readouterr().out
    assert Project.objects.count() == 2
    assert reload().changes == 3


def test_another_day_of_check_is_a_change_of_every_record(reload):
    Project.objects.filter(slug="bakim").update(checked_on=date(2027, 1, 1))

    report = reload(checked_on=date(2027, 2, 1))

    assert report.kept == [("kommunen.project", "bakim", "checked_on")]
    assert set(Source.objects.values_list("checked_on", flat=True)) == {date(2027, 2, 1)}
    assert Municipality.objects.get(slug="kempten").checked_on == date(2027, 2, 1)


def test_words_without_a_curated_technology_become_one_each(reload, files, tmp_path):
    del files["technologies.json"]
    (tmp_path / "technologies.json").unlink()

    reload()

    assert set(Technology.objects.values_list("slug", flat=True)) == {"drohne", "lora", "lorawan"}


def test_facts_keep_the_order_of_the_file_and_pages_are_loaded(reload, files):
    files["programme.json"]["facts"].insert(0, {"text": "Zuerst.", "sources": []})
    page = {"slug": "impressum", "title": "Impressum", "title_en": "Legal notice", "body": "# I", "body_en": "# L"}
    files["pages.json"] = [{**page, "placeholder": True}]

    reload()

    assert list(ProgrammeFact.objects.values_list("text", flat=True)) == ["Zuerst.", "Der Bund fördert."]
    assert Page.objects.get().placeholder
    assert (TrainingData.objects.count(), CooperationMember.objects.count()) == (1, 2)


@pytest.mark.parametrize("few", [0, 10_000])
def test_the_search_finds_what_was_loaded(reload, files, monkeypatch, few):
    monkeypatch.setattr(loading, "FEW", few)
    files["projects.json"][0]["summary"] = "Mistelbefall aus der Luft erkennen."
    reload()
    reload(dry_run=True)

    assert [found.slug for found in search(Project.objects.all(), "Mistelbefall")] == ["bakim"]
