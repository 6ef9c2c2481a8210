"""The words of the linked data: names of vocabularies, and concepts of theirs with the list in which they stand.

A catalogue states of each concept which list it is from (``skos:inScheme``): who reads it needs no second download to
know that the concept is one that DCAT-AP.de allows there.
"""

from urllib.parse import quote

from django.utils.encoding import iri_to_uri
from django.utils.translation import override
from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF, RDF, RDFS, SKOS, XSD

from kommunen.exchange.feed import clean

DCATDE = Namespace("http://dcat-ap.de/def/dcatde/")
DCATAP = Namespace("http://data.europa.eu/r5r/")
SPDX = Namespace("http://spdx.org/rdf/terms#")
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
LANGUAGES = ("de", "en")
EU = "http://publications.europa.eu/resource/authority/"
DE = "http://dcat-ap.de/def/"
MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"
BOUND = {
    "dcat": DCAT,
    "dct": DCTERMS,
    "foaf": FOAF,
    "skos": SKOS,
    "xsd": XSD,
    "dcatde": DCATDE,
    "dcatap": DCATAP,
    "spdx": SPDX,
    "vcard": VCARD,
}
FILE_TYPES = {  # media type → the EU's name of the format
    "text/csv": "CSV",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "XLSX",
    "application/json": "JSON",
    "application/geo+json": "GEOJSON",
    "application/atom+xml": "ATOM",
    "application/zip": "ZIP",
    "application/gzip": "GZIP",
    "application/pdf": "PDF",
    "application/vnd.apache.parquet": "PARQUET",
    "application/geopackage+sqlite3": "GPKG",
    "application/xml": "XML",
    "text/xml": "XML",
    "text/plain": "TXT",
    "text/html": "HTML",
    "image/tiff": "TIFF",
    "image/jpeg": "JPEG",
    "image/png": "PNG",
    "audio/mpeg": "MP3",
    "audio/x-wav": "WAV",
    "video/mp4": "MP4",
}


def empty_graph():
    """A graph that writes the usual short names."""
    graph = Graph(bind_namespaces="none")
    for name, namespace in BOUND.items():
        graph.bind(name, namespace)
    return graph


def web_page(address):
    """A web address that people wrote, as a name that every format can hold: one bad letter would break them all."""
    return URIRef(iri_to_uri(address))


def mailbox(mail):
    """A mailbox that people wrote, as a name that every format can hold."""
    return URIRef("mailto:" + quote(mail, safe="@!$'*+=~"))


def concept(graph, scheme, name):
    """Return the concept of a European list, and state that it is one. Arguments: graph; scheme, like "language"."""
    return stated(graph, URIRef(f"{EU}{scheme}/{name}"), URIRef(f"{EU}{scheme}"))


def german_concept(graph, scheme, address):
    """Return the concept of a list of DCAT-AP.de, and state that it is one. Arguments: scheme, like "licenses"."""
    return stated(graph, URIRef(address), URIRef(f"{DE}{scheme}"))


def stated(graph, node, scheme):
    graph.add((node, RDF.type, SKOS.Concept))
    graph.add((node, SKOS.inScheme, scheme))
    return node


def in_both(text):
    """A text of the site in both its languages. Arguments: text, a lazy one."""
    found = []
    for code in LANGUAGES:
        with override(code):
            found.append(Literal(str(text), lang=code))
    return found


def media_type(content_type):
    """Return a media type as IANA's list names it. Arguments: content_type, parameters included or not."""
    return URIRef(MEDIA_TYPES + content_type.partition(";")[0].strip())


def checksum(graph, file, value):
    """State the checksum of a file (SHA-256). Returns: its node."""
    node = URIRef(f"{file}-summe")
    number = Literal(value, datatype=XSD.hexBinary)
    add(graph, node, a=SPDX.Checksum, algorithm=SPDX.checksumAlgorithm_sha256, checksumValue=number)
    return node


def add(graph, node, **values):
    """State some properties of a node, each with one value or a list of them; what is not known is left out.

    Arguments: graph; node; values, property (a term of ``PROPERTIES``) → value: a node, a literal, or plain text.
    """
    for name, given in values.items():
        for value in given if isinstance(given, list) else [given]:
            if value not in (None, ""):
                graph.add((node, PROPERTIES[name], as_term(value)))


def as_term(value):
    """A node as it is; a text without what RDF/XML cannot hold."""
    if isinstance(value, URIRef):
        return value
    text = value if isinstance(value, Literal) else Literal(value)
    return Literal(clean(text), lang=text.language, datatype=text.datatype)


PROPERTIES = {
    **{name: DCTERMS[name] for name in ("title", "description", "publisher", "language", "modified", "issued")},
    **{name: DCTERMS[name] for name in ("license", "format", "identifier", "accessRights", "accrualPeriodicity")},
    **{name: DCTERMS[name] for name in ("spatial", "temporal", "source", "creator", "provenance", "conformsTo")},
    **{name: DCAT[name] for name in ("theme", "keyword", "distribution", "dataset", "service", "landingPage")},
    **{name: DCAT[name] for name in ("accessURL", "downloadURL", "mediaType", "byteSize", "contactPoint")},
    **{name: DCAT[name] for name in ("endpointURL", "endpointDescription", "servesDataset", "themeTaxonomy")},
    **{name: DCAT[name] for name in ("startDate", "endDate")},
    **{name: DCATDE[name] for name in ("contributorID", "licenseAttributionByText", "politicalGeocodingLevelURI")},
    **{name: FOAF[name] for name in ("name", "homepage", "page")},
    **{name: SKOS[name] for name in ("prefLabel", "altLabel", "inScheme", "closeMatch", "topConceptOf")},
    **{name: VCARD[name] for name in ("fn", "hasEmail", "hasURL")},
    **{name: SPDX[name] for name in ("checksum", "algorithm", "checksumValue")},
    "availability": DCATAP.availability,
    "label": RDFS.label,
    "a": RDF.type,
}
