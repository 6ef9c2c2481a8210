"""The export door: a filtered list as a file, exactly the rows and the order shown, streamed."""

import csv
import json
import re
from itertools import islice

from django.http import StreamingHttpResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from rest_framework.utils.encoders import JSONEncoder

from kommunen.exchange.answers import LICENCE, open_to_programs, problem_response
from kommunen.exchange.serializers import serializer_of
from kommunen.exchange.table import columns_of

CHUNK = 500  # rows held in memory at a time
LANGUAGE = "de"  # of headings and words: a file looks the same wherever it was asked for
BYTE_ORDER_MARK = "\ufeff"  # tells Excel that the file is UTF-8
FORMULA_START = ("=", "+", "-", "@", "\t", "\r")
NUMBER = re.compile(r"[-+]?\d+(,\d+)?")


class Handing:
    """What csv.writer writes to: it keeps nothing and hands each line back."""

    def write(self, line):
        return line


def as_text(cell):
    """Write a table's cell as a German spreadsheet reads it; what looks like a formula becomes plain text."""
    if cell is None:
        return ""
    if isinstance(cell, float):
        return f"{cell:.10f}".rstrip("0").rstrip(".").replace(".", ",")
    text = str(cell)
    return f"'{text}" if text.startswith(FORMULA_START) and not NUMBER.fullmatch(text) else text


def csv_parts(serializer, chunks):
    """Yield a CSV file: semicolons and a byte order mark, so that a German Excel opens it by a double click."""
    write = csv.writer(Handing(), delimiter=";", lineterminator="\r\n").writerow
    with translation.override(LANGUAGE):
        columns = columns_of(serializer)
        head = write([column.heading for column in columns])
    yield BYTE_ORDER_MARK + head
    for rows in chunks:
        with translation.override(LANGUAGE):
            part = "".join(write([as_text(column.cell(row)) for column in columns]) for row in rows)
        yield part


def json_parts(serializer, chunks):
    """Yield a JSON file: licence, rows, and last their count, so that it is the count of what was sent."""
    licence = {**LICENCE, "notice": serializer.notice or None}
    count = 0
    yield f'{{"licence": {json.dumps(licence, ensure_ascii=False)},\n"results": [\n'
    for rows in chunks:
        lines = [json.dumps(row, ensure_ascii=False, cls=JSONEncoder) for row in rows]
        yield (",\n" if count else "") + ",\n".join(lines)
        count += len(lines)
    yield f'\n],\n"count": {count}}}\n'


FORMATS = {
    "csv": ("text/csv; charset=utf-8; header=present", csv_parts),
    "json": ("application/json", json_parts),
}


def chunks_of_rows(serializer, queryset):
    """Yield the rows in lists of at most CHUNK. No language stays switched on between two of them."""
    records = queryset.iterator(chunk_size=CHUNK)
    while chunk := list(islice(records, CHUNK)):
        with translation.override(LANGUAGE):
            rows = [serializer.to_representation(record) for record in chunk]
        yield rows


def export(filterset, name, request):
    """Answer a list's question with a file; with 400 and the faults named where the question is wrong.

    Arguments: filterset, bound to the query string; its queryset holds published records and has ``with_row()``;
    name, the format; request, which asked.
    """
    if name not in FORMATS:
        known = ", ".join(FORMATS)
        fault = _("“%(name)s” is no format of this list. There are: %(known)s.") % {"name": name, "known": known}
        return problem_response(400, _("The question cannot be answered."), {"format": [fault]})
    if not filterset.is_valid():
        return problem_response(400, _("The question cannot be answered."), filterset.errors)
    serializer = serializer_of(filterset.queryset.model)
    queryset = type(serializer).complete(filterset.qs)
    content_type, parts = FORMATS[name]
    body = () if request.method == "HEAD" else parts(serializer, chunks_of_rows(serializer, queryset))
    response = StreamingHttpResponse(body, content_type=content_type)
    file_name = f"{serializer.file_name}-{timezone.localdate().isoformat()}.{name}"
    response["Content-Disposition"] = f'attachment; filename="{file_name}"'
    response["X-Robots-Tag"] = "noindex"  # the page is what search engines should find
    return open_to_programs(response)
