"""The catalogue of what can be fetched here, as DCAT-AP.de 3.0: the lists, the archive, the API and the AI data."""

from django.conf import settings
from django.db.models import Max
from django.urls import Resolver404, resolve
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from rdflib import Literal, URIRef
from rdflib.namespace import DCAT, FOAF, XSD

from kommunen.exchange.answers import DESTATIS, LICENCE, NAMED_LICENCE, notice_in
from kommunen.exchange.archive import archive
from kommunen.exchange.formats import FORMATS
from kommunen.exchange.linked.offered import add_offered
from kommunen.exchange.linked.themes import add_themes, scheme
from kommunen.exchange.linked.vocabulary import (
    FILE_TYPES,
    VCARD,
    add,
    checksum,
    concept,
    empty_graph,
    german_concept,
    in_both,
    mailbox,
    media_type,
    web_page,
)
from kommunen.exchange.serializers.base import ROWS
from kommunen.models import licence_of

SITE = "Netzwerk Modellkommunen"
SUBJECTS = ("GOVE", "REGI")  # what the directory itself is about, among the thirteen of the EU


def here(path):
    return URIRef(settings.PUBLIC_URL + path)


class Catalogue:
    """Writes the graph. ``who`` is the publisher, ``contact`` whom to ask, both as the operator set them."""

    def __init__(self):
        self.graph = empty_graph()
        self.root = here("/daten/#katalog")
        self.who, self.contact = here("/#herausgeber"), here("/#kontakt")
        self.german = concept(self.graph, "language", "DEU")
        self.licence = german_concept(self.graph, "licenses", licence_of(LICENCE["id"]).concept)

    def written(self):
        """Return the whole catalogue."""
        self.add_catalogue()
        add_themes(self.graph)
        lists = [self.add_list(row) for row in self.rows()]
        self.add_archive()
        self.add_service(lists)
        for node in add_offered(self):
            self.graph.add((self.root, DCAT.dataset, node))
        return self.graph

    @staticmethod
    def rows():
        """The serializers of the nouns that have a list of their own."""
        rows = list(ROWS.values())  # the first look at an address loads those of the congress, which add theirs
        return sorted((row for row in rows if has_page(row.list_path)), key=lambda row: row.file_name)

    def add_catalogue(self):
        """State what this is, who answers for it, and, where that is so, that it is not yet for GovData."""
        texts = in_both(_("What is public in the network of model municipalities, for programs."))
        if not settings.CATALOGUE["contributor"]:
            texts = [Literal(f"{one} {two}", lang=one.language) for one, two in zip(texts, not_yet(), strict=True)]
        add(
            self.graph,
            self.root,
            a=DCAT.Catalog,
            title=in_both(_("Open data of the network of model municipalities")),
            description=texts,
            publisher=self.who,
            license=self.licence,
            language=self.german,
            homepage=here("/daten/"),
            themeTaxonomy=[scheme(), URIRef("http://publications.europa.eu/resource/authority/data-theme")],
            modified=newest(row.Meta.model for row in self.rows()),
        )
        add(self.graph, self.who, a=FOAF.Agent, name=Literal(settings.CATALOGUE["publisher"] or SITE, lang="de"))
        self.graph.add((self.who, FOAF.homepage, here("/impressum/")))
        self.add_contact(self.contact, settings.CATALOGUE["publisher"] or SITE, settings.CATALOGUE["contact"])

    def add_contact(self, node, name, address):
        """State whom to ask: by mail where an address is known, otherwise by our form."""
        mail = mailbox(address) if "@" in address else None
        page = web_page(address) if address.startswith("http") else here("/fehler-melden/")
        add(self.graph, node, a=VCARD.Organization, fn=name, hasEmail=mail, hasURL=None if mail else page)

    def add_dataset(self, node, **values):
        """State what all data sets of this site have in common, and what one has of its own."""
        subjects = [concept(self.graph, "data-theme", code) for code in SUBJECTS]
        level = german_concept(self.graph, "politicalGeocoding/Level", f"{POLITICAL}federal")
        add(
            self.graph,
            node,
            a=DCAT.Dataset,
            identifier=str(node),
            publisher=self.who,
            contactPoint=self.contact,
            theme=subjects,
            language=self.german,
            politicalGeocodingLevelURI=level,
            accessRights=concept(self.graph, "access-right", "PUBLIC"),
            accrualPeriodicity=concept(self.graph, "frequency", "IRREG"),
            contributorID=self.contributor(),
            **values,
        )
        self.graph.add((self.root, DCAT.dataset, node))

    def contributor(self):
        """Whom GovData knows as the one who gives the data; None until the operator has set it."""
        given = settings.CATALOGUE["contributor"]
        return german_concept(self.graph, "contributors", given) if given else None

    def add_list(self, row):
        """State a list, in all its formats. Returns: its node."""
        path, model = row.list_path, row.Meta.model
        node = here(f"{path}#daten")
        about = _("All public records of this list, with sources and the date of the last check.")
        self.add_dataset(
            node,
            title=in_both(capfirst(model._meta.verbose_name_plural)),
            description=in_both(about),
            landingPage=here(path),
            modified=newest([model]),
        )
        for name, kind in FORMATS.items():
            notice, file = notice_in(row, name), here(f"{path}?format={name}")
            self.add_distribution(node, here(path), file, kind.content_type, notice, name)
        return node

    def add_distribution(self, dataset, page, file, content_type, notice, name):
        """State one file of a data set. Returns: its node."""
        plain = content_type.partition(";")[0]
        licence = self.named_licence() if notice else self.licence
        node = URIRef(f"{dataset}-{name}")
        add(
            self.graph,
            node,
            a=DCAT.Distribution,
            title=name.upper(),
            accessURL=page,
            downloadURL=file,
            mediaType=media_type(plain),
            format=concept(self.graph, "file-type", FILE_TYPES[plain]),
            license=licence,
            licenseAttributionByText=Literal(notice, lang="de") if notice else None,
            availability=concept(self.graph, "planned-availability", "STABLE"),
            language=self.german,
        )
        self.graph.add((dataset, DCAT.distribution, node))
        return node

    def named_licence(self):
        """The licence of what carries figures of the official register: who holds them is to be named."""
        return german_concept(self.graph, "licenses", licence_of(NAMED_LICENCE["id"]).concept)

    def add_archive(self):
        """State the archive of everything; its size and checksum where it is prepared."""
        node, found = here("/daten/archiv/#daten"), archive(make=False)
        self.add_dataset(
            node,
            title=in_both(_("The whole directory in one file")),
            description=in_both(_("For each kind of record a JSON and a CSV file, with licence and explanation.")),
            landingPage=here("/daten/"),
        )
        file = here("/daten/archiv/")
        distribution = self.add_distribution(node, here("/daten/"), file, "application/zip", DESTATIS, "zip")
        if found:
            size = Literal(found.size, datatype=XSD.nonNegativeInteger)
            add(self.graph, distribution, byteSize=size, checksum=checksum(self.graph, distribution, found.checksum))

    def add_service(self, lists):
        """State the API. Arguments: lists, the nodes of the data sets that it serves."""
        node = here("/api/v1/#dienst")
        add(
            self.graph,
            node,
            a=DCAT.DataService,
            title=in_both(_("API of the network of model municipalities")),
            description=in_both(_("Read-only, JSON, with the same filters as the pages; it needs no key.")),
            publisher=self.who,
            contactPoint=self.contact,
            endpointURL=here("/api/v1/"),
            endpointDescription=here("/api/v1/schema/"),
            landingPage=here("/daten/api/"),
            license=self.named_licence(),
            accessRights=concept(self.graph, "access-right", "PUBLIC"),
            servesDataset=lists,
        )
        self.graph.add((self.root, DCAT.service, node))


POLITICAL = "http://dcat-ap.de/def/politicalGeocoding/Level/"


def not_yet():
    """What the catalogue says as long as nobody has given it a contributor ID."""
    return in_both(_("Not yet for GovData: the operator has not set a contributor ID."))


def has_page(path):
    """Whether there is a list at this address."""
    try:
        return bool(resolve(path))
    except Resolver404:
        return False


def newest(models):
    """The last change of the public records of some nouns, with its time; None where there are none."""
    found = [model.objects.published().aggregate(last=Max("changed_at"))["last"] for model in models]
    times = [time for time in found if time]
    return Literal(max(times).isoformat(timespec="seconds"), datatype=XSD.dateTime) if times else None


def catalogue_graph():
    """Return the catalogue as a graph."""
    return Catalogue().written()
