"""The AI data in the catalogue: published by their municipality, with what is known of them and nothing else."""

from rdflib import Literal, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF, RDF, RDFS, XSD

from kommunen.exchange.linked.themes import theme_concept
from kommunen.exchange.linked.vocabulary import FILE_TYPES, VCARD, add, concept, german_concept, media_type
from kommunen.exchange.serializers.base import public_address
from kommunen.models import DataAccess, TrainingData, TrainingDataKind

ACCESS = {
    DataAccess.OPEN: "PUBLIC",
    DataAccess.ON_REQUEST: "RESTRICTED",
    DataAccess.WITHIN_COOPERATION: "RESTRICTED",
    DataAccess.NONE: "NON_PUBLIC",
}


def add_offered(catalogue):
    """State every published offer and initiative; a need is no data. Returns: their nodes."""
    records = TrainingData.objects.published().exclude(kind=TrainingDataKind.NEED).with_row()
    return [add_one(catalogue, item) for item in records]


def add_one(catalogue, item):
    """State one data set of a municipality. Returns: its node."""
    graph, page = catalogue.graph, public_address(item)
    node = URIRef(f"{page}#daten")
    owner = URIRef(f"{public_address(item.municipality)}#kommune")
    add(graph, owner, a=FOAF.Agent, name=Literal(str(item.municipality), lang="de"))
    themes = list(item.themes.all())
    subjects = {theme.european for theme in themes if theme.european}
    access = ACCESS.get(item.access)
    add(
        graph,
        node,
        a=DCAT.Dataset,
        identifier=str(node),
        title=Literal(item.title, lang="de"),
        description=Literal(item.summary or item.title, lang="de"),
        publisher=owner,
        contactPoint=contact(catalogue, item),
        landingPage=URIRef(page),
        page=URIRef(item.url) if item.url else None,
        keyword=[Literal(word, lang="de") for word in (*(theme.name for theme in themes), item.subject) if word],
        theme=[concept(graph, "data-theme", code) for code in sorted(subjects)],
        modified=Literal(item.changed_at.isoformat(timespec="seconds"), datatype=XSD.dateTime),
        accessRights=concept(graph, "access-right", access) if access else None,
        contributorID=catalogue.contributor(),
        temporal=period(graph, node, item),
    )
    for theme in themes:
        graph.add((node, DCTERMS.subject, theme_concept(theme)))
    add_files(graph, node, item)
    return node


def contact(catalogue, item):
    """The office that a data set names; whoever runs the catalogue where it names none."""
    if not item.contact:
        return catalogue.contact
    node = URIRef(f"{public_address(item)}#kontakt")
    if "@" in item.contact and " " not in item.contact:
        catalogue.add_contact(node, str(item.municipality), item.contact)
    else:
        page = item.url or public_address(item)
        add(catalogue.graph, node, a=VCARD.Organization, fn=item.contact, hasURL=URIRef(page))
    return node


def period(graph, node, item):
    """When the data were collected, as exactly as it is known; None where it is not."""
    if not (item.collected_from or item.collected_until):
        return None
    period = URIRef(f"{node}-zeitraum")
    stated = {"startDate": item.collected_from, "endDate": item.collected_until}
    exact = {4: XSD.gYear, 7: XSD.gYearMonth, 10: XSD.date}
    values = {name: Literal(value, datatype=exact[len(value)]) for name, value in stated.items() if value}
    add(graph, period, a=DCTERMS.PeriodOfTime, **values)
    return period


def add_files(graph, node, item):
    """State the files, if their licence is known: DCAT-AP.de takes none without."""
    if not item.license:
        return
    if item.known_licence:
        licence = german_concept(graph, "licenses", item.known_licence.concept)
    else:
        licence = URIRef(f"{node}-lizenz")
        graph.add((licence, RDF.type, DCTERMS.LicenseDocument))
        graph.add((licence, RDFS.label, Literal(item.license, lang="de")))
    for number, place in enumerate(item.places, start=1):
        file = URIRef(f"{node}-{number}")
        kind = FILE_TYPES.get(place.media_type)
        add(
            graph,
            file,
            a=DCAT.Distribution,
            title=place.name,
            accessURL=URIRef(place.address),
            downloadURL=URIRef(place.address),
            mediaType=media_type(place.media_type) if place.media_type else None,
            format=concept(graph, "file-type", kind) if kind else None,
            license=licence,
        )
        graph.add((node, DCAT.distribution, file))
