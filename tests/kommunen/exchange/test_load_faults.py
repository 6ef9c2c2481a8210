"""Broken files: every fault in one list, nothing changed, exit status 1."""

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from congress.management.commands.load_directory import NOUNS
from congress.models import Congress
from kommunen.exchange.directory.loading import FILES_CHECKED_ON, Refused, load
from kommunen.exchange.directory.reading import read_directory
from kommunen.models import LoadedRecord, Municipality, Project, ProjectStatus, Reuse
from tests.directory import small_directory, write_directory

DATES = "Please write the year (2027), the month (2027-06) or the day (2027-06-30)."
DIGITS = "The key has 8 digits for a municipality, 5 for a district, 9 for an association."
TAKEN = "An editor's entry or another record has this already"
pytestmark = [pytest.mark.once, pytest.mark.django_db]


@pytest.fixture
def faults_of(tmp_path):
    """Load files that must be refused; returns the faults as an English reader sees them."""

    def faults(files):
        write_directory(tmp_path, files)
        with translation.override("en"), pytest.raises(Refused) as refused:
            load(tmp_path, NOUNS)
        return [str(fault) for fault in refused.value.faults]

    return faults


def test_every_fault_of_every_file_stands_in_one_list(files, tmp_path, faults_of):
    bakim, pegel = files["projects.json"]
    bakim.update(municipalities=["bambrg"], themes=["ki", "ki"], start="2024-13", status="fertig", url="javascript:1")
    del pegel["summary"]
    pegel.update(sumary="", title="x" * 201, end="2020", start="2021-05")
    files["municipalities.json"][0].update(states=["HE"], population=-1, round=9, website="nirgends")
    files["municipalities.json"][1].update(name=" ", funding_total_eur=1.5, area_km2="viel", population=2**31)
    files["territories.json"][0].update(key="0946100", lat=60)
    files["territories.json"][1]["key"] = "10763000"
    files["cooperations.json"][0]["municipalities"] = ["bamberg", "bamberg", "atlantis", 7]
    files["congresses.json"] = '[{"slug": "7-kiel", "tit'
    files["reuse.json"][0]["to"] = "erlngen"
    files["programme.json"] = {"fakten": []}
    files["training_data.json"].append(files["training_data.json"][0])

    faults = faults_of(files)

    assert faults == [
        "programme.json, facts: A list of records is expected here.",
        "congresses.json: This is no valid JSON, or it is cut off: line 1, column 21.",
        "territories.json, 0946100, lat: Ensure this value is less than or equal to 55.1.",
        f"territories.json, 0946100, key: {DIGITS}",
        "territories.json, 10763000, key: The key's first two digits are not those of this federal state.",
        "municipalities.json, bamberg, round: “9” is unknown.",
        "municipalities.json, bamberg, territories: “09461000” is unknown.",
        "municipalities.json, bamberg, population: A number below zero makes no sense here.",
        "municipalities.json, bamberg, website: Enter a valid URL.",
        "municipalities.json, kempten, name: There are blanks before or after it.",
        "municipalities.json, kempten, territories: “09763000” is unknown.",
        "municipalities.json, kempten, population: This number is too large.",
        "municipalities.json, kempten, area_km2: A number is expected here.",
        "municipalities.json, kempten, funding_total_eur: A whole number is expected here.",
        "projects.json, bakim, municipalities: “bambrg” is unknown.",
        "projects.json, bakim, themes: “ki” is listed twice.",
        f"projects.json, bakim, status: “fertig” is none of: {', '.join(ProjectStatus.values)}.",
        f"projects.json, bakim, start: “2024-13” is no date. {DATES}",
        "projects.json, bakim, url: Enter a valid URL.",
        "projects.json, pegel, summary: This field is missing; unknown is null.",
        "projects.json, pegel, sumary: This field is unknown.",
        "projects.json, pegel, title: Ensure this value has at most 200 characters (it has 201).",
        "projects.json, pegel, end: The end lies before the start.",
        "cooperations.json, allianz · bamberg, municipality: This record occurs twice.",
        "cooperations.json, allianz · atlantis, municipality: “atlantis” is unknown.",
        "cooperations.json, allianz · #4, municipality: “7” is unknown.",
        "reuse.json, bamberg · erlngen · bakim, to: “erlngen” is unknown.",
        "training_data.json, baumbilder, slug: This record occurs twice.",
        "training_data.json, baumbilder · https://bamberg.example/bilder, address: This record occurs twice.",
    ]
    assert not LoadedRecord.objects.exists()
    assert not Municipality.objects.exists()
    with translation.override("en"), pytest.raises(CommandError) as refused:
        call_command("load_directory", path=tmp_path)
    assert str(refused.value).splitlines() == ["Nothing was changed: 29 faults.", *faults]
    assert refused.value.returncode == 1


