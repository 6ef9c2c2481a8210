"""The records that others are related to, each noun read once for all rows of a table."""

from collections import defaultdict

from kommunen.exchange.imports.columns import key_name

BATCH = 500


class Related:
    """Finds related records: by what a cell calls them, and those that a record has now."""

    def __init__(self):
        self._records, self._named, self._now = {}, {}, {}

    def records(self, model):
        """All records of a noun: {id: record}."""
        if model not in self._records:
            self._records[model] = model.objects.in_bulk()
        return self._records[model]

    def named(self, model, word):
        """The records that a word may mean."""
        if model not in self._named:
            found, key = defaultdict(dict), key_name(model)
            for record in self.records(model).values():
                for name in (str(getattr(record, key)), str(record)):
                    found[name.casefold()][record.pk] = record
            self._named[model] = {name: list(records.values()) for name, records in found.items()}
        return self._named[model].get(word.casefold(), [])

    def read(self, fields, ids):
        """Read what many records are related to. A prefetch would make a record of its own for each row."""
        ids = sorted(ids)
        for field in fields:
            through = field.remote_field.through._default_manager.order_by("pk")
            own, other = f"{field.m2m_field_name()}_id", f"{field.m2m_reverse_field_name()}_id"
            found = self._now[field] = defaultdict(list)
            for start in range(0, len(ids), BATCH):
                rows = through.filter(**{f"{own}__in": ids[start : start + BATCH]})
                for pk, key in rows.values_list(own, other):
                    found[pk].append(key)

    def now(self, record, field):
        """The records that a relation leads to."""
        if record is None:
            return []
        if field in self._now:
            known = self.records(field.related_model)
            return [known[key] for key in self._now[field].get(record.pk, ()) if key in known]
        if field.many_to_many:
            return list(getattr(record, field.name).all())
        found = getattr(record, field.name)
        return [] if found is None else [found]
