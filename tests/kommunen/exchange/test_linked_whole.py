"""What programs are told of one record of each noun, as a whole: nothing is left out, swapped or added unnoticed."""

from datetime import UTC, date, datetime, time
from hashlib import sha256
from pathlib import Path

import pytest
from rdflib import Graph, URIRef
from rdflib.namespace import DCAT, DCTERMS, RDF

from kommunen.exchange.archive import archive
from kommunen.exchange.linked.catalogue import Catalogue
from kommunen.exchange.linked.croissant import CONTEXT
from kommunen.exchange.linked.offered import add_one
from kommunen.models import DataAccess, Municipality, Theme, TrainingData, read_contact
from tests import factories as make
from tests.kommunen.exchange.test_linked import FULL, HOME, described, graph_at

pytestmark = [pytest.mark.django_db, pytest.mark.once]
EXPECTED = Path(__file__).parents[2] / "data" / "catalogue.ttl"
KEPT = ("kommunen/#daten", "ki-daten/kronen/#daten", "daten/archiv/#daten")
CHANGED, PUBLISHED = datetime(2026, 11, 22, 23, 30, tzinfo=UTC), datetime(2026, 11, 20, 9, tzinfo=UTC)
MORE = {
    "summary": "Bäume von oben.",
    "amount": "12.000 Bilder",
    "formats": "GeoTIFF",
    "personal_data": "contained",
    "legal_basis": "Art. 6 DSGVO",
    "access": "on_request",
    "contact": "Amt für Digitales, daten@bamberg.example",
    "url": "https://www.bamberg.de/kronen/",
}
OWNER = {"@type": "Organization", "name": "Bamberg", "url": f"{HOME}/kommunen/bamberg/"}


@pytest.fixture
def trees():
    """A data set of which everything is known, and its municipality."""
    place = make.TerritoryFactory(key="09461000", latitude=49.9, longitude=10.9)
    theme = make.ThemeFactory(
        name="Stadtgrün", name_en="Urban green", slug="stadtgruen", synonyms="Bäume\nStadtgrün\nParks", european="ENVI"
    )
    about = {"summary": "Stadt im Norden Bayerns.", "website": "https://www.bamberg.de/"}
    names = {"name": "Bamberg", "official_name": "Stadt Bamberg", "slug": "bamberg"}
    owner = make.MunicipalityFactory(territories=[place], **names, **about)
    item = make.TrainingDataFactory(title="Kronen", slug="kronen", municipality=owner, themes=[theme], **FULL | MORE)
    for model in (Municipality, Theme, TrainingData):
        model.objects.update(changed_at=CHANGED, version=3)
    item.history.update(history_date=PUBLISHED)
    return item


def test_the_catalogue_tells_all_that_is_known_and_nothing_else(client, trees, settings, tmp_path):
    settings.ARCHIVE_DIR = str(tmp_path)
    contributor = "http://dcat-ap.de/def/contributors/beispiel"
    settings.CATALOGUE = {"publisher": "Stadt B", "contact": "amt@stadt.example", "contributor": contributor}
    file = Path(archive().path).read_bytes()

    told = graph_at(client, "/daten/katalog.ttl")
    for other in set(told.subjects(RDF.type, DCAT.Dataset)) - {URIRef(f"{HOME}/{name}") for name in KEPT}:
        for node in {other, *told.objects(other, DCAT.distribution)}:  # test_licences looks at each list's files
            told.remove((node, None, None))
            told.remove((None, None, node))

    expected = EXPECTED.read_text("utf-8").replace("SIZE", str(len(file))).replace("SUM", sha256(file).hexdigest())
    assert set(told) == set(Graph().parse(data=expected, format="turtle"))


def test_access_is_told_in_the_words_of_the_eu(trees):
    found = {}
    for trees.access in DataAccess:
        catalogue = Catalogue()
        right = catalogue.graph.value(add_one(catalogue, trees), DCTERMS.accessRights)
        found[trees.access.value] = right and right.rpartition("/")[2]

    assert found == {
        "open": "PUBLIC",
        "on_request": "RESTRICTED",
        "within_cooperation": "RESTRICTED",
        "none": "NON_PUBLIC",
        "unknown": None,
    }


