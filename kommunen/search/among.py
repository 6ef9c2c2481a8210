"""That a number is one of many, however many: they go to the database as one value.

A query with one parameter for each of thousands of ids takes the application longer to write than the database to run.
"""

from django.db.models import F, Lookup


class Among(Lookup):
    """The condition itself; ``rhs`` holds the numbers as one text."""

    prepare_rhs = False

    def as_sqlite(self, compiler, connection):
        column, parameters = self.process_lhs(compiler, connection)
        return f"{column} IN (SELECT value FROM json_each(%s))", [*parameters, f"[{self.rhs}]"]  # noqa: S608 - own

    def as_postgresql(self, compiler, connection):
        column, parameters = self.process_lhs(compiler, connection)
        return f"{column} = ANY(%s::bigint[])", [*parameters, f"{{{self.rhs}}}"]


def among(name, ids):
    """Return the condition, for ``filter()``, that a field or relation is one of some numbers."""
    return Among(F(name), ",".join(map(str, ids)))
