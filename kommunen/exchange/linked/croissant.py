"""AI data as Croissant (MLCommons, version 1.1): how programs that train models learn what a data set is."""

from django.utils import timezone
from django.utils.encoding import iri_to_uri
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from kommunen.exchange.serializers.base import public_address
from kommunen.models import DataAccess, PublicationState, read_contact

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
    words = []
    if not licence_address(item):
        words.append(_("a licence that programs know") if item.license else _("the licence"))
    if not item.places:
        words.append(_("an address from which the data can be fetched"))
    return words


def licence_address(item):
    """Where the text of the licence stands; "" for one that is stated in words alone, like "by arrangement"."""
    if item.known_licence:
        return item.known_licence.url
    return iri_to_uri(item.license) if item.license.startswith(("https://", "http://")) else ""


def croissant(item):
    """Return the description of a published data set of which enough is known.

    A file without checksum may change under its address; that is what a live data set is. The data themselves state no
    version, so it is that of the record, which counts every change of what is told here. One query.
    """
    address, places = public_address(item), item.places
    owner = {"@type": "sc:Organization", "name": str(item.municipality)}
    described = {
        "@context": CONTEXT,
        "@type": "sc:Dataset",
        "@id": address,
        "name": item.title,
        "conformsTo": VERSION,
        "description": item.summary or item.subject or item.title,
        "url": iri_to_uri(item.url) or address,
        "sameAs": address,
        "license": licence_address(item),
        "creator": owner,
        "publisher": owner,
        "maintainer": maintainer(item),
        "inLanguage": "de",
        "keywords": [theme.name for theme in item.themes.all()],
        "version": f"1.0.{item.version - 1}",
        "datePublished": day(published_at(item)),
        "dateModified": day(item.changed_at),
        "citeAs": f"{item.municipality}: {item.title}. {address}",
        "size": item.amount,
        "encodingFormat": item.formats,
        "temporalCoverage": period(item),
        "spatialCoverage": item.area,
        "isAccessibleForFree": item.access == DataAccess.OPEN,
        "conditionsOfAccess": item.get_access_display() if item.access != DataAccess.UNKNOWN else "",
        "isLiveDataset": not all(place.checksum for place in places),
        "distribution": [file_object(place, number) for number, place in enumerate(places, start=1)],
        "rai:dataCollection": ", ".join(filter(None, [item.area, period(item)])),
        "rai:dataAnnotationProtocol": item.labels,
        "rai:dataBiases": item.limits,
        "rai:personalSensitiveInformation": personal(item),
    }
    return {key: value for key, value in described.items() if value}


def published_at(item):
    """When a record first became public here, as its history has it."""
    public = item.history.filter(state=PublicationState.PUBLISHED).order_by("history_date", "history_id")
    return public.values_list("history_date", flat=True).first() or item.created_at


def day(moment):
    """The day of a moment in Berlin (ISO 8601)."""
    return timezone.localtime(moment).date().isoformat()


def maintainer(item):
    """The office to ask; None where none is named."""
    if not item.contact:
        return None
    asked = read_contact(item.contact)
    stated = {"name": asked.name or str(item.municipality), "email": asked.mail, "url": iri_to_uri(asked.page)}
    return {"@type": "sc:Organization", **{key: value for key, value in stated.items() if value}}


def personal(item):
    """Whether the data tell of people, and what allows it; "" where that is not known."""
    if not item.says_of_people:
        return ""
    basis = f"{capfirst(item._meta.get_field('legal_basis').verbose_name)}: {item.legal_basis}"
    return "; ".join([item.get_personal_data_display(), *([basis] if item.legal_basis else [])])


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
        "contentUrl": iri_to_uri(place.address),
        "encodingFormat": place.media_type or ANY_BYTES,
        "sha256": place.checksum,
    }
    return {key: value for key, value in stated.items() if value}
