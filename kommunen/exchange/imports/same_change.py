"""The same change to many records: planned, shown and written like a table, by the same rules."""

from django.db import transaction
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from kommunen.editing.changes import plain, present, shown
from kommunen.editing.review import waits
from kommunen.exchange.imports.comparing import Comparer
from kommunen.exchange.imports.plan import Change, Fault, Plan, Row
from kommunen.exchange.imports.writing import Changed, Writer


def plan_same(model, user, ids, values, *, locked=False):
    """What a change would do to each record.

    Arguments: ids, of the records; values, ``{field: value}``, for a relation to many ``{field: (ids to add, ids to
    remove)}``; locked, to hold the records until the transaction ends.
    Returns: a Plan, with faults or without.
    """
    records = model.objects.select_for_update() if locked else model.objects.all()
    several = [field.name for field in model._meta.many_to_many]
    records = records.filter(pk__in=ids).prefetch_related(*several)
    names = {name: names_of(model, name, value) for name, value in values.items()}
    comparer, rows = Comparer(model, user), []
    for number, record in enumerate(records, start=1):
        row = Row(number, str(record.pk), {}, record)
        for name, value in values.items():
            note_change(row, model._meta.get_field(name), value, names[name])
        if row.changes:
            comparer.check_rights(row, faults_of(row))
            comparer.check_whole(row, faults_of(row))
            row.proposed = not row.faults and waits(user, record)
        rows.append(row)
    return Plan(model, rows, [], "")


def names_of(model, name, value):
    """The names of what is added to a relation to many, ``{id: name}``; asked once for all records."""
    field = model._meta.get_field(name)
    if not field.many_to_many:
        return {}
    return {pk: str(found) for pk, found in field.related_model.objects.in_bulk(value[0]).items()}


def note_change(row, field, value, names):
    """Note what differs in one field."""
    old = present(row.record, field)
    if field.many_to_many:
        added, removed = value
        value = new = sorted((set(old) | set(added)) - set(removed))
        names = names | {found.pk: str(found) for found in getattr(row.record, field.name).all()}
        texts = [", ".join(sorted(names[key] for key in ids)) for ids in (old, new)]
    else:
        new = plain(field, value)
        texts = [shown(field, old), shown(field, new)]
    if new != old:
        row.changes[field.name] = Change(capfirst(str(field.verbose_name)), *texts, field.name, value)


def faults_of(row):
    """Return a function that notes what speaks against a row."""

    def fault_of(name, text):
        row.faults.append(Fault("", str(name), text))

    return fault_of


@transaction.atomic
def change_same(model, user, versions, values):
    """Make a change that was shown: all of it, or nothing.

    Arguments: versions, ``{id: version}`` as shown; values as for ``plan_same``.
    Returns: the outcome, as ``run`` does for a table. Raises: Changed where it is no longer what was shown.
    """
    plan = plan_same(model, user, list(versions), values, locked=True)
    differing = [row for row in plan.rows if row.faults or row.record.version != versions[row.record.pk]]
    if differing or len(plan.rows) != len(versions):
        raise Changed(plan, [row.title for row in differing])
    return Writer(plan, user, _("Bulk edit"), lambda done, total: None).write()
