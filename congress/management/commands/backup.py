"""Writes everything that cannot be made again into one file."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from congress.backup.manifest import BackupError, has_forgotten_links
from congress.backup.writing import PATTERN, write


class Command(BaseCommand):
    help = "Write a backup: database and uploaded files, with checksums. It can be made while the site runs."

    def add_arguments(self, parser):
        parser.add_argument("--path", type=Path, help="the file to write (default: a dated one in BACKUP_DIR)")
        parser.add_argument("--keep", type=int, default=0, help="delete all but so many of the latest in that folder")

    def handle(self, *, path, keep, **options):
        path = path or dated()
        if path.exists():
            raise CommandError(_("%(path)s is there already; nothing was written over it.") % {"path": path})
        try:
            told, digest = write(path, self.draw)
        except BackupError as error:
            raise CommandError(str(error)) from error
        rows, files = sum(one["rows"] for one in told["tables"].values()), len(told["media"])
        text = _("Backed up: %(rows)d rows from %(tables)d tables and %(files)d files in %(path)s")
        self.stdout.write(text % {"rows": rows, "tables": len(told["tables"]), "files": files, "path": path})
        self.stdout.write(f"SHA-256: {digest}")
        if has_forgotten_links():
            self.stderr.write(_("Not in it: the links to a single sign-on, because OIDC_ISSUER is not set."))
        if keep > 0:
            for old in sorted(path.parent.glob(PATTERN))[:-keep]:
                old.unlink()

    def draw(self, done, total):
        if self.stderr.isatty():  # a log file gets no bar
            end = "\n" if done == total else ""
            self.stderr.write(f"\r[{'#' * (40 * done // total):<40}] {done}/{total}", ending=end)


def dated():
    """The file's name by the minute, in the folder for backups."""
    if not settings.BACKUP_DIR:
        raise CommandError(_("Say where: --path FILE, or set BACKUP_DIR."))
    now = timezone.localtime()
    return Path(settings.BACKUP_DIR) / f"netzwerk-{now:%Y-%m-%d-%H%M%S}.zip"
