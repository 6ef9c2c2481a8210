"""CSV, JSON and GeoJSON: text that is written row by row."""

import csv
import json
import re

from django.utils import translation
from rest_framework.utils.encoders import JSONEncoder

from kommunen.exchange.answers import LICENCE, notice_in
from kommunen.exchange.rows import LANGUAGE
from kommunen.exchange.table import columns_of

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


def csv_parts(found):
    """Yield a CSV file: semicolons and a byte order mark, so that a German Excel opens it by a double click."""
    write = csv.writer(Handing(), delimiter=";", lineterminator="\r\n").writerow
    with translation.override(LANGUAGE):
        columns = columns_of(found.serializer)
        head = write([column.heading for column in columns])
    yield BYTE_ORDER_MARK + head
    for pairs in found.chunks():
        with translation.override(LANGUAGE):
            part = "".join(write([as_text(column.cell(row)) for column in columns]) for _record, row in pairs)
        yield part


def as_json(value):
    """Write a value as JSON."""
    return json.dumps(value, ensure_ascii=False, cls=JSONEncoder)


def licence_of(serializer, name):
    """The licence of some rows in a format, with whose figures they carry beside our own."""
    return {**LICENCE, "notice": notice_in(serializer, name) or None}


def json_parts(found):
    """Yield a JSON file: licence, rows, and last their count, so that it is the count of what was sent."""
    count = 0
    yield f'{{"licence": {as_json(licence_of(found.serializer, "json"))},\n"results": [\n'
    for pairs in found.chunks():
        lines = [as_json(row) for _record, row in pairs]
        yield (",\n" if count else "") + ",\n".join(lines)
        count += len(lines)
    yield f'\n],\n"count": {count}}}\n'


def geometry(points):
    """Return places as a geometry of GeoJSON; None where no place is known.

    Arguments: points, pairs of longitude and latitude (WGS 84), the order that RFC 7946 asks for.
    """
    places = [list(point) for point in dict.fromkeys(points)]
    return {"type": "MultiPoint", "coordinates": places} if places else None


def geojson_parts(found):
    """Yield a GeoJSON file (RFC 7946): each row is a feature, its properties are the row as JSON has it."""
    serializer = found.serializer
    first = True
    yield f'{{"type": "FeatureCollection",\n"licence": {as_json(licence_of(serializer, "geojson"))},\n"features": [\n'
    for pairs in found.chunks(serializer.located(found.records)):
        lines = [as_json(feature(serializer, record, row)) for record, row in pairs]
        yield ("" if first else ",\n") + ",\n".join(lines)
        first = False
    yield "\n]}\n"


def feature(serializer, record, row):
    """One row as a feature; its id is the row's key, where it has one."""
    found = {"type": "Feature", "geometry": geometry(serializer.points(record)), "properties": row}
    return {**found, "id": serializer.key(row)} if serializer.key(row) else found
