"""Puts a backup back into an empty database."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from congress.backup.manifest import BackupError
from congress.backup.restoring import restore


class Command(BaseCommand):
    help = "Restore a backup into an empty database, SQLite or PostgreSQL: all of it, or nothing."
    requires_migrations_checks = False

    def add_arguments(self, parser):
        parser.add_argument("path", type=Path, help="the file that “manage.py backup” wrote")

    def handle(self, *, path, **options):
        try:
            told = restore(path, self.draw)
        except BackupError as error:
            raise CommandError(str(error)) from error
        rows = sum(one["rows"] for one in told["tables"].values())
        text = _("Restored and compared: %(rows)d rows in %(tables)d tables, %(files)d files; backed up on %(when)s.")
        values = {"tables": len(told["tables"]), "files": len(told["media"]), "when": told["made_at"]}
        self.stdout.write(text % {"rows": rows, **values})

    def draw(self, done, total):
        if self.stderr.isatty():  # a log file gets no bar
            end = "\n" if done == total else ""
            self.stderr.write(f"\r[{'#' * (40 * done // total):<40}] {done}/{total}", ending=end)
