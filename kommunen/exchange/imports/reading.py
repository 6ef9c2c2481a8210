"""A file that Excel wrote, as rows of text: CSV in the encodings and with the separators that occur, or XLSX."""

import csv
import io
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from zipfile import BadZipFile, ZipFile

from django.utils.translation import gettext as _
from openpyxl import load_workbook

MOST_BYTES = 10 * 1024 * 1024
MOST_UNPACKED = 120 * 1024 * 1024  # a workbook is packed; what it unpacks to is limited as well
MOST_ROWS = 20_000
MOST_COLUMNS = 200
SEPARATORS = ";,\t"
ENCODINGS = "utf-8", "cp1252"
UNICODE_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
NAMES = {"utf-8": "UTF-8", "utf-8-sig": "UTF-8", "utf-16": "UTF-16", "cp1252": "Windows-1252"}
SEPARATOR_NAMES = {";": ";", ",": ",", "\t": "Tab"}


class Unreadable(Exception):  # noqa: N818 - named after what is the matter with the file
    """The file cannot be read, for the reason that the text states."""


@dataclass(frozen=True)
class Sheet:
    """A table as text: its headings, its rows as (number in the file, cells), and what kind of file it was."""

    headings: list
    rows: list
    kind: str


def read(content, known):
    """Read a file. Arguments: content, bytes; known, a function: whether a heading is ours. Raises: Unreadable."""
    if len(content) > MOST_BYTES:
        raise Unreadable(_("The file is larger than %(size)s MB.") % {"size": MOST_BYTES // 1024 // 1024})
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unreadable(_("This is a workbook of an old Excel (.xls). Please save it as .xlsx or as CSV."))
    records, kind = read_workbook(content) if content.startswith(b"PK") else read_text(content, known)
    filled = [(number, cells) for number, cells in records if any(cells)]
    if not filled:
        raise Unreadable(_("The file is empty."))
    if len(filled) > MOST_ROWS + 1:
        raise Unreadable(_("The file has more than %(number)s rows. Please split it.") % {"number": MOST_ROWS})
    headings = [cell.strip() for cell in filled[0][1]]
    while headings and not headings[-1]:
        headings.pop()
    if len(headings) > MOST_COLUMNS:
        raise Unreadable(_("The file has more than %(number)s columns.") % {"number": MOST_COLUMNS})
    return Sheet(headings, filled[1:], kind)


def read_text(content, known):
    """The records of a CSV file, its encoding and separator found out."""
    text, encoding = decoded(content)
    if text[:4].lower() == "sep=":  # a line for Excel alone
        text = text.partition("\n")[2]
    separator = max(SEPARATORS, key=lambda each: fit(text, each, known))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        records = list(enumerate(islice(reader, MOST_ROWS + 2), start=1))
    except csv.Error as error:
        text = _("Line %(number)s cannot be read: a quotation mark is missing, or a cell is too long.")
        raise Unreadable(text % {"number": reader.line_num}) from error
    return records, f"CSV, {NAMES[encoding]}, {SEPARATOR_NAMES[separator]}"


def decoded(content):
    """Text and its encoding: by its mark, else UTF-8, else what a German Windows writes."""
    marked = next((name for mark, name in UNICODE_MARKS.items() if content.startswith(mark)), None)
    for encoding in [marked] if marked else ENCODINGS:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text, encoding
    raise Unreadable(_("This is neither a CSV file nor an Excel workbook (.xlsx)."))


def fit(text, separator, known):
    """How well a separator fits: how many headings it makes that we know, then how many cells at all."""
    try:
        cells = next(csv.reader(io.StringIO(text, newline=""), delimiter=separator), [])
    except csv.Error:
        return 0, 0
    return sum(known(cell) for cell in cells), len(cells)


def read_workbook(content):
    """The records of a workbook's first sheet."""
    try:
        with ZipFile(io.BytesIO(content)) as packed:
            if sum(part.file_size for part in packed.infolist()) > MOST_UNPACKED:
                raise Unreadable(_("The workbook is too large when unpacked."))
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # what a file says of its own size need not be true
        rows = sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS + 1)
        records = [(n, [as_text(cell) for cell in row]) for n, row in enumerate(islice(rows, MOST_ROWS + 2), start=1)]
    except (BadZipFile, KeyError, ValueError, IndexError, OSError, SyntaxError) as error:  # ParseError is the last
        raise Unreadable(_("The workbook is damaged or is none: Excel cannot have saved it so.")) from error
    return records, "XLSX"


def as_text(cell):
    """A workbook's cell as somebody would type it."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return _("yes") if cell else _("no")
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else f"{cell:.10f}".rstrip("0").rstrip(".").replace(".", ",")
    if isinstance(cell, datetime) and not (cell.hour or cell.minute or cell.second or cell.microsecond):
        return cell.date().isoformat()
    return cell.isoformat() if isinstance(cell, date) else str(cell)
