"""Files to edit: all that staff may see of a noun, or an empty template, in the columns that an import reads."""

import csv
import io
from datetime import datetime

from django.utils import timezone, translation
from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from kommunen.exchange.imports.columns import CHANGED, NAMES, RELATED_KEYS, SHOWN, joined, layout
from kommunen.exchange.rows import CHUNK, LANGUAGE
from kommunen.exchange.spreadsheet import as_cell, heading, moment_cell
from kommunen.exchange.text_files import BYTE_ORDER_MARK, as_text

WIDTH = 24  # of a column, in characters


def table(queryset):
    """Yield the headings, then a row for each record, drafts and what hangs on drafts included."""
    with translation.override(LANGUAGE):
        columns = [column for column in layout(queryset.model).columns if column.use != SHOWN]
        yield [column.heading for column in columns]
        several = dict.fromkeys(column.field.name for column in columns if column.use in {NAMES, RELATED_KEYS})
        for record in queryset.prefetch_related(*several).iterator(chunk_size=CHUNK):
            yield [text_of(column, record) for column in columns]


def text_of(column, record):
    """A cell of the file: text, but for the moment of the last change."""
    if column.use == CHANGED:
        return timezone.localtime(record.changed_at)
    if column.use not in {NAMES, RELATED_KEYS}:
        return column.text(record)
    found = getattr(record, column.field.name)
    return joined(column.words(found.all() if column.field.many_to_many else [found] if found is not None else []))


def template(model):
    """Yield the headings of an empty table."""
    with translation.override(LANGUAGE):
        yield [column.heading for column in layout(model).read]


def as_csv(rows):
    """A table as a CSV file that a German Excel opens by a double click; nothing in it runs as a formula."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    writer.writerows(
        [cell.isoformat() if isinstance(cell, datetime) else as_text(cell) for cell in row] for row in rows
    )
    return (BYTE_ORDER_MARK + file.getvalue()).encode()


def as_xlsx(rows):
    """A table as a workbook of text cells, its first row fixed; the moment of the last change is one."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Daten")
    sheet.freeze_panes = "B2"
    rows = iter(rows)
    headings = next(rows)
    for number in range(1, len(headings) + 1):
        sheet.column_dimensions[get_column_letter(number)].width = WIDTH
    sheet.append([heading(sheet, text) for text in headings])
    for row in rows:
        sheet.append(
            [moment_cell(sheet, cell) if isinstance(cell, datetime) else as_cell(sheet, None, cell) for cell in row]
        )
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


FILES = {
    "csv": (as_csv, "text/csv; charset=utf-8"),
    "xlsx": (as_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}
