"""Restore a backup into an empty database: all of it, or nothing; what was written is read again and compared."""

import io
import json
import os
import shutil
from hashlib import sha256
from pathlib import Path
from tempfile import mkdtemp
from zipfile import BadZipFile, ZipFile

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, transaction
from django.utils.translation import gettext as _

from congress.backup.manifest import NAME, BackupError, refuse_what_does_not_fit
from congress.backup.rows import checksum, insert, lines, made_by_migrations, tables
from congress.health import pending_migrations
from kommunen.models import raise_version
from kommunen.search.index import rebuild

BLOCK = 1024 * 1024


def restore(path, draw=lambda done, total: None):
    """Restore a backup; the tables are made where there are none. Returns: its manifest."""
    try:
        with ZipFile(path) as made:
            told = json.loads(made.read(NAME))
            refuse_what_does_not_fit(told, tables())
            refuse_what_is_damaged(made, told)
            if pending_migrations():
                call_command("migrate", verbosity=0, interactive=False)
            refuse_what_is_not_empty()
            media = unpack_media(made, told)
            try:
                with transaction.atomic():
                    write_tables(made, told, draw)
                    prove(told)
                    raise_version()
                    rebuild()
                    put_in_place(media)
            finally:
                shutil.rmtree(media, ignore_errors=True)
    except (OSError, BadZipFile, KeyError, ValueError) as error:
        raise BackupError(_("This file is not a whole backup: %(error)s") % {"error": error}) from error
    return told


def refuse_what_is_damaged(made, told):
    """Raise unless every file is there with the checksum that the manifest names."""
    expected = {f"tables/{name}.jsonl": one["sha256"] for name, one in told["tables"].items()}
    expected |= {f"media/{name}": one["sha256"] for name, one in told["media"].items()}
    for name, digest in expected.items():
        found = sha256()
        with made.open(name) as file:
            while block := file.read(BLOCK):
                found.update(block)
        if found.hexdigest() != digest:
            raise BackupError(_("The backup is damaged: %(name)s has another checksum.") % {"name": name})


def refuse_what_is_not_empty():
    """Raise where the database or the folder of uploaded files holds anything."""
    for model in tables():
        if not made_by_migrations(model) and model._base_manager.exists():
            raise BackupError(
                _("The database is not empty: there are %(noun)s. A backup is restored into an empty one only.")
                % {"noun": model._meta.verbose_name_plural}
            )
    if settings.MEDIA_ROOT and Path(settings.MEDIA_ROOT).is_dir() and any(Path(settings.MEDIA_ROOT).iterdir()):
        raise BackupError(_("The folder of uploaded files is not empty: %(path)s") % {"path": settings.MEDIA_ROOT})


def write_tables(made, told, draw):
    """Write every table as the backup has it, also the names of nouns, which other rows point to by number."""
    models = tables()
    for model in models:
        if made_by_migrations(model):
            model._base_manager.all()._raw_delete(connection.alias)
    for done, model in enumerate(models, start=1):
        with made.open(f"tables/{model._meta.db_table}.jsonl") as file:
            insert(model, io.TextIOWrapper(file, encoding="utf-8", newline="\n"))
        draw(done, len(models))
    ContentType.objects.clear_cache()
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)
    connection.check_constraints()


def prove(told):
    """Read every table again: as many rows as the backup names, with the same checksum, or nothing is kept."""
    for model in tables():
        number, digest = checksum(lines(model))
        one = told["tables"][model._meta.db_table]
        if (number, digest) != (one["rows"], one["sha256"]):
            raise BackupError(
                _("Nothing was restored: the table %(name)s came out otherwise than it was backed up.")
                % {"name": model._meta.db_table}
            )


def unpack_media(made, told):
    """Unpack the uploaded files beside their place. Returns: the folder."""
    parent = Path(settings.MEDIA_ROOT).parent if settings.MEDIA_ROOT else None
    folder = Path(mkdtemp(prefix=".media-", dir=parent))
    for name in told["media"]:
        place = (folder / name).resolve()
        if not place.is_relative_to(folder.resolve()) or not settings.MEDIA_ROOT:
            raise BackupError(_("The backup names a file that has no place here: %(name)s") % {"name": name})
        place.parent.mkdir(parents=True, exist_ok=True)
        with made.open(f"media/{name}") as source, place.open("wb") as target:
            shutil.copyfileobj(source, target, BLOCK)
    return folder


def put_in_place(folder):
    """Move the unpacked files to where they belong: the last step before the rows are kept."""
    if any(folder.iterdir()):
        place = Path(settings.MEDIA_ROOT)
        if place.is_dir():
            place.rmdir()  # empty, as was seen
        os.replace(folder, place)