def test_an_address_given_as_contact_is_no_name(trees):
    trees.contact, catalogue = "https://bamberg.example/amt/", Catalogue()
    asked = catalogue.graph.value(add_one(catalogue, trees), DCAT.contactPoint)

    assert {(predicate.rpartition("#")[2], str(value)) for predicate, value in catalogue.graph[asked]} == {
        ("type", "http://www.w3.org/2006/vcard/ns#Organization"),
        ("fn", "Bamberg"),
        ("hasURL", "https://bamberg.example/amt/"),
    }


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Amt für Digitales", ("Amt für Digitales", "", "")),
        ("daten@stadt.example", ("", "daten@stadt.example", "")),
        ("https://stadt.example/kontakt/", ("", "", "https://stadt.example/kontakt/")),
        ("Amt 12 (amt-12@stadt.example).", ("Amt 12", "amt-12@stadt.example", "")),
        ("Amt: https://stadt.example/@amt, a@b.example", ("Amt", "a@b.example", "https://stadt.example/@amt")),
    ],
)
def test_a_contact_is_read_in_its_parts(text, parts):
    assert read_contact(text) == parts


def test_croissant_tells_all_that_is_known_and_nothing_else(client, trees):
    owner = {"@type": "sc:Organization", "name": "Bamberg"}

    assert client.get("/ki-daten/kronen/croissant.json").json() == {
        "@context": CONTEXT,
        "@type": "sc:Dataset",
        "@id": f"{HOME}/ki-daten/kronen/",
        "name": "Kronen",
        "conformsTo": "http://mlcommons.org/croissant/1.1",
        "description": "Bäume von oben.",
        "url": "https://www.bamberg.de/kronen/",
        "sameAs": f"{HOME}/ki-daten/kronen/",
        "license": "https://creativecommons.org/licenses/by/4.0/",
        "creator": owner,
        "publisher": owner,
        "maintainer": {"@type": "sc:Organization", "name": "Amt für Digitales", "email": "daten@bamberg.example"},
        "inLanguage": "de",
        "keywords": ["Stadtgrün"],
        "version": "1.0.2",
        "datePublished": "2026-11-20",
        "dateModified": "2026-11-23",
        "citeAs": f"Bamberg: Kronen. {HOME}/ki-daten/kronen/",
        "size": "12.000 Bilder",
        "encodingFormat": "GeoTIFF",
        "temporalCoverage": "2023/2024-06",
        "spatialCoverage": "Bamberg",
        "conditionsOfAccess": "auf Anfrage",
        "isLiveDataset": True,
        "distribution": [
            {
                "@type": "cr:FileObject",
                "@id": "datei-1",
                "name": "a.csv",
                "contentUrl": "https://daten.bamberg.de/a.csv",
                "encodingFormat": "text/csv",
            },
            {
                "@type": "cr:FileObject",
                "@id": "datei-2",
                "name": "b",
                "contentUrl": "https://daten.bamberg.de/b",
                "encodingFormat": "application/zip",
                "sha256": "ab" * 32,
            },
        ],
        "rai:dataCollection": "Bamberg, 2023/2024-06",
        "rai:dataAnnotationProtocol": "Fachleute markierten jede Krone.",
        "rai:dataBiases": "Nur Sommer.",
        "rai:personalSensitiveInformation": "enthält personenbezogene Daten; Rechtsgrundlage: Art. 6 DSGVO",
    }


