"""What a request writes, seen from the database; whatever it was, it is undone."""

import re
from contextlib import contextmanager

from django.conf import settings
from django.db import connection, transaction

WRITING = re.compile(r"\s*(?:INSERT(?: OR \w+)? INTO|UPDATE|DELETE FROM)\s+\"?(\w+)", re.IGNORECASE)


@contextmanager
def written_by(client):
    """Yield the set of tables that requests write to, but for sessions; after it, nobody has asked anything."""
    written, session = set(), client.cookies.get(settings.SESSION_COOKIE_NAME)
    session = session and session.value

    def watch(execute, sql, *more):
        if (found := WRITING.match(sql)) and found[1] != "django_session":
            written.add(found[1])
        return execute(sql, *more)

    with transaction.atomic(), connection.execute_wrapper(watch):
        yield written
        transaction.set_rollback(True)
    client.cookies.clear()
    if session:  # whoever logged out gave up the cookie
        client.cookies[settings.SESSION_COOKIE_NAME] = session
