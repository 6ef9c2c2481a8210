"""Reads rows with the values of their facets: all rows at first, then those that have changed.

What stands in the row itself comes in one query, each way to other records in one more. Django takes longer to write
these queries than a database to answer them for a few rows; so those for the changed rows are written once.
"""

from collections import defaultdict

from django.db import connections
from django.utils import timezone

from kommunen.search.among import among

MARK = -7_531_902_468  # stands for the ids in a query that is written before they are known


class AskedByIds:
    """A query that is written once and asked for other rows each time.

    Arguments: queryset, of ``values_list()``, without the rows that are asked for.
    """

    def __init__(self, queryset):
        narrowed = queryset.filter(among("pk", [MARK]))
        compiler = narrowed.query.get_compiler(narrowed.db)
        self.sql, self.parameters = compiler.as_sql()
        self.converters = compiler.get_converters(expression for expression, *_ in compiler.select)
        self.compiler, self.queryset = compiler, queryset

    def rows(self, ids):
        """Ask. Arguments: ids, of the rows. Returns: as the queryset narrowed to them, one value a column."""
        numbers = ",".join(map(str, ids))
        parameters = [one.replace(str(MARK), numbers) if isinstance(one, str) else one for one in self.parameters]
        with connections[self.queryset.db].cursor() as cursor:
            cursor.execute(self.sql, parameters)
            rows = cursor.fetchall()
        return self.compiler.apply_converters(rows, self.converters) if self.converters else rows


class Reader:
    """Arguments: facets, by name; queryset, of all the rows there are."""

    def __init__(self, facets, queryset):
        self.facets, self.queryset = facets, queryset
        self.ways, self.paired = {"": []}, []
        for name, facet in facets.items():
            if facet.way is None:
                self.paired += [(name, pairs, value_of) for pairs, value_of in facet.pairs(queryset)]
            else:
                self.ways.setdefault(facet.way, []).append((name, facet))
        self.written, self.day = [], None

    def queries(self):
        """The queries in the order in which ``read`` takes their rows: by way; then pairs of id and value."""
        model = self.queryset.model
        for those in self.ways.values():
            columns = [column for _name, facet in those for column in facet.columns(model)]
            yield self.queryset.values_list("pk", *columns)
        yield from (pairs.all() for _name, pairs, _value_of in self.paired)

    def written_today(self):
        """The queries for some rows; what depends on the day stands in them."""
        if self.day != (today := timezone.localdate()):
            self.written, self.day = [AskedByIds(query) for query in self.queries()], today
        return self.written

    def read(self, ids=None):
        """Read. Arguments: ids, of rows that may be among them; None for all rows.

        Returns: the ids of the rows that there are, and {name of a facet: {value: ids}}.
        """
        answers = self.queries() if ids is None else (query.rows(ids) for query in self.written_today())
        present = []
        found = {
            name: defaultdict(list, {value: [] for value in facet.known_values}) for name, facet in self.facets.items()
        }
        for way, those in self.ways.items():
            parts, start = [], 1
            for name, facet in those:
                parts.append((facet, found[name], slice(start, start := start + facet.width)))
            for row in next(answers):
                if not way:
                    present.append(row[0])
                for facet, of_facet, part in parts:
                    for value in facet.values_of(row[part]):
                        of_facet[value].append(row[0])
        for name, _pairs, value_of in self.paired:
            for pk, value in next(answers):
                found[name][value_of(value)].append(pk)
        return present, found