def test_each_kind_of_page_describes_itself_for_search_engines(client, trees):
    place, themes = trees.municipality, trees.themes.all()
    make.TrainingDataFactory(title="Bilder gesucht", slug="gesucht", kind="need", municipality=place)
    make.ProjectFactory(
        title="Baumkataster",
        slug="kataster",
        municipalities=[place],
        themes=themes,
        summary="Zählt Bäume.",
        start="2023",
        end="2025-06",
        url="https://www.bamberg.de/baum/",
    )
    held = make.CongressFactory(
        title="7. Kongress",
        slug="kiel",
        motto="Weiter",
        summary="In Kiel.",
        host=place,
        start="2025-11-18",
        end="2025-11-19",
        venue="Schloss",
        status="cancelled",
    )
    times = {"day": date(2025, 11, 18), "begins": time(9), "ends": time(10, 30)}
    session = make.SessionFactory(congress=held, title="Auftakt", summary="Mit Tee.", room="Saal", **times)

    def block(path):
        [one] = described(client.get(path).content.decode())
        assert one.pop("@context") == "https://schema.org"
        return one

    assert block("/ki-daten/kronen/") == {
        "@type": "Dataset",
        "@id": f"{HOME}/ki-daten/kronen/#daten",
        "name": "Kronen",
        "description": "Bäume von oben.",
        "url": f"{HOME}/ki-daten/kronen/",
        "sameAs": "https://www.bamberg.de/kronen/",
        "license": "https://creativecommons.org/licenses/by/4.0/",
        "creator": OWNER,
        "keywords": ["Stadtgrün"],
        "temporalCoverage": "2023/2024-06",
        "spatialCoverage": "Bamberg",
        "distribution": [
            {"@type": "DataDownload", "contentUrl": "https://daten.bamberg.de/a.csv", "encodingFormat": "text/csv"},
            {"@type": "DataDownload", "contentUrl": "https://daten.bamberg.de/b", "encodingFormat": "application/zip"},
        ],
        "includedInDataCatalog": {
            "@type": "DataCatalog",
            "name": "Netzwerk Modellkommunen",
            "url": f"{HOME}/daten/",
        },
    }
    assert block("/ki-daten/gesucht/") == {
        "@type": "Demand",
        "@id": f"{HOME}/ki-daten/gesucht/#bedarf",
        "name": "Bilder gesucht",
        "description": "Bilder gesucht",
        "url": f"{HOME}/ki-daten/gesucht/",
    }
    assert block("/kommunen/bamberg/") == {
        "@type": "AdministrativeArea",
        "@id": f"{HOME}/kommunen/bamberg/#kommune",
        "name": "Bamberg",
        "alternateName": "Stadt Bamberg",
        "description": "Stadt im Norden Bayerns.",
        "url": f"{HOME}/kommunen/bamberg/",
        "sameAs": "https://www.bamberg.de/",
        "identifier": {"@type": "PropertyValue", "propertyID": "AGS", "value": "09461000"},
        "geo": {"@type": "GeoCoordinates", "latitude": 49.9, "longitude": 10.9},
    }
    assert block("/projekte/kataster/") == {
        "@type": "Project",
        "@id": f"{HOME}/projekte/kataster/#projekt",
        "name": "Baumkataster",
        "description": "Zählt Bäume.",
        "url": f"{HOME}/projekte/kataster/",
        "sameAs": "https://www.bamberg.de/baum/",
        "foundingDate": "2023",
        "dissolutionDate": "2025-06",
        "parentOrganization": [OWNER],
        "keywords": ["Stadtgrün"],
    }
    assert block("/kongresse/kiel/") == {
        "@type": "Event",
        "@id": f"{HOME}/kongresse/kiel/#kongress",
        "name": "7. Kongress",
        "alternateName": "Weiter",
        "description": "In Kiel.",
        "url": f"{HOME}/kongresse/kiel/",
        "startDate": "2025-11-18",
        "endDate": "2025-11-19",
        "eventStatus": "https://schema.org/EventCancelled",
        "location": {"@type": "Place", "name": "Schloss", "address": "Kiel"},
        "organizer": OWNER,
        "subEvent": [
            {
                "@type": "Event",
                "name": "Auftakt",
                "description": "Mit Tee.",
                "url": f"{HOME}/kongresse/kiel/#{session.anchor}",
                "startDate": "2025-11-18T09:00",
                "endDate": "2025-11-18T10:30",
                "location": {"@type": "Place", "name": "Saal"},
            }
        ],
    }
