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


def insert_records(model, records):
    """Insert new records and give each its id."""
    fields = model._meta.concrete_fields
    for pk, record in zip(free_ids(model, len(records)), records, strict=True):
        record.pk = pk
    rows = [
        [field.get_db_prep_save(field.pre_save(record, add=True), connection) for field in fields] for record in records
    ]
    insert_plain(model, [field.column for field in fields], rows)


def free_ids(model, number):
    """Take so many ids that no other record has or gets."""
    table, key = model._meta.db_table, model._meta.pk.column
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            sequence = "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)"
            cursor.execute(sequence, [connection.ops.quote_name(table), key, number])
            return [pk for (pk,) in cursor.fetchall()]
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])  # it has one writer at a time
        [last] = cursor.fetchone() or [0]
        return range(last + 1, last + 1 + number)


def insert_loaded(label, found):
    """Note what was loaded of a noun: (key, id of the row, values) for each record."""
    field = LoadedRecord._meta.get_field("values")
    rows = [(label, key, pk, field.get_db_prep_save(values, connection)) for key, pk, values in found]
    insert_plain(LoadedRecord, ["noun", "key", "object_id", "values"], rows)
