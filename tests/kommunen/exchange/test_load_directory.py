"""Loading the directory's files, again and again, beside editors who change what was loaded."""

import json
from datetime import date

import pytest
from django.core.management import call_command
from django.utils import translation

from congress.management.commands.load_directory import NOUNS, SHIPPED
from congress.models import Congress
from kommunen.exchange.directory.loading import load
from kommunen.models import (
    Cooperation,
    Municipality,
    Organisation,
    Project,
    PublicationState,
    Reuse,
    Source,
    Territory,
    Theme,
)

pytestmark = pytest.mark.django_db


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
