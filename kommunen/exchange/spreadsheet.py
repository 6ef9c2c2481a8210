"""XLSX: a table that Excel opens with dates and numbers as what they are, written to a temporary file row by row."""

from contextlib import suppress
from datetime import date, datetime
from tempfile import TemporaryFile

from django.utils import timezone, translation
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from rest_framework import serializers

from kommunen.exchange.answers import LICENCE, notice_in
from kommunen.exchange.rows import LANGUAGE
from kommunen.exchange.table import columns_of
from kommunen.exchange.text_files import FORMULA_START

BLOCK = 64 * 1024
LONGEST = 32_767  # characters that a cell holds
WIDTHS = 12, 60  # of a column, in characters
MOMENT = 20, "dd.mm.yyyy hh:mm:ss"  # the width that a moment needs, and how it is shown; the cell holds milliseconds
SPECIAL = (*FORMULA_START, "#")  # "#N/A" would be read as an error, "=1" as a formula


def xlsx_parts(found):
    """Yield a workbook: the table, and a sheet that says whose it is, which question it answers, and of when."""
    with TemporaryFile() as file:
        book = Workbook(write_only=True)
        try:
            fill(book, found)
        except BaseException:
            for sheet in book.worksheets:  # the library leaves the half-written sheets on the disk
                with suppress(Exception):
                    sheet._writer.cleanup()
            raise
        book.save(file)
        file.seek(0)
        while block := file.read(BLOCK):
            yield block


def fill(book, found):
    """Write both sheets."""
    with translation.override(LANGUAGE):
        columns = columns_of(found.serializer)
        sheet = book.create_sheet(_("Data"))
        sheet.freeze_panes = "B2"
        for number, column in enumerate(columns, start=1):
            least = MOMENT[0] if isinstance(column.field, serializers.DateTimeField) else WIDTHS[0]
            width = min(max(len(column.heading) + 2, least), WIDTHS[1])
            sheet.column_dimensions[get_column_letter(number)].width = width
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}1"
        sheet.append([heading(sheet, column.heading) for column in columns])
    for pairs in found.chunks():
        with translation.override(LANGUAGE):
            for _record, row in pairs:
                sheet.append([as_cell(sheet, column.field, column.cell(row)) for column in columns])
    with translation.override(LANGUAGE):
        about = book.create_sheet(_("Origin"))
        about.column_dimensions["A"].width, about.column_dimensions["B"].width = 18, 80
        for line in origin(found):
            about.append([as_cell(about, None, text) for text in line])


def origin(found):
    """The lines of the second sheet."""
    yield _("Content"), found.title
    yield _("web address"), found.page
    yield _("As of"), timezone.localtime().replace(tzinfo=None, microsecond=0)
    yield _("Licence"), f"{LICENCE['name']} ({LICENCE['id']}), {LICENCE['url']}"
    if notice := notice_in(found.serializer, "xlsx"):
        yield "", notice


def heading(sheet, text):
    """A cell of the first row."""
    cell = WriteOnlyCell(sheet, text)
    cell.font = Font(bold=True)
    return cell


def as_cell(sheet, field, value):
    """A cell: a day as a day, a moment as a moment, a number as a number, and text as nothing but text."""
    if isinstance(field, serializers.DateTimeField) and value:
        return moment_cell(sheet, datetime.fromisoformat(value))
    if not isinstance(value, str):
        return value
    text = ILLEGAL_CHARACTERS_RE.sub("", value)[:LONGEST]
    if isinstance(field, serializers.DateField):
        with suppress(ValueError):
            return date.fromisoformat(text)
    if not text.startswith(SPECIAL):
        return text
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"
    cell.quotePrefix = True  # so that it stays text also where somebody edits the cell
    return cell


def moment_cell(sheet, moment):
    """A moment, in our time zone: of a workbook's moments milliseconds are certain, so no more is written."""
    local = timezone.localtime(moment).replace(tzinfo=None, microsecond=moment.microsecond // 1000 * 1000)
    cell = WriteOnlyCell(sheet, local)
    cell.number_format = MOMENT[1]
    return cell
