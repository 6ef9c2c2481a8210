"""The whole public directory as one dated archive: JSON and CSV of every noun, with licence and explanation.

It is made once for each state of the data, and kept as a file. The same data of the same day give the same bytes on
every machine: its files carry the day, not the minute in which they were made.
"""

import json
import os
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile
from time import time
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.text import capfirst

from kommunen.exchange.formats import FORMATS
from kommunen.exchange.rows import LANGUAGE, Rows
from kommunen.exchange.serializers.base import ROWS
from kommunen.models import current_version

NAME = "netzwerk-modellkommunen"
HELD = ("json", "csv")
KEPT = 3  # prepared archives; a download that has begun can end
BEGUN, LONGEST = ".new-", 3600  # what a file in the making is called; seconds after which nobody makes it any more


@dataclass(frozen=True)
class Archive:
    """A prepared archive."""

    path: str
    day: str
    size: int
    checksum: str  # SHA-256
    records: int

    @property
    def file_name(self):
        return f"{NAME}-{self.day}.zip"

    @property
    def dated(self):
        return date.fromisoformat(self.day)


def folder():
    """Where prepared archives are kept."""
    return Path(settings.ARCHIVE_DIR)


def archive(*, make=True):
    """Return the archive of the present data, prepared before or made now; None where it would have to be made first.

    What is withdrawn is gone from it at once, because an archive of earlier data is never handed out.
    """
    at = sha256(settings.PUBLIC_URL.encode()).hexdigest()[:8]  # it is full of addresses
    key = f"{timezone.localdate().isoformat()}-{current_version():x}-{at}"
    note = folder() / f"{key}.json"
    try:
        found = Archive(**json.loads(note.read_text(encoding="utf-8")))
        if Path(found.path).stat().st_size == found.size:
            return found
    except (OSError, ValueError, TypeError):  # not made yet, or swept away
        pass
    return prepared(key, note) if make else None


def prepared(key, note):
    """Make the archive beside its place and put it there whole: who asks meanwhile sees none or all of it."""
    place = note.with_suffix(".zip")
    place.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=note.parent, prefix=BEGUN, delete=False) as file:
        try:
            records = write(file)
            os.replace(file.name, place)
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise
    with place.open("rb") as file:
        digest = sha256()
        while block := file.read(1024 * 1024):
            digest.update(block)
    found = Archive(str(place), key[:10], place.stat().st_size, digest.hexdigest(), records)
    note.write_text(json.dumps(vars(found)), encoding="utf-8")
    sweep(note.parent)
    return found


def sweep(place):
    """Delete all but the archives made last, and what a process that was killed had begun."""
    made = sorted(place.glob("*.zip"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in made[KEPT:]:
        path.with_suffix(".json").unlink(missing_ok=True)
        path.unlink(missing_ok=True)
    for path in place.glob(f"{BEGUN}*"):
        with suppress(FileNotFoundError):
            if time() - path.stat().st_mtime > LONGEST:
                path.unlink()


def nouns():
    """The nouns of the archive: all that have rows of their own, but for those that stand in another's."""
    return sorted((row for row in ROWS.values() if row.archived), key=lambda row: row.file_name)


def number_of_records():
    """How many records an archive made now would hold."""
    return sum(row.Meta.model.objects.published().count() for row in nouns())


def write(file):
    """Write an archive into an open file, row by row. Returns: how many records it holds."""
    day = timezone.localdate()
    stamp = (day.year, day.month, day.day, 0, 0, 0)
    contents = []
    with ZipFile(file, "w", ZIP_DEFLATED) as made:
        for row in nouns():
            records = row.Meta.model.objects.published().with_row()
            with translation.override(LANGUAGE):
                title = str(capfirst(row.Meta.model._meta.verbose_name_plural))
            for name in HELD:
                rows = Rows(row(), row.complete(records), title, f"{settings.PUBLIC_URL}/daten/", {})
                with made.open(entry(f"{row.file_name}.{name}", stamp), "w", force_zip64=True) as held:
                    for part in FORMATS[name].parts(rows):
                        held.write(part.encode())
            contents.append({"name": row.file_name, "title": title, "number": records.count(), "notice": row.notice})
        with translation.override(LANGUAGE):
            text = render_to_string(
                "kommunen/archive.txt", {"day": day, "nouns": contents, "home": settings.PUBLIC_URL}
            )
        made.writestr(entry("LIESMICH.txt", stamp), text.replace("\n", "\r\n"))
    return sum(noun["number"] for noun in contents)


def entry(name, stamp):
    """A file of the archive, dated by the day and packed."""
    found = ZipInfo(name, stamp)
    found.compress_type = ZIP_DEFLATED
    found.external_attr = 0o644 << 16
    return found
