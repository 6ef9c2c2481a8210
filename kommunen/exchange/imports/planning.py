"""What an import would do: every row compared with the directory, every fault named by its cell. Writes nothing."""

from django.utils import translation
from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter

from kommunen.exchange.directory.noun import slug_of
from kommunen.exchange.imports.cells import plain_text
from kommunen.exchange.imports.columns import KEY, NAMES, PLAIN, RELATED_KEYS, SHOWN, layout
from kommunen.exchange.imports.comparing import Comparer
from kommunen.exchange.imports.plan import Choice, Fault, Plan, Row
from kommunen.exchange.imports.reading import Unreadable
from kommunen.exchange.rows import LANGUAGE
from kommunen.models import old_addresses
from kommunen.models.address import sort_key

BATCH = 500
NOT_SAID = Choice()


def make_plan(model, sheet, user, *, locked=False, choice=NOT_SAID):
    """Compare a table with the directory.

    Arguments: model, the noun; sheet, a Sheet; user, who imports; locked, to hold the rows until the transaction ends;
    choice, whose word counts where the directory is newer.
    Returns: a Plan, with faults or without. Raises: Unreadable where the columns are not ours.
    """
    with translation.override(LANGUAGE):
        found = layout(model)
        columns = columns_of_file(found, sheet)
        rows = as_rows(model, sheet, columns)
        comparer, seen = Comparer(model, user, choice), {}
        records = find_records(model, rows, columns, locked)
        several = {c.field: None for c in columns if c.use in {NAMES, RELATED_KEYS} and c.field.many_to_many}
        comparer.related.read(several, {record.pk for record in records.values()})
        for row in rows:
            row.record, row.columns = records.get(row.key), columns
        comparer.exported.read(rows)
        for row in rows:
            fault_of = place_faults(row, columns)
            check_key(row, seen, fault_of)
            if not row.faults:
                comparer.compare(row, fault_of)
        ignored = [column.heading for column in columns if column.use == SHOWN]
        return Plan(model, rows, ignored, sheet.kind)


def columns_of_file(found, sheet):
    """The columns of a file in its order. Raises: Unreadable, with the headings that are none of ours."""
    columns = [found.find(heading) for heading in sheet.headings]
    unknown = [f"„{heading}“" for heading, column in zip(sheet.headings, columns, strict=True) if column is None]
    if unknown:
        text = _("The first row must hold our headings. Unknown: %(unknown)s. There are: %(known)s.")
        known = ", ".join(column.heading for column in found.columns)
        raise Unreadable(text % {"unknown": ", ".join(unknown), "known": known})
    headings = [column.heading for column in columns]
    if twice := sorted({heading for heading in headings if headings.count(heading) > 1}):
        raise Unreadable(_("A heading stands there twice: %(headings)s.") % {"headings": ", ".join(twice)})
    if not any(column.use == KEY for column in columns):
        raise Unreadable(
            _("The column “%(heading)s” is missing: it says which entry a row means.")
            % {"heading": next(column.heading for column in found.columns if column.use == KEY)}
        )
    return columns


def as_rows(model, sheet, columns):
    """The file's rows; one without a key has the key that its title makes."""
    rows = []
    for number, cells in sheet.rows:
        texts = dict(zip((column.heading for column in columns), map(plain_text, cells), strict=False))
        row = Row(number, "", {column.heading: texts.get(column.heading, "") for column in columns})
        key = next(row.cells[column.heading] for column in columns if column.use == KEY)
        name = next((row.cells[c.heading] for c in columns if c.use == PLAIN and c.field.name in {"title", "name"}), "")
        row.key = key or slug_of(name)
        if any(plain_text(cell) for cell in cells[len(columns) :]):
            text = _("This row has more cells than there are headings.")
            row.faults.append(Fault(f"{get_column_letter(len(columns) + 1)}{number}", "", text))
        rows.append(row)
    return rows


def find_records(model, rows, columns, locked):
    """Return {key in the file: record}, also by an address that a record once had."""
    related = [c.field for c in columns if c.use in {NAMES, RELATED_KEYS} and not c.field.many_to_many]
    records = model.objects.select_for_update() if locked else model.objects.all()
    records = records.prefetch_related(*dict.fromkeys(field.name for field in related))
    keys = sorted({row.key for row in rows if row.key})
    found = {}
    for start in range(0, len(keys), BATCH):
        found.update((record.slug, record) for record in records.filter(slug__in=keys[start : start + BATCH]))
    missing = [key for key in keys if key not in found]
    for start in range(0, len(missing), BATCH):
        old = old_addresses(model).filter(slug__in=missing[start : start + BATCH])
        moved = dict(old.values_list("slug", "object_id"))
        at = {record.pk: record for record in records.filter(pk__in=moved.values())}
        found.update((slug, at[pk]) for slug, pk in moved.items() if pk in at)
    return found


def place_faults(row, columns):
    """Return a function that notes a fault at a column: the first one of a field, or of a use, that the file has."""

    def fault_of(name, text, newer=None):
        for place, column in enumerate(columns, start=1):
            if column is name or column.use == name or (column.field is not None and column.field.name == name):
                row.faults.append(Fault(f"{get_column_letter(place)}{row.number}", column.heading, text, newer))
                return
        row.faults.append(Fault(_("row %(number)s") % {"number": row.number}, str(name), text))

    return fault_of


def check_key(row, seen, fault_of):
    """A row means one record, and each record has one row."""
    if not row.key:
        fault_of(KEY, _("A row needs a key, or a title from which one can be made."))
        return
    if slug_of(row.key) != row.key and row.record is None:
        fault_of(KEY, _("“%(key)s” is no key: small letters, digits and hyphens.") % {"key": row.key})
        return
    identity = row.record.pk if row.record else row.key
    if identity in seen:
        fault_of(KEY, _("Row %(number)s means the same entry.") % {"number": seen[identity]})
    seen[identity] = row.number
    given = any(row.cells[column.heading] for column in row.columns if column.use == KEY)
    name = next((row.cells[c.heading] for c in row.columns if c.field and c.field.name in {"title", "name"}), "")
    if row.record and not given and sort_key(name) != sort_key(str(row.record)):
        fault_of(
            KEY, _("“%(name)s” has the key %(key)s already. Please enter a key.") % {"name": row.record, "key": row.key}
        )
