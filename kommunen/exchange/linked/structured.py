"""What a page shows as schema.org has it, for search engines: nothing that does not stand on the page."""

import json
from functools import singledispatch

from django.conf import settings
from django.utils.encoding import iri_to_uri
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from kommunen.exchange.answers import LICENCE, NAMED_LICENCE, notice_in
from kommunen.exchange.linked.croissant import licence_address, period
from kommunen.exchange.serializers.base import public_address
from kommunen.models import DataAccess, Municipality, MunicipalityKind, Project, TrainingData

ESCAPED = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}
UNITS = (MunicipalityKind.CITY, MunicipalityKind.MUNICIPALITY, MunicipalityKind.DISTRICT)
CATALOGUE = {"@type": "DataCatalog", "name": "Netzwerk Modellkommunen"}


def data_block(described):
    """Return a description as a block of data in a page. A browser does not run it, so no policy forbids it."""
    known = {"@context": "https://schema.org", **without_unknown(described)}
    text = json.dumps(known, ensure_ascii=False, separators=(",", ":")).translate(ESCAPED)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308 - nothing in it ends the block


def without_unknown(value):
    """Leave out what is not known, at any depth."""
    if isinstance(value, dict):
        found = {name: without_unknown(one) for name, one in value.items()}
        return {name: one for name, one in found.items() if one not in (None, "", [], {})}
    if isinstance(value, list):
        return [without_unknown(one) for one in value]
    return value


@singledispatch
def described(record):
    """Return a published record in the words of schema.org. Raises: TypeError for a noun that has none."""
    raise TypeError(f"schema.org has no word for {type(record).__name__} here")


def party(municipality):
    """A municipality, named by another record."""
    return {"@type": "Organization", "name": str(municipality), "url": public_address(municipality)}


@described.register
def municipality(record: Municipality):
    units = record.territories.all()
    place = next(iter(units), None) if len(units) == 1 else None
    at = place is not None and place.latitude is not None and place.longitude is not None
    return {
        "@type": "AdministrativeArea" if record.kind in UNITS else "Organization",
        "@id": f"{public_address(record)}#kommune",
        "name": record.name,
        "alternateName": record.official_name,
        "description": record.summary,
        "url": public_address(record),
        "sameAs": iri_to_uri(record.website),
        "identifier": {"@type": "PropertyValue", "propertyID": "AGS", "value": place.key} if place else None,
        "geo": {"@type": "GeoCoordinates", "latitude": place.latitude, "longitude": place.longitude} if at else None,
    }


@described.register
def project(record: Project):
    return {
        "@type": "Project",
        "@id": f"{public_address(record)}#projekt",
        "name": record.title,
        "description": record.summary,
        "url": public_address(record),
        "sameAs": iri_to_uri(record.url),
        "foundingDate": record.start,
        "dissolutionDate": record.end,
        "parentOrganization": [party(one) for one in record.municipalities.all()],
        "keywords": [theme.name for theme in record.themes.all()],
    }


@described.register
def training_data(record: TrainingData):
    address = public_address(record)
    stated = {"name": record.title, "description": record.summary or record.title, "url": address}
    if not record.is_data:
        return {"@type": "Demand", "@id": f"{address}#bedarf", **stated}
    return {
        "@type": "Dataset",
        "@id": f"{address}#daten",
        **stated,
        "sameAs": iri_to_uri(record.url),
        "license": licence_address(record) or record.license,
        "creator": party(record.municipality),
        "keywords": [theme.name for theme in record.themes.all()],
        "temporalCoverage": period(record),
        "spatialCoverage": record.area,
        "isAccessibleForFree": True if record.access == DataAccess.OPEN else None,
        "distribution": [download(place.address, place.media_type) for place in record.places],
        "includedInDataCatalog": catalogue(),
    }


def download(address, media_type):
    """A file."""
    return {"@type": "DataDownload", "contentUrl": iri_to_uri(address), "encodingFormat": media_type}


def catalogue():
    return {**CATALOGUE, "url": f"{settings.PUBLIC_URL}/daten/"}


def terms(notice):
    """Under which licence something can be had, and whom to name; as a list where figures of others are in it."""
    return {"license": [LICENCE["url"], NAMED_LICENCE["url"]] if notice else LICENCE["url"], "creditText": notice}


def directory(lists):
    """The open data of the site. Arguments: lists, pairs of what a list is called and the serializer of its rows."""
    formats = {"csv": "text/csv", "json": "application/json", "geojson": "application/geo+json"}
    return {
        **catalogue(),
        "@id": f"{settings.PUBLIC_URL}/daten/#katalog",
        "inLanguage": get_language(),
        "license": LICENCE["url"],
        "dataset": [
            {
                "@type": "Dataset",
                "name": f"{CATALOGUE['name']}: {title}",
                "description": ", ".join(
                    filter(None, [f"{title} – {CATALOGUE['name']}", LICENCE["name"], notice_in(row, "json")])
                ),
                "url": f"{settings.PUBLIC_URL}{row.list_path}",
                **terms(notice_in(row, "json")),
                "isAccessibleForFree": True,
                "distribution": [
                    {
                        **download(f"{settings.PUBLIC_URL}{row.list_path}?format={name}", kind),
                        **terms(notice_in(row, name)),
                    }
                    for name, kind in formats.items()
                ],
            }
            for title, row in lists
        ],
    }
