"""Logs as lines of JSON: when, how bad, where, what. No address of a visitor, nothing that was asked or sent.

A request is named by its method and path without its query; an exception by its type and place, never by its message,
which may quote what somebody wrote. Of the arguments of a message only numbers and the names of classes are written.
"""

import json
import logging
import traceback
from datetime import UTC, datetime
from time import monotonic

from django.conf import settings
from django.core.mail import mail_admins

PLACES = 6  # of the stack of an exception, the innermost
BY_PATTERN = "/anmelden/"
HIDDEN = "…"


class JsonFormatter(logging.Formatter):
    """One line for each event."""

    def format(self, record):
        told = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
        }
        if request := getattr(record, "request", None):
            told |= {"method": getattr(request, "method", ""), "path": place_of(request)}
            told["status"] = getattr(record, "status_code", None)
        else:
            told["message"] = message(record)
        if record.exc_info and record.exc_info[0]:
            told |= exception(record.exc_info)
        return json.dumps(told, ensure_ascii=False)


def message(record):
    """The sentence of a record, as the program writes it; who or what it is about stays out."""
    if not isinstance(record.msg, str):
        return type(record.msg).__qualname__
    if not record.args:
        return record.msg
    if isinstance(record.args, dict):
        shown = {name: harmless(value) for name, value in record.args.items()}
    else:
        shown = tuple(map(harmless, record.args))
    try:
        return record.msg % shown
    except (TypeError, ValueError, KeyError):  # a number was asked for, and it was none
        return record.msg


def harmless(value):
    """A number as it is, the name of a class, of an exception its class; everything else is hidden."""
    if isinstance(value, (int, float)):
        return value
    if isinstance(value, BaseException):
        value = type(value)
    return value.__qualname__ if isinstance(value, type) else HIDDEN


def place_of(request):
    """The path; of the addresses around the login, which hold keys, only their pattern."""
    path, match = getattr(request, "path", ""), getattr(request, "resolver_match", None)
    return path if not path.startswith(BY_PATTERN) else f"/{match.route}" if match else BY_PATTERN


def exception(exc_info):
    """Type and places of an exception."""
    kind, _error, trace = exc_info
    places = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)[-PLACES:]]
    return {"exception": f"{kind.__module__}.{kind.__qualname__}", "places": places}


class ErrorMailHandler(logging.Handler):
    """Mails an error to ADMINS: once for the same place within the pause, so that no fault floods a mailbox."""

    PAUSE = 15 * 60  # seconds
    MOST = 200  # places remembered

    def __init__(self, level=logging.ERROR):
        super().__init__(level)
        self.setFormatter(JsonFormatter())
        self.sent = {}

    def emit(self, record):
        line = json.loads(self.format(record))
        place, now = str(line.get("places", [line.get("path"), line.get("message")])[-1]), monotonic()
        if not settings.ADMINS or now - self.sent.get(place, -self.PAUSE) < self.PAUSE:
            return
        if len(self.sent) >= self.MOST:
            self.sent.clear()
        self.sent[place] = now
        subject = f"{line['level']}: {line.get('exception') or line['logger']}"
        mail_admins(subject, json.dumps(line, ensure_ascii=False, indent=1), fail_silently=True)
