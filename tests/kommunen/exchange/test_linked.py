"""What programs are told: DCAT-AP.de, SKOS, Croissant, schema.org and OpenSearch, each read by a tool of its own."""

import json
import os
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import mlcroissant
import pyshacl
import pytest
from rdflib import Graph, URIRef
from rdflib.namespace import DCAT, DCTERMS, RDF, SH, SKOS

from kommunen.exchange.linked.croissant import croissant
from kommunen.exchange.linked.structured import data_block
from kommunen.models import TrainingData, licence_of
from tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.once]
DUTIES = Path(__file__).parents[2] / "data" / "dcat_duties.ttl"
HOME = "http://testserver"
FULL = {
    "data_type": "image",
    "subject": "Baumkronen",
    "license": "CC-BY-4.0",
    "access": "open",
    "personal_data": "none",
    "labels": "Fachleute markierten jede Krone.",
    "limits": "Nur Sommer.",
    "collected_from": "2023",
    "collected_until": "2024-06",
    "area": "Bamberg",
    "contact": "Amt für Digitales",
    "distributions": f"https://daten.bamberg.de/a.csv\nhttps://daten.bamberg.de/b application/zip sha256:{'ab' * 32}",
}


def graph_at(client, path, form="turtle"):
    response = client.get(path)
    assert response.status_code == 200
    return Graph().parse(data=response.content, format=form)


def described(text):
    """The blocks of data in a page."""
    blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)
    return [json.loads(block) for block in blocks]


def violations(graph):
    """What breaks a duty: our own list of them, and GovData's shapes where DCAT_SHAPES names their folder."""
    files = [DUTIES, *Path(os.environ.get("DCAT_SHAPES") or "/nowhere").glob("*.ttl")]
    found = []
    for shapes in [files[:1], files[1:]]:
        rules = Graph()
        for file in shapes:
            rules.parse(file)
        _conforms, report, _text = pyshacl.validate(graph, shacl_graph=rules, advanced=True)
        broken = report.subjects(SH.resultSeverity, SH.Violation)
        found += [(str(report.value(one, SH.focusNode)), str(report.value(one, SH.resultPath))) for one in broken]
    return found


@pytest.mark.proof
def test_the_catalogue_of_the_real_data_breaks_no_duty(client, real_data, proof_figure):
    full = TrainingData.objects.get(slug="lemgo-stadtwald-drohnendaten")
    for name, value in FULL.items():
        setattr(full, name, value)
    full.save()
    catalogue = graph_at(client, "/daten/katalog.ttl")

    assert violations(catalogue) == []
    assert set(graph_at(client, "/daten/katalog.jsonld", "json-ld")) == set(catalogue)
    assert set(graph_at(client, "/daten/katalog.rdf", "xml")) == set(catalogue)
    whose = "eigenen SHACL-Regeln und denen von GovData" if os.environ.get("DCAT_SHAPES") else "eigenen SHACL-Regeln"
    proof_figure(f"DCAT-AP.de-Katalog: Verstöße gegen die Pflichten in {whose}", 0)
    for duty in (DCTERMS.publisher, DCTERMS.license, SKOS.inScheme):
        broken = Graph() + catalogue
        broken.remove((None, duty, None))
        assert violations(broken) != []  # the yardstick measures


def test_the_catalogue_lists_every_list_in_every_format_and_each_answers(client, real_data):
    catalogue = graph_at(client, "/daten/katalog.ttl")
    files = {str(url): file for file, url in catalogue.subject_objects(DCAT.downloadURL)}

    lists = ["ki-daten", "kommunen", "kongresse", "kongresse/programm", "kooperationen", "nachnutzung", "projekte"]
    lists.append("themen")
    wanted = {f"{HOME}/{name}/?format={form}" for name in lists for form in ["csv", "xlsx", "json", "geojson", "atom"]}
    assert files.keys() == {*wanted, f"{HOME}/daten/archiv/"}
    for url in wanted:
        kind = str(catalogue.value(files[url], DCAT.mediaType)).removeprefix(
            "https://www.iana.org/assignments/media-types/"
        )
        response = client.head(url.removeprefix(HOME))
        assert (response.status_code, response["Content-Type"].partition(";")[0]) == (200, kind)
    [service] = catalogue.subjects(RDF.type, DCAT.DataService)
    assert client.get(str(catalogue.value(service, DCAT.endpointURL)).removeprefix(HOME)).status_code == 200
    data = {str(node) for node in catalogue.subjects(RDF.type, DCAT.Dataset) if "/ki-daten/" in str(node)}
    public = TrainingData.objects.published().exclude(kind="need")
    assert data == {f"{HOME}/ki-daten/#daten", *(f"{HOME}/ki-daten/{item.slug}/#daten" for item in public)}


def test_the_catalogue_says_whether_it_is_for_govdata(client, settings):
    make.ThemeFactory()
    assert "Noch nicht für GovData" in client.get("/daten/katalog.ttl").content.decode()
    first = client.get("/daten/katalog.ttl")["ETag"]
    contributor = "http://dcat-ap.de/def/contributors/beispiel"
    settings.CATALOGUE = {"publisher": "Stadt B", "contact": "amt@stadt.example", "contributor": contributor}

    response = client.get("/daten/katalog.ttl")
    found = Graph().parse(data=response.content)

    assert "GovData" not in response.content.decode()
    assert response["ETag"] != first
    assert set(found.objects(None, URIRef("http://dcat-ap.de/def/dcatde/contributorID"))) == {URIRef(contributor)}
    assert "mailto:amt@stadt.example" in response.content.decode()
    assert violations(found) == []
    assert client.get("/daten/katalog.xls").status_code == 404