def test_what_must_not_be_published_is_no_part_of_the_files(files, tmp_path, faults_of):
    files["projects.json"][0]["continuation"] = "secured"
    files["training_data.json"][0].update(personal_data="contained", access="open")
    double = {**files["reuse.json"][0], "what": "BaKIM (Kern)", "project": "bakim"}
    files["reuse.json"] += [{**double, "to": "Jena"}, {**double, "what": "bakim", "project": "pegel", "to": "Ulm"}]

    assert [fault.partition(":")[0] for fault in faults_of(files)] == [
        "projects.json, bakim, continuation_reason",
        "reuse.json, bamberg · Ulm · pegel · bakim, project",
        "training_data.json, baumbilder, legal_basis",
        "training_data.json, baumbilder, opening_confirmed",
    ]


def test_a_reuse_in_words_stays_the_same_when_its_project_is_named_later(files, tmp_path, faults_of):
    files["reuse.json"][0]["what"] = "BaKIM (Kern)"
    write_directory(tmp_path, files)
    load(tmp_path, NOUNS)
    before = Reuse.objects.get().pk
    files["reuse.json"][0]["project"] = "bakim"
    write_directory(tmp_path, files)
    load(tmp_path, NOUNS)

    reuse = Reuse.objects.get()
    assert (reuse.pk, reuse.what, reuse.project.slug) == (before, "BaKIM (Kern)", "bakim")
    files["reuse.json"].append({**files["reuse.json"][0], "what": "BaKIM, ganz"})
    assert [fault.partition(",")[0] for fault in faults_of(files)] == ["reuse.json"]


def test_a_fault_in_one_file_keeps_all_others_out(files, tmp_path, faults_of):
    write_directory(tmp_path, files)
    load(tmp_path, NOUNS)
    before = list(LoadedRecord.objects.order_by("pk").values())
    files["themes.json"][0]["de"] = "Künstliche Intelligenz"
    files["projects.json"][0].update(summary="Neu.", themes=["gibt-es-nicht"])

    assert faults_of(files) == ["projects.json, bakim, themes: “gibt-es-nicht” is unknown."]
    assert list(LoadedRecord.objects.order_by("pk").values()) == before
    assert Project.objects.get(slug="bakim").summary == "BaKIM läuft."


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("{}", "A list of records is expected here."),
        ("[1]", "#1: A record with named fields is expected here."),
        ("[NaN]", "#1: A record with named fields is expected here."),
        ("[1e999]", "#1: A record with named fields is expected here."),
        ("[" * 100_000, "This is no valid JSON in UTF-8."),
        ("", "This is no valid JSON, or it is cut off: line 1, column 1."),
    ],
)
def test_what_is_no_list_of_records_is_refused(files, faults_of, content, fault):
    files["reuse.json"] = content

    assert [text.removeprefix("reuse.json").lstrip(":, ") for text in faults_of(files)] == [fault]


def test_a_number_that_is_none_hides_no_other_fault(files, faults_of):
    files["municipalities.json"][0].update(area_km2=float("nan"), population=-1, name=float("inf"))

    assert faults_of(files) == [
        "municipalities.json, bamberg, name: A text is expected here.",
        "municipalities.json, bamberg, population: A number below zero makes no sense here.",
        "municipalities.json, bamberg, area_km2: A number is expected here.",
    ]


def test_what_points_into_an_unreadable_file_is_no_fault_of_its_own(files, faults_of):
    files["cooperations.json"] = "[{"

    assert [text.split(",")[0].split(":")[0] for text in faults_of(files)] == ["cooperations.json"]


def test_words_beside_a_project_that_cannot_be_read_are_no_fault(files, faults_of):
    files["reuse.json"][0].update(what="BaKIM (Kern)", project="bakim")
    files["projects.json"] = '[{"slug": "bak'

    assert faults_of(files) == ["projects.json: This is no valid JSON, or it is cut off: line 1, column 11."]


