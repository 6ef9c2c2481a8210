"""Loading again: what editors changed, archived, deleted or renamed in between."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from congress.models import Attendance, Congress, Outcome, Session
from kommunen.exchange.directory import loading
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
    Source,
    Technology,
    Theme,
    TrainingData,
)
from kommunen.search.doors import search
from tests.directory import project, write_directory

pytestmark = pytest.mark.django_db


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


def test_a_date_written_in_german_is_no_change_the_second_time(reload, files):
    files["projects.json"][0]["end"] = "30.6.2031"

    assert [reload().changes, reload().changes] == [1, 0]
    assert Project.objects.get(slug="bakim").end == "2031-06-30"


def test_what_follows_from_a_field_follows_the_file(reload, files):
    files["municipalities.json"][0]["funding_end"] = "2031-06"

    reload()

    assert Municipality.objects.get(slug="bamberg").funding_ends_on == date(2031, 6, 30)


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


def test_an_address_that_leads_on_is_a_fault(reload, files, tmp_path):
    theirs = Project.objects.create(slug="neu", title="Des Editors")
    theirs.slug = "umgezogen"
    theirs.save()
    files["projects.json"].append(project("neu", "Der Datei", ["bamberg"]))
    write_directory(tmp_path, files)

    with translation.override("en"), pytest.raises(CommandError) as refused:
        call_command("load_directory", path=tmp_path)

    assert "projects.json, neu, slug: This is an earlier address" in str(refused.value)
    assert not Project.objects.filter(title="Der Datei").exists()


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
    source = Source.objects.order_by("pk").first()
    before, source.publisher = (source.publisher, source.checked_on), "Vom Editor"
    source.save()

    report = reload(checked_on=date(2027, 2, 1))

    told = source.history.order_by("history_id").values_list("history_type", "publisher", "checked_on")
    assert list(told) == [("+", *before), ("~", "Vom Editor", before[1]), ("~", "Vom Editor", date(2027, 2, 1))]
    assert Source.history.count() == 3  # a load writes none where nobody edits
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
