"""Many rows at once, in the way that the engine writes them fastest."""

from contextlib import contextmanager

from django.db import connection, connections

INDEXES = {  # name and definition of what may be dropped and made again, as the engine itself keeps them
    "sqlite": """
        SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql NOT LIKE 'CREATE UNIQUE%%' AND tbl_name = %s
    """,
    "postgresql": """
        SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid)
        FROM pg_index WHERE indrelid = %s::regclass AND NOT indisunique
    """,
}


def insert(model, columns, rows):
    """Insert many rows in the way that the engine does fastest; there are a hundred for each document."""
    table, names = connection.ops.quote_name(model._meta.db_table), ", ".join(columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            places = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({places})", rows)  # noqa: S608 - own names


def insert_records(model, records):
    """Insert new records and give each its id: what ``bulk_create`` does, without a compiler asked for each value."""
    fields, engine = model._meta.concrete_fields, connections[connection.alias]  # the proxy itself costs too much here
    for pk, record in zip(free_ids(model, len(records)), records, strict=True):
        record.pk = pk
    rows = [
        [field.get_db_prep_save(field.pre_save(record, add=True), engine) for field in fields] for record in records
    ]
    insert(model, [connection.ops.quote_name(field.column) for field in fields], rows)


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


@contextmanager
def indexes_afterwards(*models):
    """Fill empty tables without their indexes and make these at the end: sorted once instead of row by row.

    It locks the tables against readers until the transaction ends, so it is for tables in which nothing is to be read.
    """
    with connection.cursor() as cursor:
        found = {}
        for model in models:
            cursor.execute(INDEXES[connection.vendor], [model._meta.db_table])
            found |= dict(cursor.fetchall())
        for name in found:
            cursor.execute(f"DROP INDEX {name}")
        yield
        if connection.vendor == "postgresql":
            connection.check_constraints()  # it makes no index while rows still wait to be checked
        for definition in found.values():
            cursor.execute(definition)
