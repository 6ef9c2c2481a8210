"""Backup and restore: everything comes back as it was, or nothing does."""

import json
import os
import subprocess
import sys
from datetime import date
from shutil import rmtree
from zipfile import ZipFile

import pytest
from django.core.management import CommandError, call_command
from django.db.models import BinaryField

from congress.backup.rows import checksum, columns, lines, made_by_migrations, tables
from congress.health import migrations_on_disk
from kommunen.models import Project, SearchDocument, Upload, User
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def backup(tmp_path, settings):
    """A backup of a few records of many kinds, with an uploaded file; the database is full."""
    settings.MEDIA_ROOT = str(tmp_path / "media")
    (tmp_path / "media" / "bilder").mkdir(parents=True)
    (tmp_path / "media" / "bilder" / "rathaus.png").write_bytes(b"\x89PNG")
    theme = make.ThemeFactory(name="Künstliche Intelligenz")
    project = make.ProjectFactory(title="Hochwasser „Pegel“", start="2024-05", themes=[theme])
    anna = make.UserFactory(email="anna@kommune.example")
    Upload.objects.create(user=anna, noun="kommunen.project", name="liste.csv", content=b"Titel")  # within its hour
    Project.objects.filter(pk=project.pk).update(changed_at="2024-02-29T23:59:59.123456+00:00")
    path = tmp_path / "netzwerk.zip"
    call_command("backup", path=path)
    Upload.objects.all().delete()
    return path


def emptied(settings):
    for model in tables():
        if not made_by_migrations(model):
            model._base_manager.all()._raw_delete("default")
    rmtree(settings.MEDIA_ROOT)


def all_rows():
    return {model._meta.db_table: checksum(lines(model)) for model in tables()}


def test_all_rows_and_files_come_back_and_can_be_found(backup, settings):
    before = all_rows()
    emptied(settings)

    call_command("restore", backup)

    assert all_rows() == before
    assert (backup.parent / "media" / "bilder" / "rathaus.png").read_bytes() == b"\x89PNG"
    assert SearchDocument.objects.get(type="project").title == "Hochwasser „Pegel“"
    assert make.ProjectFactory().pk > Project.objects.order_by("pk").first().pk  # numbers go on where they ended
    assert User.objects.get().email == "anna@kommune.example"


def test_no_table_has_a_column_that_a_backup_cannot_say():
    binary = [str(field) for model in tables() for field in columns(model) if isinstance(field, BinaryField)]
    assert len(tables()) > 50
    assert binary == []


def test_a_backup_is_for_its_owner_alone_and_never_written_over(backup):
    assert backup.stat().st_mode & 0o077 == 0
    with pytest.raises(CommandError):
        call_command("backup", path=backup)


def test_a_full_database_is_refused(backup):
    before = all_rows()
    with pytest.raises(CommandError, match="nicht leer"):
        call_command("restore", backup)
    assert all_rows() == before


def changed(backup, manifest=None, **files):
    """The same backup with something else in it."""
    path = backup.with_name("changed.zip")
    with ZipFile(backup) as old, ZipFile(path, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            if name == "manifest.json" and manifest:
                text = json.dumps(manifest(json.loads(text))).encode()
            new.writestr(name, files.get(name.split("/")[-1].split(".")[0], text))
    return path


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda told: told | {"schema": [*told["schema"], "kommunen.9999_later"]}, "neueren Fassung"),
        (lambda told: told | {"schema": [*told["schema"], "socialaccount.0001_initial"]}, "OIDC_ISSUER"),
        (lambda told: told | {"format": 99}, "anderes Format"),
        (lambda told: told | {"media": {"../boese": {"bytes": 1, "sha256": "0"}}}, "keine vollständige Sicherung"),
    ],
)
def test_another_version_is_refused_in_a_sentence(backup, settings, change, reason):
    emptied(settings)
    with pytest.raises(CommandError, match=reason):
        call_command("restore", changed(backup, manifest=change))
    assert not Project.objects.exists()


def test_a_backup_of_an_older_version_is_refused_in_a_sentence(backup, settings, monkeypatch):
    emptied(settings)
    more = (*migrations_on_disk(), ("kommunen", "9999_later"))
    monkeypatch.setattr("congress.backup.manifest.migrations_on_disk", lambda: more)
    with pytest.raises(CommandError, match="älteren Fassung"):
        call_command("restore", backup)
    assert not Project.objects.exists()


def test_a_damaged_backup_is_refused(backup, settings):
    emptied(settings)
    with pytest.raises(CommandError, match="beschädigt"):
        call_command("restore", changed(backup, kommunen_project=b"[1]\n"))
    backup.write_bytes(backup.read_bytes()[:-200])
    with pytest.raises(CommandError, match="keine vollständige Sicherung"):
        call_command("restore", backup)
    assert not Project.objects.exists()


def test_what_does_not_come_out_as_it_went_in_is_undone(backup, settings, monkeypatch):
    emptied(settings)
    monkeypatch.setattr("congress.backup.restoring.checksum", lambda texts: (date.max.year, ""))
    with pytest.raises(CommandError, match="Nichts wurde zurückgespielt"):
        call_command("restore", backup)
    assert not Project.objects.exists()
    assert not (backup.parent / "media" / "bilder").exists()


LINKED = """
import django
django.setup()
from allauth.socialaccount import models as social
from django.db import connection
from congress.backup.rows import insert, lines, tables
from kommunen.models import User

own = [model for model in tables() if model._meta.app_label == "socialaccount"]
with connection.schema_editor() as editor:
    for model in (User, *own):
        editor.create_model(model)
anna = User.objects.create(email="anna@kommune.example")
social.SocialAccount.objects.create(user=anna, provider="betrieb", uid="3", extra_data={"name": "Änne", "of": [1]})
kept = {model: list(lines(model)) for model in own}
for model in own:
    model._base_manager.all()._raw_delete("default")
    insert(model, kept[model])
again = {model: list(lines(model)) for model in own}
print(len(own), sum(map(len, kept.values())), again == kept)
"""


@pytest.mark.once
def test_the_links_to_an_operators_login_are_in_the_backup_where_there_is_one():
    told = {"OIDC_ISSUER": "https://login.example", "OIDC_CLIENT_ID": "netzwerk", "OIDC_CLIENT_SECRET": "geheim"}
    environment = {**os.environ, **told, "DATABASE_URL": "sqlite:///:memory:"}
    environment["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    run = subprocess.run([sys.executable, "-c", LINKED], env=environment, capture_output=True, text=True, check=False)
    assert (run.stdout.split(), run.stderr) == (["3", "1", "True"], "")
