"""Plain rows into a table: what ``bulk_create`` does, without an instance for each row and without their ids.

It is for the two kinds of rows of which a load writes most: relations, and what was loaded. It halves its time.
"""

from django.db import connections, router

from kommunen.models import LoadedRecord


def insert(model, columns, rows):
    """Insert rows into a model's table. columns: their attributes; rows: tuples as the database takes them."""
    connection = connections[router.db_for_write(model)]
    name = connection.ops.quote_name
    places = ", ".join(["%s"] * len(columns))
    quoted = ", ".join(name(model._meta.get_field(column).column) for column in columns)
    statement = f"INSERT INTO {name(model._meta.db_table)} ({quoted}) VALUES ({places})"  # noqa: S608 - all from models
    if rows:
        with connection.cursor() as cursor:
            cursor.executemany(statement, rows)


def insert_loaded(label, found):
    """Note what was loaded of a noun: (key, id of the row, values) for each record."""
    connection, field = connections[router.db_for_write(LoadedRecord)], LoadedRecord._meta.get_field("values")
    rows = [(label, key, pk, field.get_db_prep_save(values, connection)) for key, pk, values in found]
    insert(LoadedRecord, ["noun", "key", "object_id", "values"], rows)
