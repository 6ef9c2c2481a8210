"""Where data can be fetched: one address per line, with the media type of what is there."""

import mimetypes
import re
from contextlib import suppress
from typing import NamedTuple
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from kommunen.models.web_address import refuse_unwritable

MEDIA_TYPE = re.compile(r"[a-z]+/[a-z0-9][a-z0-9.+-]*")
CHECKSUM = re.compile(r"sha256:([0-9a-f]{64})")
MORE_TYPES = {  # what the standard library does not know
    ".geojson": "application/geo+json",
    ".gpkg": "application/geopackage+sqlite3",
    ".jsonl": "application/jsonl",
    ".parquet": "application/vnd.apache.parquet",
    ".las": "application/vnd.las",
    ".laz": "application/vnd.laszip",
    ".7z": "application/x-7z-compressed",
}
is_address = URLValidator(schemes=["http", "https"])


class Distribution(NamedTuple):
    """One place where data can be fetched; what is not known of it is ""."""

    address: str
    media_type: str
    checksum: str  # SHA-256

    @property
    def name(self):
        """What the file is called: the end of its address."""
        return urlsplit(self.address).path.rstrip("/").rpartition("/")[2] or urlsplit(self.address).hostname


def guessed_type(address):
    """The media type that a file's name gives away; "" for none."""
    path = urlsplit(address).path.lower()
    known = next((kind for ending, kind in MORE_TYPES.items() if path.endswith(ending)), None)
    kind, packed = mimetypes.guess_type(path)
    return known or ("application/gzip" if packed == "gzip" else kind) or ""


def read_line(line):
    """Return the distribution that a line states. Raises: ValidationError where it states none."""
    address, *rest = line.split()
    try:
        is_address(address)
    except ValidationError as error:
        raise ValidationError(_("“%(line)s” does not begin with a web address."), params={"line": line}) from error
    kind = checksum = ""
    for word in rest:
        if match := CHECKSUM.fullmatch(word.lower()):
            checksum = match[1]
        elif MEDIA_TYPE.fullmatch(word.lower()) and not kind:
            kind = word.lower()
        else:
            raise ValidationError(
                _("“%(word)s” is no media type. Please write for example: https://… text/csv"), params={"word": word}
            )
    return Distribution(address, kind or guessed_type(address), checksum)


def read_distributions(text):
    """Return the distributions that a text states, one per line. Raises: ValidationError with every wrong line."""
    found, faults = [], []
    for line in filter(None, map(str.strip, text.splitlines())):
        try:
            place = read_line(line)
            refuse_unwritable(place.address)
            found.append(place)
        except ValidationError as error:
            faults.append(error)
    if faults:
        raise ValidationError(faults)
    return found


def readable(text):
    """Return the distributions that a text states, without the lines that state none."""
    found = []
    for line in filter(None, map(str.strip, text.splitlines())):
        with suppress(ValidationError):
            found.append(read_line(line))
    return found


class DistributionsField(models.TextField):
    """Addresses of the data, one per line, each with its media type."""

    default_validators = [read_distributions]

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)
