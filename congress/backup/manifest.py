"""What a backup says about itself, and whether it fits this program."""

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone
from django.utils.translation import gettext as _

from congress.health import migrations_on_disk
from congress.release import release

FORMAT = 1
NAME = "manifest.json"
SINGLE_SIGN_ON = "socialaccount."  # the app whose tables are there only where the operator has a login of its own


class BackupError(Exception):
    """Why a backup cannot be made or restored, in a sentence for the operator."""


def manifest(tables, media):
    """Describe a backup. Arguments: tables, {table: {"rows", "sha256"}}; media, {path: {"bytes", "sha256"}}."""
    return {
        "format": FORMAT,
        "made_at": timezone.now().isoformat(timespec="seconds"),
        "site": settings.PUBLIC_URL,
        "engine": connection.vendor,
        "release": release(),
        "schema": schema_of_database(),
        "tables": tables,
        "media": media,
    }


def schema_of_database():
    """The migrations that made the database's tables."""
    ours = set(migrations_on_disk())
    applied = set(MigrationRecorder(connection).applied_migrations())
    return [".".join(one) for one in sorted(applied & ours)]


def schema_of_program():
    return [".".join(one) for one in migrations_on_disk()]


def refuse_what_does_not_fit(told, tables):
    """Raise where a backup is not one of this very schema."""
    if told.get("format") != FORMAT:
        raise BackupError(_("This backup has another format than this version of the program can read."))
    ours, theirs = set(schema_of_program()), set(told["schema"])
    here, there = (any(name.startswith(SINGLE_SIGN_ON) for name in names) for names in (ours, theirs))
    if there and not here:
        raise BackupError(
            _(
                "This backup holds the links to a single sign-on. Please set OIDC_ISSUER as it was there, run "
                "“manage.py migrate”, and restore then."
            )
        )
    if here and not there:
        raise BackupError(
            _(
                "This backup was made without OIDC_ISSUER. Please restore it without that setting; set it afterwards, "
                "and run “manage.py migrate”."
            )
        )
    if missing := sorted(theirs - ours):
        raise BackupError(
            _(
                "This backup comes from a newer version of the program (%(name)s is unknown here). "
                "Please install that version first."
            )
            % {"name": missing[0]}
        )
    if more := sorted(ours - theirs):
        raise BackupError(
            _(
                "This backup comes from an older version of the program (it lacks %(name)s). "
                "Please restore it with that version, and update afterwards."
            )
            % {"name": more[0]}
        )
    if set(told["tables"]) != {model._meta.db_table for model in tables}:
        raise BackupError(_("This backup holds other tables than this version of the program."))


def has_forgotten_links():
    """Whether the database holds links to a single sign-on that is switched off: then no backup holds them."""
    off = not apps.is_installed("allauth.socialaccount")
    return off and "socialaccount_socialaccount" in connection.introspection.table_names()
