"""The whole way from the files into the database: everything, or nothing and the list of faults."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.utils.translation import gettext as _

from kommunen.editing.history import history_models
from kommunen.exchange.directory.keys import Keys
from kommunen.exchange.directory.noun import Fault
from kommunen.exchange.directory.planning import Planner
from kommunen.exchange.directory.reading import read_directory
from kommunen.exchange.directory.report import Report
from kommunen.exchange.directory.writing import Writer
from kommunen.models import (
    LoadedRecord,
    Record,
    SearchDocument,
    SearchName,
    SearchPosting,
    SearchWord,
    raise_version,
)
from kommunen.search.bulk import indexes_afterwards
from kommunen.search.following import concerned, index_all
from kommunen.search.index import rebuild

FILES_CHECKED_ON = date(2026, 11, 22)  # the day on which all shipped files were compared with their sources
READING, COMPARING, WRITING, INDEXING = range(4)
FEW = 200  # so many changes are indexed one by one; with more, writing the whole search index anew is quicker


class Refused(Exception):  # noqa: N818 - named after what happened, like the command's answer
    """Nothing was changed, for these faults."""

    def __init__(self, faults):
        super().__init__(f"{len(faults)} faults")
        self.faults = faults


def load(path, nouns, *, checked_on=FILES_CHECKED_ON, dry_run=False, draw=lambda step, done, total: None):
    """Load a directory's files, or only find out what that would do.

    Arguments: path, the directory; nouns, in an order in which each points only at those before it; checked_on, the
    day of last check of every record and address; dry_run, to write everything and take it back; draw, called with
    the step (READING, COMPARING, WRITING, INDEXING), how much of it is done, and how much it is in all.
    Returns: a Report.
    Raises: Refused, with every fault, and then nothing was changed.
    """
    entries, faults = read_directory(path, nouns, checked_on, lambda done, total: draw(READING, done, total))
    with transaction.atomic():
        report, keys = Report(), Keys()
        plans = []
        for done, noun in enumerate(nouns, start=1):
            plans.append(Planner(noun, entries.pop(noun.label), keys, report, faults).run())
            draw(COMPARING, done, len(nouns))
        if faults:
            raise Refused(faults)
        written = write(plans, keys, draw)
        if report.changes and not dry_run:
            tell_readers(written, report.changes, lambda done, total: draw(INDEXING, done, total))
        transaction.set_rollback(dry_run)
    return report


def write(plans, keys, draw):
    """Write all plans; a noun that the database refuses is told with the records that are to blame.

    Returns: the ids of what was created or changed, by model.
    """
    total = sum(len(plan.create) + len(plan.change) for plan in plans)
    done, written = 0, {}

    def advance(number):
        nonlocal done
        done += number
        draw(WRITING, done, total)

    with indexes_afterwards(*empty_tables(plans)):
        for plan in plans:
            writer = Writer(plan, keys, advance)
            try:
                with transaction.atomic():
                    writer.write()
            except DatabaseError as error:
                raise Refused(to_blame(writer, error)) from error
            ids = keys.ids[plan.noun.label]
            written[plan.noun.model] = [*plan.change, *(ids[entry.key] for entry in plan.create)]
            plan.create.clear()
    return written


def empty_tables(plans):
    """Return the models that a first load fills: of records, their relations, their history, and what was loaded."""
    models = {LoadedRecord}
    for model in (plan.noun.model for plan in plans if plan.create):
        models |= {model, *(field.remote_field.through for field in model._meta.many_to_many)}
        if issubclass(model, Record):
            models.update(history_models(model))
    return [model for model in models if not model._base_manager.exists()]


def tell_readers(written, changes, draw):
    """Let search and caches know what was written: bulk writing sends no signals that they could follow."""
    if changes > FEW:
        count_rows()
        rebuild(draw)
        count_rows(SearchDocument, SearchPosting, SearchName, SearchWord)
    else:
        for model, ids in written.items():
            index_all(concerned(model, ids))
    raise_version()


def count_rows(*models):
    """Let the engine count these tables, or all: it plans by that, and has counted nothing of what was just written."""
    with connection.cursor() as cursor:
        for table in [connection.ops.quote_name(model._meta.db_table) for model in models] or [""]:
            cursor.execute(f"ANALYZE {table}")


def to_blame(writer, error):
    """Ask each planned record for the rule of the database that it breaks; slow, and only where one does."""
    faults = []
    planned = [(entry.file, entry.key, writer.instance(entry.values)) for entry in writer.plan.create]
    found = writer.model._default_manager.in_bulk(list(writer.plan.change))
    for pk, values in writer.plan.change.items():
        for name in values.keys() & writer.setters.keys():
            for attribute, value in writer.setters[name](values[name]).items():
                setattr(found[pk], attribute, value)
        planned.append(("", writer.keys.key(writer.noun.label, pk), found[pk]))
    for file, key, record in planned:
        try:
            record.validate_constraints()
        except ValidationError as broken:
            faults.extend(Fault(file or writer.noun.file, key, "", text) for text in broken.messages)
    text = _("The database refuses a record: %(reason)s") % {"reason": error}
    return faults or [Fault(writer.noun.file, writer.noun.label, "", text)]
