"""The history of many records at once, as ``save`` would have written it for each."""

from django.db import connections, router
from django.utils import timezone
from simple_history.utils import get_history_manager_for_model

BATCH = 500  # ids in one question: below what every database takes


def conditions(ids):
    """Yield a condition for some ids and its values: from the first to the last where none is missing between them."""
    if ids and ids[-1] - ids[0] == len(ids) - 1:
        yield "BETWEEN %s AND %s", [ids[0], ids[-1]]  # all rows of a load, which gives ids one after the other
        return
    for start in range(0, len(ids), BATCH):
        batch = ids[start : start + BATCH]
        yield f"IN ({', '.join(['%s'] * len(batch))})", batch


def record_history(model, ids, *, created, reason, user=None):
    """Write one history row for each record, with its many-to-many relations as they are now.

    The database copies its own rows: with 100,000 records that takes seconds, where making each history row in
    Python takes longer than all the rest of a load.

    Arguments: model, of the records; ids, of saved records, their relations already written; created, whether they
    are new; reason, why they were created or changed; user, who did it, None for the program itself.
    """
    manager = get_history_manager_for_model(model)
    history = manager.model
    own = [field.column for field in history.tracked_fields]
    stated = {
        "history_date": timezone.now(),
        "history_type": "+" if created else "~",
        "history_change_reason": reason,
        "history_user_id": user and user.pk,
    }
    ids = sorted(ids)
    for which in conditions(ids):
        copy_rows(model, history, own, stated, which)
        for field in history._history_m2m_fields:
            copy_relations(field, history, getattr(history, field.name).model, stated["history_date"], which)


def history_models(model):
    """Return the models that keep a model's history: of its rows, and of its many-to-many relations."""
    history = get_history_manager_for_model(model).model
    return [history, *(getattr(history, field.name).model for field in history._history_m2m_fields)]


def copy_rows(model, history, own, stated, which):
    """Copy records' rows into their history. stated: what the history says beside them, by column."""
    database = Database(model)
    columns = database.names([*own, *stated])
    copied = ", ".join([*map(database.name, own), *["%s"] * len(stated)])
    database.run(
        f"INSERT INTO {database.table(history)} ({columns}) "  # noqa: S608 - names from the models, quoted
        f"SELECT {copied} FROM {database.table(model)} WHERE {database.name(model._meta.pk.column)}",
        database.adapted(history, stated),
        which,
    )


def copy_relations(field, history, history_through, day, which):
    """Copy a many-to-many field's rows into the history rows of that moment."""
    through = field.remote_field.through
    database = Database(through)
    own = [each.column for each in through._meta.fields]
    columns = database.names(["history_id", *own])
    row, relation, source = database.table(history), database.table(through), database.name(field.m2m_column_name())
    copied = ", ".join([f"{row}.{database.name('history_id')}", *(f"{relation}.{database.name(name)}" for name in own)])
    record = f"{row}.{database.name(history.instance_type._meta.pk.column)}"
    database.run(
        f"INSERT INTO {database.table(history_through)} ({columns}) "  # noqa: S608 - as above
        f"SELECT {copied} FROM {relation} JOIN {row} ON {record} = {relation}.{source} "
        f"WHERE {row}.{database.name('history_date')} = %s AND {record}",
        database.adapted(history, {"history_date": day}),
        which,
    )


class Database:
    """Names and values as the database of a model wants them. No name comes from outside the models."""

    def __init__(self, model):
        self.connection = connections[router.db_for_write(model)]
        self.name = self.connection.ops.quote_name

    def table(self, model):
        """A model's table, quoted."""
        return self.name(model._meta.db_table)

    def names(self, columns):
        """Columns, quoted."""
        return ", ".join(map(self.name, columns))

    def adapted(self, model, values):
        """Values as they are kept in a model's columns."""
        return [model._meta.get_field(name).get_db_prep_save(value, self.connection) for name, value in values.items()]

    def run(self, statement, values, which):
        """Run a statement that ends in an id, for some ids."""
        condition, ids = which
        with self.connection.cursor() as cursor:
            cursor.execute(f"{statement} {condition}", [*values, *ids])
