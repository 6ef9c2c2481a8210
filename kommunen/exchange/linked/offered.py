"""The AI data in the catalogue: published by their municipality, with what is known of them and nothing else."""

from django.utils.text import capfirst
from django.utils.translation import override
from rdflib import Literal, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF, XSD

from kommunen.exchange.linked.croissant import personal
from kommunen.exchange.linked.themes import theme_concept
from kommunen.exchange.linked.vocabulary import (
    FILE_TYPES,
    VCARD,
    add,
    checksum,
    concept,
    german_concept,
    mailbox,
    media_type,
    web_page,
)
from kommunen.exchange.rows import LANGUAGE
from kommunen.exchange.serializers.base import public_address
from kommunen.models import DataAccess, TrainingData, TrainingDataKind, read_contact

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
        description=Literal(told(item), lang="de"),
        publisher=owner,
        contactPoint=contact(catalogue, item),
        landingPage=URIRef(page),
        page=web_page(item.url) if item.url else None,
        keyword=[Literal(word, lang="de") for word in (*(theme.name for theme in themes), item.subject) if word],
        theme=[concept(graph, "data-theme", code) for code in sorted(subjects)],
        modified=Literal(item.changed_at.isoformat(timespec="seconds"), datatype=XSD.dateTime),
        accessRights=concept(graph, "access-right", access) if access else None,
        contributorID=catalogue.contributor(),
        temporal=period(graph, node, item),
        spatial=area(graph, node, item),
    )
    for theme in themes:
        graph.add((node, DCTERMS.subject, theme_concept(theme)))
    add_files(graph, node, item)
    return node


def told(item):
    """What the data are; then, a line each, what is known of them and the catalogue has no property for."""
    with override(LANGUAGE):
        known = {
            "amount": item.amount,
            "formats": item.formats,
            "access": item.get_access_display() if item.access != DataAccess.UNKNOWN else "",
            "personal_data": personal(item),
            "labels": item.labels,
            "limits": item.limits,
        }
        names = {name: capfirst(item._meta.get_field(name).verbose_name) for name in known}
        lines = [f"{names[name]}: {' '.join(text.split())}" for name, text in known.items() if text]
    return "\n".join([item.summary or item.title, *lines])


def contact(catalogue, item):
    """The office that a data set names; whoever runs the catalogue where it names none."""
    if not item.contact:
        return catalogue.contact
    node, asked = URIRef(f"{public_address(item)}#kontakt"), read_contact(item.contact)
    page = asked.page or ("" if asked.mail else item.url or public_address(item))
    add(
        catalogue.graph,
        node,
        a=VCARD.Organization,
        fn=asked.name or str(item.municipality),
        hasEmail=mailbox(asked.mail) if asked.mail else None,
        hasURL=web_page(page) if page else None,
    )
    return node


def area(graph, node, item):
    """Where the data were collected, in words; None where that is not known."""
    if not item.area:
        return None
    place = URIRef(f"{node}-gebiet")
    add(graph, place, a=DCTERMS.Location, prefLabel=Literal(item.area, lang="de"))
    return place


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
        add(graph, licence, a=DCTERMS.LicenseDocument, label=Literal(item.license, lang="de"))
    for number, place in enumerate(item.places, start=1):
        file = URIRef(f"{node}-{number}")
        kind = FILE_TYPES.get(place.media_type)
        add(
            graph,
            file,
            a=DCAT.Distribution,
            title=place.name,
            accessURL=web_page(place.address),
            downloadURL=web_page(place.address),
            mediaType=media_type(place.media_type) if place.media_type else None,
            format=concept(graph, "file-type", kind) if kind else None,
            license=licence,
        )
        graph.add((node, DCAT.distribution, file))
        if place.checksum:
            add(graph, file, checksum=checksum(graph, file, place.checksum))
