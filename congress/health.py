"""For whoever watches over the site: ``/healthz``, the process lives; ``/readyz``, it can do its work, or why not.

They stand before all else: they need no allowed host, no TLS, no database to say that the database is away.
"""

from functools import cache

from django.db import DatabaseError, InterfaceError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import JsonResponse

from kommunen.models import SearchDocument
from kommunen.search.nouns import NOUNS


class HealthMiddleware:
    """Answers the two addresses, and lets everything else pass."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.path == "/healthz":
            return told(200, {"alive": True})
        if request.path == "/readyz":
            faults = what_is_missing()
            return told(503 if faults else 200, {"ready": not faults, **faults})
        return self.get_response(request)


def told(status, what):
    return JsonResponse(what, status=status, headers={"Cache-Control": "no-store"})


def what_is_missing():
    """What keeps the site from its work, by name; nothing where all is well."""
    try:
        if pending := pending_migrations():
            return {"migrations": f"{len(pending)} pending, first {'.'.join(pending[0])}"}
        if not SearchDocument.objects.exists() and any(noun.queryset().exists() for noun in NOUNS.values()):
            return {"index": "the search index is empty"}
    except (DatabaseError, InterfaceError):
        return {"database": "away", "pages": "public pages are served from their last copies"}
    finally:
        connection.close_if_unusable_or_obsolete()
    return {}


def pending_migrations():
    """The migrations of this program that the database does not have; one query."""
    applied = MigrationRecorder(connection).applied_migrations()
    return sorted(set(migrations_on_disk()) - set(applied))


@cache
def migrations_on_disk():
    """What this program's migrations are called, in order: pairs of app and name."""
    return tuple(sorted(MigrationLoader(None).graph.nodes))
