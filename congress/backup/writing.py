"""Make a backup: one view of the database, whatever is written meanwhile; the file appears whole or not at all."""

import json
import os
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from django.conf import settings
from django.db import connection, transaction
from django.utils.translation import gettext as _

from congress.backup.manifest import NAME, BackupError, manifest
from congress.backup.rows import lines, tables
from congress.health import pending_migrations

BLOCK = 1024 * 1024
PATTERN = "netzwerk-*.zip"  # what the dated files in BACKUP_DIR are called


def write(path, draw=lambda done, total: None):
    """Write a backup that only its owner can read. Returns: its manifest and the SHA-256 of the file."""
    if pending_migrations():
        raise BackupError(_("The database is not of this version of the program: run “manage.py migrate” first."))
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=path.parent, prefix=".backup-", delete=False) as file:  # mode 600
        try:
            with one_view(), ZipFile(file, "w", ZIP_DEFLATED, allowZip64=True) as made:
                told = manifest(write_tables(made, draw), write_media(made))
                made.writestr(NAME, json.dumps(told, ensure_ascii=False, indent=1))
            file.flush()
            os.fsync(file.fileno())
            digest = checksum_of_file(file.name)
            os.replace(file.name, path)
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise
    return told, digest


@contextmanager
def one_view():
    """A transaction that sees the data of one moment and makes no writer wait."""
    if connection.vendor == "sqlite":
        usual, connection.transaction_mode = connection.transaction_mode, "DEFERRED"
        try:
            with transaction.atomic():
                yield
        finally:
            connection.transaction_mode = usual
        return
    with transaction.atomic(), connection.cursor() as cursor:
        if not connection.savepoint_ids:  # inside another transaction its own view holds
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield


def write_tables(made, draw):
    """Write every table. Returns: {table: number of rows and checksum}."""
    found, models = {}, tables()
    for done, model in enumerate(models, start=1):
        name, digest, number = model._meta.db_table, sha256(), 0
        with made.open(f"tables/{name}.jsonl", "w", force_zip64=True) as file:
            for number, line in enumerate(lines(model), start=1):  # noqa: B007 - the last one counts
                digest.update(line.encode())
                file.write(line.encode())
        found[name] = {"rows": number, "sha256": digest.hexdigest()}
        draw(done, len(models))
    return found


def write_media(made):
    """Write what was uploaded, where there is such a folder. Returns: {path: size and checksum}."""
    found, folder = {}, Path(settings.MEDIA_ROOT) if settings.MEDIA_ROOT else None
    if folder is None or not folder.is_dir():
        return found
    for path in sorted(one for one in folder.rglob("*") if one.is_file() and not one.is_symlink()):
        name = path.relative_to(folder).as_posix()
        made.write(path, f"media/{name}", ZIP_STORED)
        found[name] = {"bytes": path.stat().st_size, "sha256": checksum_of_file(path)}
    return found


def checksum_of_file(path):
    digest = sha256()
    with open(path, "rb") as file:
        while block := file.read(BLOCK):
            digest.update(block)
    return digest.hexdigest()
