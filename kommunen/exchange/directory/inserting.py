"""Plain rows into a table: what ``bulk_create`` does, without asking the compiler for each value.

It is for what a load writes most of: records, their relations, and what was loaded. It halves its time.
"""

from django.db import connection

from kommunen.models import LoadedRecord
from kommunen.search.bulk import insert


def insert_plain(model, columns, rows):
    """Insert rows into a model's table. columns: the database's own names; rows: tuples as it takes them."""
    if rows:
        insert(model, [connection.ops.quote_name(column) for column in columns], rows)


def insert_loaded(label, found):
    """Note what was loaded of a noun: (key, id of the row, values) for each record."""
    field = LoadedRecord._meta.get_field("values")
    rows = [(label, key, pk, field.get_db_prep_save(values, connection)) for key, pk, values in found]
    insert_plain(LoadedRecord, ["noun", "key", "object_id", "values"], rows)