def test_who_points_at_a_record_with_a_broken_address_is_not_to_blame(files, faults_of):
    files["municipalities.json"][0]["slug"] = "Bam/berg"
    files["municipalities.json"][1]["slug"] = " Kempten"

    assert [fault.partition(":")[0] for fault in faults_of(files)] == [
        "municipalities.json, Bam/berg, slug",
        "municipalities.json,  Kempten, slug",
    ]


def test_missing_and_unreadable_files_are_named(files, tmp_path, faults_of):
    write_directory(tmp_path, files)
    (tmp_path / "rounds.json").unlink()
    (tmp_path / "reuse.json").write_bytes(b"[\xff]")
    del files["rounds.json"], files["reuse.json"]

    faults = faults_of(files)

    assert faults[:2] == ["rounds.json: The file cannot be read.", "reuse.json: This is no valid JSON in UTF-8."]


@pytest.mark.parametrize("text", ["ein\u0000s", "halb \ud800"])
def test_characters_that_one_database_refuses_are_refused_for_both(files, tmp_path, faults_of, text):
    files["projects.json"][0]["summary"] = text

    assert faults_of(files) == ["projects.json, bakim, summary: There is a character in it that cannot be stored."]


@pytest.mark.parametrize("wrong", [None, 5, ["bamberg"], {"a": 1}, True, ""])
def test_any_kind_of_value_in_any_place_is_a_fault_not_a_crash(tmp_path, wrong):
    write_directory(tmp_path, small_directory())
    for name, content in small_directory().items():
        files = {name: small_directory()[name]}
        record = (files[name]["facts"] if isinstance(content, dict) else files[name])[0]
        for column, right in list(record.items()):
            record[column] = wrong
            write_directory(tmp_path, files)
            read_directory(tmp_path, NOUNS, FILES_CHECKED_ON)
            record[column] = right
        record.update(dict.fromkeys(record, wrong))
        write_directory(tmp_path, files)
        with pytest.raises(Refused):
            load(tmp_path, NOUNS)
        write_directory(tmp_path, {name: content})


def test_a_word_that_means_two_technologies_is_a_fault(files, faults_of):
    files["technologies.json"].append({"slug": "lora", "name": "LoRa", "synonyms": [], "product": False})

    assert faults_of(files) == ["technologies.json, lora: “LoRa” means lorawan as well."]


def test_a_name_that_cannot_be_one_is_a_fault_of_the_record_in_whose_list_it_stands(files, faults_of):
    files["projects.json"][1].update(partners=["", " ITK"], technologies=["***"])
    files["cooperations.json"][0]["other_partners"] = [""]

    assert faults_of(files) == [
        "projects.json, pegel, technologies: An empty entry.",
        "projects.json, pegel, partners: An empty entry.",
        "projects.json, pegel, partners: There are blanks before or after it.",
        "cooperations.json, allianz, other_partners: An empty entry.",
    ]


def test_two_congresses_of_one_number_are_a_fault(files, faults_of):
    files["congresses.json"].append({**files["congresses.json"][0], "slug": "7-noch-einmal"})

    assert faults_of(files) == [f"congresses.json, 7-noch-einmal, kind, number: {TAKEN}: “congress · 7”."]


def test_file_and_editor_that_contradict_each_other_are_a_fault(files, tmp_path, faults_of):
    write_directory(tmp_path, files)
    load(tmp_path, NOUNS)
    Project.objects.filter(slug="bakim").update(end="2021")
    files["projects.json"][0]["start"] = "2022"

    assert faults_of(files) == ["projects.json, bakim: The end lies before the start."]
    assert Project.objects.get(slug="bakim").start == ""


def test_nobody_takes_over_from_itself(files, faults_of):
    files["reuse.json"][0]["to"] = "bamberg"

    assert faults_of(files) == ["reuse.json, bamberg · bamberg · bakim, to: Nobody takes something over from itself."]
    assert not Reuse.objects.exists()
    assert not Congress.objects.exists()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--path", "/nirgends"], "There is no such directory: /nirgends"),
        (["--checked-on", "gestern"], "Please give a day as 2026-11-22, not “gestern”."),
    ],
)
def test_an_argument_that_cannot_be_meant_is_told_once(arguments, told):
    with translation.override("en"), pytest.raises(CommandError) as refused:
        call_command("load_directory", *arguments)

    assert told in str(refused.value)