def test_themes_are_a_vocabulary_in_both_languages_with_a_european_subject(client, real_data):
    themes = graph_at(client, "/daten/themen.ttl")
    node = URIRef(f"{HOME}/themen/mobilitaet/#thema")

    names = {(str(name), name.language) for name in themes.objects(node, SKOS.prefLabel)}
    assert names == {("Mobilität & Verkehr", "de"), ("Mobility & transport", "en")}
    assert "ÖPNV" in {str(word) for word in themes.objects(node, SKOS.altLabel)}
    assert str(themes.value(node, SKOS.broadMatch)).endswith("/data-theme/TRAN")
    assert themes.value(node, SKOS.inScheme) == URIRef(f"{HOME}/themen/#vokabular")
    ours = set(themes.subjects(SKOS.topConceptOf, None))
    assert len(ours) == 23
    assert {one for one in ours if themes.value(one, SKOS.broadMatch) is None} == set()


def test_data_of_which_enough_is_known_are_croissant(client, tmp_path):
    item = make.TrainingDataFactory(slug="kronen", title="Kronen", themes=[make.ThemeFactory(name="Umwelt")], **FULL)

    response = client.get("/ki-daten/kronen/croissant.json")

    (tmp_path / "croissant.json").write_bytes(response.content)
    read = mlcroissant.Dataset(jsonld=tmp_path / "croissant.json").metadata
    assert (read.name, read.license) == ("Kronen", ["https://creativecommons.org/licenses/by/4.0/"])
    assert [file.content_url for file in read.distribution] == [place.address for place in item.places]
    assert [file.encoding_formats for file in read.distribution] == [["text/csv"], ["application/zip"]]
    assert read.ctx.issues.errors == set()
    assert response["Access-Control-Allow-Origin"] == "*"
    assert croissant(item)["isLiveDataset"] is True  # one file has no checksum
    assert "croissant.json" in client.get("/ki-daten/kronen/").content.decode()
    data = graph_at(client, "/daten/katalog.ttl")
    assert len(set(data.objects(URIRef(f"{HOME}/ki-daten/kronen/#daten"), DCAT.distribution))) == 2
    assert violations(data) == []


def test_other_data_say_what_is_missing(client):
    make.TrainingDataFactory(slug="wenig", license="CC-BY-4.0")
    make.TrainingDataFactory(slug="absprache", **{**FULL, "license": "nach Absprache"})
    make.TrainingDataFactory(slug="bedarf-an-bildern", kind="need", **{**FULL, "license": "nach Absprache"})

    page = client.get("/ki-daten/wenig/").content.decode()

    assert "Noch nicht bekannt: eine Adresse, unter der man die Daten holen kann." in page
    assert client.get("/ki-daten/wenig/croissant.json").status_code == 404
    said = "Noch nicht bekannt: eine Lizenz, die Programme kennen."
    assert said in client.get("/ki-daten/absprache/").content.decode()
    assert client.get("/ki-daten/absprache/croissant.json").status_code == 404
    assert client.get("/ki-daten/bedarf-an-bildern/croissant.json").status_code == 404
    assert "Croissant" not in client.get("/ki-daten/bedarf-an-bildern/").content.decode()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("CC BY 4.0", "CC-BY-4.0"),
        ("cc-by-sa-4.0", "CC-BY-SA-4.0"),
        ("dl-de/by-2-0", "DL-DE-BY-2.0"),
        ("https://www.govdata.de/dl-de/zero-2-0", "DL-DE-ZERO-2.0"),
        ("http://dcat-ap.de/def/licenses/cc-zero", "CC0-1.0"),
        ("nach Absprache", None),
        ("", None),
    ],
)
def test_a_licence_is_known_however_it_is_spelt(text, code):
    found = licence_of(text)

    assert (found and found.code) == code


def test_pages_describe_themselves_and_nothing_breaks_out(client, real_data):
    def only(path):
        [block] = described(client.get(path).content.decode())
        return block

    event = only("/kongresse/7-kiel-2025/")
    assert (event["@type"], event["startDate"], event["endDate"]) == ("Event", "2025-11-18", "2025-11-19")
    assert {part["@type"] for part in event["subEvent"]} == {"Event"}
    assert only("/kommunen/bamberg/")["@type"] == "AdministrativeArea"
    assert only("/kommunen/connected-urban-twins/")["@type"] == "Organization"
    assert only("/projekte/aalen-heidenheim-datenplattform/")["@type"] == "Project"
    assert only("/ki-daten/kempten-ki-datensammlung/")["@type"] == "Dataset"
    assert only("/ki-daten/jena-chatsystem-partner/")["@type"] == "Demand"
    assert len(only("/daten/")["dataset"]) == 8
    block = data_block({"name": "</script><b>&amp;", "empty": "", "list": [None]})
    assert block.count("<") == 2
    assert described(block)[0]["name"] == "</script><b>&amp;"


def test_a_browser_can_take_up_the_search(client):
    found = ET.fromstring(client.get("/opensearch.xml").content)  # our own file

    space = "{http://a9.com/-/spec/opensearch/1.1/}"
    assert len(found.findtext(f"{space}ShortName")) <= 16
    templates = {url.get("type"): url.get("template") for url in found.findall(f"{space}Url")}
    assert templates["text/html"] == f"{HOME}/suche/?q={{searchTerms}}"
    assert client.get("/suche/?q=baum&format=atom").status_code == 200
    english = ET.fromstring(client.get("/en/opensearch.xml").content)
    assert english.find(f"{space}Url").get("template") == f"{HOME}/en/suche/?q={{searchTerms}}"
