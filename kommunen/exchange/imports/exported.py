"""What the directory said when a file was exported, read once for all rows that are older than their records."""

from collections import defaultdict
from datetime import timedelta

from kommunen.exchange.imports.cells import moment
from kommunen.exchange.imports.columns import CHANGED

BATCH = 500


SHORT = timedelta(milliseconds=1)  # nobody changes a record, exports and changes it again within that time


def stated_moment(row):
    """When a row's record was last changed before the export, as the file has it; "" where it still is as exported."""
    column = next((column for column in row.columns if column.use == CHANGED), None)
    stated = row.cells[column.heading] if column and row.record else ""
    found = moment(stated) if stated else None
    if found and found[1] - found[0] <= SHORT and found[0] <= row.record.changed_at < found[1]:
        return ""
    return stated


class Exported:
    """The entries of the history that a file's rows were exported from. Arguments: model; related, a Related."""

    def __init__(self, model, related):
        self.model, self.records, self.entries, self.relations = model, related.records, {}, {}

    def read(self, rows):
        """Find the entries of all rows at once: two questions for each 500 rows that are older than their records."""
        stated = {row.record.pk: moment(text) for row in rows if row.record and (text := stated_moment(row))}
        moments = {pk: when for pk, when in stated.items() if when is not None}
        ids, begun = sorted(moments), {}
        for start in range(0, len(ids), BATCH):
            known = self.model.history.filter(id__in=ids[start : start + BATCH]).order_by("changed_at", "history_id")
            meant = {}  # what the file was exported from, or, where its moment leaves several open, the first of them
            for pk, entry, changed_at in known.values_list("id", "history_id", "changed_at"):
                begin, end = moments[pk]
                if changed_at <= begin or (changed_at < end and begun.get(pk, begin) <= begin):
                    meant[pk] = entry
                    begun[pk] = changed_at
            found = self.model.history.in_bulk(list(meant.values()))
            self.entries |= {(pk, moments[pk]): found[entry] for pk, entry in meant.items()}

    def entry(self, pk, when):
        """What the history knows of a record at that moment; None for nothing."""
        return self.entries.get((pk, when))

    def related(self, entry, field):
        """The records that an entry of the history is related to, as far as they are still there."""
        if not field.many_to_many:
            ids = [getattr(entry, field.attname)]
        else:
            if field not in self.relations:
                self.relations[field] = self.read_relation(field)
            ids = self.relations[field].get(entry.history_id, ())
        known = self.records(field.related_model)
        return [known[key] for key in ids if key in known]

    def read_relation(self, field):
        """What all entries are related to: {id of the entry: ids}."""
        found, entries = defaultdict(list), [entry.history_id for entry in self.entries.values()]
        through = getattr(self.model.history.model, field.name).model
        column = next(each.attname for each in through._meta.fields if each.related_model is field.related_model)
        for start in range(0, len(entries), BATCH):
            rows = through._default_manager.filter(history__in=entries[start : start + BATCH])
            for entry, key in rows.values_list("history_id", column):
                found[entry].append(key)
        return found
