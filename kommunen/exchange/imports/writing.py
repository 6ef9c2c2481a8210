"""Writes what was planned: one transaction, in bulk, with version, history and search index as single edits have it."""

from contextlib import suppress
from pathlib import Path
from tempfile import gettempdir

from django.db import transaction
from django.utils import timezone

from kommunen.editing.changes import present
from kommunen.editing.history import record_history
from kommunen.editing.proposals import propose
from kommunen.exchange.imports.columns import layout
from kommunen.exchange.imports.planning import NOT_SAID, make_plan
from kommunen.exchange.imports.reading import read
from kommunen.exchange.updating import update_plain
from kommunen.models import LastDayField, PublicationState, SortKeyField, Upload, old_addresses, raise_version
from kommunen.search.following import concerned, index_all

BATCH = 200


class Changed(Exception):  # noqa: N818 - named after what happened
    """Nothing was written: since the preview somebody changed these entries, or faults have come up."""

    def __init__(self, plan, titles):
        super().__init__(", ".join(titles))
        self.plan, self.titles = plan, titles


def plan_of(upload, model, user, *, locked=False, choice=NOT_SAID):
    """Compare an upload's file with the directory as it is now. Raises: Unreadable."""
    return make_plan(model, read(bytes(upload.content), layout(model).knows), user, locked=locked, choice=choice)


def run(upload, model, user, draw=lambda done, total: None, choice=NOT_SAID):
    """Import a file that was shown: everything in it, or nothing. A second time it does nothing.

    Arguments: draw, called with how many rows are written, of how many; choice, whose word counts where the directory
    is newer than the file.
    Returns: the outcome, ``{"changed", "created", "proposed", "unchanged"}``. Raises: Changed, Unreadable.
    """
    with transaction.atomic():
        upload = Upload.objects.select_for_update().get(pk=upload.pk)
        if upload.done_at:
            return upload.outcome
        plan = plan_of(upload, model, user, locked=True, choice=choice)
        seen = plan.seen
        if plan.faults or seen != upload.seen:
            differing = {key for key in seen.keys() | upload.seen.keys() if seen.get(key) != upload.seen.get(key)}
            differing |= {row.key for row in plan.rows if row.faults}
            raise Changed(plan, [row.title for row in plan.rows if row.key in differing])
        upload.outcome = Writer(plan, user, f"Import {upload.pk}: {upload.name}"[:100], draw).write()
        upload.done_at, upload.content, upload.seen = timezone.now(), b"", {}
        upload.save()
    return upload.outcome


