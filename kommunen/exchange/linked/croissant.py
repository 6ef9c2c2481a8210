"""AI data as Croissant (MLCommons, version 1.1): how programs that train models learn what a data set is."""

from django.utils.translation import gettext as _

from kommunen.exchange.serializers.base import public_address

VERSION = "http://mlcommons.org/croissant/1.1"
ANY_BYTES = "application/octet-stream"
CONTEXT = {
    "@language": "de",
    "@vocab": "https://schema.org/",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "containedIn": "cr:containedIn",
    "cr": "http://mlcommons.org/croissant/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileObject": "cr:fileObject",
    "fileProperty": "cr:fileProperty",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "parentField": "cr:parentField",
    "path": "cr:path",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}


def missing(item):
    """What must be known before a data set can be described for programs, and is not: words in the page's language."""
    wanted = [(item.license, _("the licence")), (item.places, _("an address from which the data can be fetched"))]
    return [word for known, word in wanted if not known]


def croissant(item):
    """Return the description of a published data set of which enough is known.

    A file without checksum may change under its address; that is what a live data set is.
    """
    address, places = public_address(item), item.places
    licence = item.known_licence
    checked = all(place.checksum for place in places)
    described = {
        "@context": CONTEXT,
        "@type": "sc:Dataset",
        "@id": address,
        "name": item.title,
        "conformsTo": VERSION,
        "description": item.summary or item.subject or item.title,
        "url": item.url or address,
        "sameAs": address,
        "license": licence.url if licence else item.license,
        "creator": {"@type": "sc:Organization", "name": str(item.municipality)},
        "publisher": {"@type": "sc:Organization", "name": str(item.municipality)},
        "inLanguage": "de",
        "keywords": [theme.name for theme in item.themes.all()],
        "dateModified": item.changed_at.date().isoformat(),
        "citeAs": f"{item.municipality}: {item.title}. {address}",
        "distribution": [file_object(place, number) for number, place in enumerate(places, start=1)],
        "rai:dataCollection": ", ".join(filter(None, [item.area, period(item)])),
        "rai:dataAnnotationProtocol": item.labels,
        "rai:dataBiases": item.limits,
        "rai:personalSensitiveInformation": item.get_personal_data_display() if item.says_of_people else "",
    }
    if not checked:
        described["isLiveDataset"] = True
    return {key: value for key, value in described.items() if value}


def period(item):
    """From when to when data were collected, as exactly as it is known (ISO 8601); "" where it is not."""
    if not (item.collected_from or item.collected_until):
        return ""
    return f"{item.collected_from or '..'}/{item.collected_until or '..'}"


def file_object(place, number):
    """One file of a data set."""
    stated = {
        "@type": "cr:FileObject",
        "@id": f"datei-{number}",
        "name": place.name,
        "contentUrl": place.address,
        "encodingFormat": place.media_type or ANY_BYTES,
        "sha256": place.checksum,
    }
    return {key: value for key, value in stated.items() if value}
