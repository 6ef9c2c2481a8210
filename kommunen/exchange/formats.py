"""The formats that every list and the search can be had in. A list may offer more, see ``export``."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from kommunen.exchange.feed import atom_parts
from kommunen.exchange.spreadsheet import xlsx_parts
from kommunen.exchange.text_files import csv_parts, geojson_parts, json_parts


@dataclass(frozen=True)
class Format:
    """A format: its type for programs, its name and use for people, the function that writes ``Rows`` in it.

    ``paged`` is whether a file holds but a page of what was found; ``saved``, whether it is to be kept as a file.
    """

    content_type: str
    label: str
    use: str
    parts: Callable
    paged: bool = False
    saved: bool = True


FORMATS = {
    "csv": Format("text/csv; charset=utf-8; header=present", "CSV", _("table as text"), csv_parts),
    "xlsx": Format(
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "XLSX", _("for Excel"), xlsx_parts
    ),
    "json": Format("application/json", "JSON", _("for programs"), json_parts),
    "geojson": Format("application/geo+json", "GeoJSON", _("for maps"), geojson_parts),
    "atom": Format(
        "application/atom+xml; charset=utf-8", "Atom", _("to subscribe to"), atom_parts, paged=True, saved=False
    ),
}
TIE_FORMATS = {name: kind for name, kind in FORMATS.items() if name != "atom"}  # nobody keeps when a tie last changed