class Writer:
    """Writes one plan. Arguments: plan, without faults; user; reason, which the history states; draw, see ``run``."""

    def __init__(self, plan, user, reason, draw):
        self.plan, self.model, self.user, self.reason, self.draw = plan, plan.model, user, reason, draw
        self.derived = [f for f in self.model._meta.fields if isinstance(f, (SortKeyField, LastDayField))]
        self.done = 0

    def write(self):
        """Write all; return the outcome."""
        proposed = [row for row in self.plan.changed if row.proposed]
        changed = [row for row in self.plan.changed if not row.proposed]
        for row in proposed:
            self.propose(row)
        for rows in batches(changed):
            self.change(rows)
        for rows in batches(self.plan.new):
            self.create(rows)
        if changed or self.plan.new:
            ids = [row.record.pk for row in [*changed, *self.plan.new]]
            self.tell_readers(ids)
        counts = {"changed": len(changed), "created": len(self.plan.new), "proposed": len(proposed)}
        return {**counts, "unchanged": len(self.plan.rows) - sum(counts.values())}

    def tell_readers(self, ids):
        """Let search and caches follow: what is written in bulk sends no signals."""
        for rows in batches(ids):
            index_all(concerned(self.model, rows))
        raise_version()

    def propose(self, row):
        """Keep for the PMO what is not this account's to publish."""
        fields = {}
        for name, change in row.changes.items():
            field = self.model._meta.get_field(name)
            several = field.many_to_many or not field.is_relation
            value = change.value if several else (change.value or [None])[0]
            new = value if field.is_relation else field.value_from_object(self.copy_with(row.record, name, value))
            fields[name] = {"old": present(row.record, field), "new": plain_json(new)}
        propose(row.record, {"version": row.record.version, "fields": fields, "rows": []}, self.user, self.reason)

    def copy_with(self, record, name, value):
        """A record of the same noun that says something else in one field; it is never saved."""
        copy = self.model(pk=record.pk)
        setattr(copy, name, value)
        return copy

    def change(self, rows):
        """Write rows of existing records: their fields, relations and history."""
        now, records, columns = timezone.now(), [], set()
        for row in rows:
            columns |= self.fill(row.record, row)
            row.record.version += 1
            row.record.changed_at = now
            records.append(row.record)
        update_plain(self.model, sorted({*columns, "version", "changed_at"}), records)
        self.relate(rows, new=False)
        self.keep_history(records, created=False)

    def create(self, rows):
        """Write rows of new records: drafts, which somebody looks at before they are published."""
        for row in rows:
            row.record = self.model(slug=row.key, state=PublicationState.DRAFT)
            self.fill(row.record, row)
        records = self.model.objects.bulk_create([row.record for row in rows])
        keys = [record.slug for record in records]
        old_addresses(self.model).filter(slug__in=keys).delete()
        self.relate(rows, new=True)
        self.keep_history(records, created=True)

    def fill(self, record, row):
        """Set a row's fields in a record, and what follows from them; return the names."""
        names = set()
        for name, change in row.changes.items():
            field = self.model._meta.get_field(name)
            if field.many_to_many:
                continue
            value = change.value
            if field.is_relation:
                setattr(record, field.attname, value[0] if value else None)
            else:
                setattr(record, name, value)
            names.add(name)
        for field in self.derived:
            field.pre_save(record, add=False)
        return names | {field.name for field in self.derived}

    def relate(self, rows, *, new):
        """Write the relations to many that rows change."""
        for field in self.model._meta.many_to_many:
            wanted = {row.record.pk: row.changes[field.name].value for row in rows if field.name in row.changes}
            if not wanted:
                continue
            through = field.remote_field.through
            own, other = f"{field.m2m_field_name()}_id", f"{field.m2m_reverse_field_name()}_id"
            if not new:
                through.objects.filter(**{f"{own}__in": list(wanted)}).delete()
            through.objects.bulk_create(through(**{own: pk, other: key}) for pk, keys in wanted.items() for key in keys)

    def keep_history(self, records, *, created):
        """One entry each, in the name of whoever imports."""
        ids = [record.pk for record in records]
        record_history(self.model, ids, created=created, reason=self.reason, user=self.user)
        self.done += len(records)
        self.draw(self.done, self.plan.work)


def plain_json(value):
    """A value as JSON holds it."""
    return value.isoformat() if hasattr(value, "isoformat") else str(value) if hasattr(value, "quantize") else value


def batches(rows):
    """Yield slices of rows."""
    for start in range(0, len(rows), BATCH):
        yield rows[start : start + BATCH]


class Progress:
    """How far an import is, told beside its transaction: a small file that every worker of this machine can read."""

    def __init__(self, upload):
        self.path = Path(gettempdir()) / f"netzwerk-import-{upload.pk}-{upload.created_at.timestamp():.0f}"

    def draw(self, done, total):
        with suppress(OSError):  # nobody's import fails because its progress cannot be shown
            self.path.write_text(f"{done} {total}")

    def read(self):
        """(done, total), or (0, 0) where nothing is known."""
        try:
            done, total = self.path.read_text().split()
        except (OSError, ValueError):
            return 0, 0
        return int(done), int(total)

    def forget(self):
        self.path.unlink(missing_ok=True)
