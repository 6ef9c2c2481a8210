"""Rows of a table as lines of text that are the same on every engine, and back."""

import json
from datetime import UTC, date, datetime, time
from decimal import Decimal
from hashlib import sha256
from itertools import islice
from uuid import UUID

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db import connection

from kommunen.models import Change, DataVersion, SearchDocument, SearchName, SearchPosting, SearchWord, Upload

LEFT_OUT = {Change, DataVersion, SearchDocument, SearchName, SearchPosting, SearchWord, Session, Upload}
BATCH = 500
MOST_VALUES = 900  # in one statement; SQLite's own limit was 999 for long


def tables():
    """The models whose rows are kept, in a fixed order: also histories, accounts, and what joins two tables."""
    found = [model for model in apps.get_models(include_auto_created=True) if model._meta.managed]
    return sorted((model for model in found if model not in LEFT_OUT), key=lambda model: model._meta.db_table)


def made_by_migrations(model):
    """Whether an empty database has such rows: the names of nouns and of their permissions."""
    return model is ContentType or model._meta.label == "auth.Permission"


def columns(model):
    return [field for field in model._meta.local_concrete_fields if not field.generated]


def lines(model):
    """Yield the rows of a table as lines of JSON, in the order of their keys."""
    names = [field.attname for field in columns(model)]
    rows = model._base_manager.order_by("pk").values_list(*names)
    for row in rows.iterator(chunk_size=BATCH):
        yield json.dumps([plain(value) for value in row], ensure_ascii=False, sort_keys=True) + "\n"


def plain(value):
    """A value as JSON can say it; a moment in UTC."""
    match value:
        case datetime():
            return (value.astimezone(UTC) if value.tzinfo else value).isoformat()
        case date() | time():
            return value.isoformat()
        case Decimal() | UUID():
            return str(value)
        case bytes() | memoryview():
            raise TypeError("A binary column has no place in a backup yet.")
    return value


def checksum(texts):
    """The number of lines, and their SHA-256."""
    digest, number = sha256(), 0
    for number, text in enumerate(texts, start=1):  # noqa: B007 - the last one counts
        digest.update(text.encode())
    return number, digest.hexdigest()


def insert(model, texts):
    """Write lines into a table as they are: no signal, no default, no date of today."""
    fields = columns(model)
    size = max(1, min(BATCH, MOST_VALUES // len(fields)))
    texts = iter(texts)
    while batch := list(islice(texts, size)):
        rows = [dict(zip(fields, json.loads(text), strict=True)) for text in batch]
        objects = [model(**{field.attname: field.to_python(value) for field, value in row.items()}) for row in rows]
        model._base_manager._insert(objects, fields=fields, using=connection.alias, raw=True)
