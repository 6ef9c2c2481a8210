"""The collection of AI training data: needs meet offers, one form is enough, files say where data can be fetched."""

from dataclasses import replace
from urllib.parse import quote

import mlcroissant
import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from rdflib import Graph, Literal
from rdflib.namespace import DCAT, DCTERMS, FOAF

from kommunen.exchange.linked.vocabulary import VCARD
from kommunen.models import TrainingData, read_distributions
from kommunen.network.ai_data import Described, Fit, fit, subject_words
from tests import factories as make
from tests.kommunen.admin.forms import filled
from tests.kommunen.exchange.test_linked import violations

pytestmark = [pytest.mark.django_db, pytest.mark.once]
SOURCE = "kommunen-source-content_type-object_id"


def data(kind, data_type="image", themes=(), subject=""):
    return Described("bamberg", "s", "t", kind, data_type, frozenset(themes), subject_words(subject))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (data("need", themes=["ki"]), data("offer", themes=["ki", "umwelt"]), Fit(("ki",), ())),
        (
            data("offer", subject="Straßenschäden"),
            data("need", subject="Schäden an Straßen"),
            Fit((), ("Straßenschäden",)),
        ),
        (data("need", themes=["ki"]), data("need", themes=["ki"]), None),
        (data("need", themes=["ki"]), data("initiative", themes=["ki"]), None),
        (data("need", themes=["ki"]), data("offer", "text", themes=["ki"]), None),
        (data("need", themes=["ki"]), data("offer", themes=["umwelt"]), None),
        (data("need", themes=["vage"]), data("offer", themes=["vage"]), None),
    ],
)
def test_which_offer_fits_which_need(one, other, expected):
    assert fit(one, replace(other, owner="kempten"), vague={"vage"}) == expected
    assert fit(one, other) is None  # nobody is told of what is their own


def test_a_need_and_its_offer_name_each_other_with_the_reason(client):
    trees, cars = make.ThemeFactory(name="Stadtgrün"), make.ThemeFactory(name="Verkehr")
    images = {"data_type": "image", "themes": [trees]}
    need = make.TrainingDataFactory(title="Bilder gesucht", slug="gesucht", kind="need", subject="Bäume", **images)
    offer = make.TrainingDataFactory(title="Bilder geboten", slug="geboten", subject="Baumkronen", **images)
    alone = make.TrainingDataFactory(title="Zählung gesucht", kind="need", data_type="sensor", themes=[cars])
    make.TrainingDataFactory(title="Entwurf", state="draft", subject="Bäume", **images)

    for page, other in (("gesucht", offer), ("geboten", need)):
        response = client.get(f"/ki-daten/{page}/")
        assert [found for found, _why in response.context["matches"]] == [other]
    text = " ".join(client.get("/ki-daten/gesucht/").content.decode().split())
    assert "Passt, weil: gleiche Datenart (Bilder), gleiches Thema: Stadtgrün" in text
    overview = client.get("/ki-daten/bedarf/").context
    assert overview["without"] == [alone]
    assert [(one, [found for found, _why in offers]) for one, offers in overview["served"]] == [(need, [offer])]


def test_one_form_makes_a_published_page_with_all_that_is_known(as_pmo, client, kempten, tmp_path):
    add = reverse("admin:kommunen_trainingdata_add")
    assert "sobald dies eingetragen ist: die Lizenz, eine Adresse" in as_pmo.get(add).content.decode()
    known = {
        "title": "Kommunale KI-Datensammlung",
        "municipality": kempten.pk,
        "kind": "offer",
        "data_type": "image",
        "subject": "Straßenschäden",
        "amount": "12.000 Bilder",
        "license": "DL-DE-BY-2.0",
        "access": "open",
        "personal_data": "anonymised",
        "legal_basis": "Art. 6 DSGVO",
        "distributions": "https://daten.kempten.de/bilder.zip",
        "collected_from": "04/2025",
        "contact": "Stabsstelle Digitalisierung",
        "state": "published",
        "checked_on": "22.11.2026",
        f"{SOURCE}-0-address": "https://www.kempten.de/daten",
    }

    wrong = as_pmo.post(add, filled(as_pmo.get(add), "trainingdata_form", **{**known, "distributions": "bilder.zip"}))
    taken = as_pmo.post(add, filled(as_pmo.get(add), "trainingdata_form", **{**known, "slug": "bedarf"}))
    people = {**known, "personal_data": "contained", "legal_basis": "", "contact": "max.mustermann@kempten.de"}
    unprotected = as_pmo.post(add, filled(as_pmo.get(add), "trainingdata_form", **people))
    draft = as_pmo.post(
        add, filled(as_pmo.get(add), "trainingdata_form", **{**people, "state": "draft", "slug": "x"}), follow=True
    )
    TrainingData.objects.all().delete()
    right = as_pmo.post(add, filled(as_pmo.get(add), "trainingdata_form", **known))

    assert "„bilder.zip“ beginnt nicht mit einer Webadresse." in wrong.content.decode()
    assert "slug" in taken.context["adminform"].form.errors
    assert set(unprotected.context["adminform"].form.errors) == {"legal_basis", "opening_confirmed"}
    assert "„max.mustermann@kempten.de“ sieht nach der Adresse einer Person aus." in draft.content.decode()
    assert right.status_code == 302
    item = TrainingData.objects.published().get()
    page = " ".join(client.get(item.get_absolute_url()).content.decode().split())
    for text in [
        "Straßenschäden",
        "12.000 Bilder",
        "anonymisiert",
        "Art. 6 DSGVO",
        "April 2025",
        "Stabsstelle",
        "bilder.zip",
    ]:
        assert text in page
    change = as_pmo.get(reverse("admin:kommunen_trainingdata_change", args=[item.pk])).content.decode()
    assert "Vollständig: Die öffentliche Seite bietet sie an" in change
    (tmp_path / "croissant.json").write_bytes(client.get(f"{item.get_absolute_url()}croissant.json").content)
    described = mlcroissant.Dataset(jsonld=tmp_path / "croissant.json").metadata
    assert (described.name, described.license) == (item.title, ["https://www.govdata.de/dl-de/by-2-0"])
    catalogue = Graph().parse(data=client.get("/daten/katalog.ttl").content)
    [node] = catalogue.subjects(DCTERMS.title, Literal(item.title, lang="de"))
    [file] = catalogue.objects(node, DCAT.distribution)
    assert str(catalogue.value(file, DCAT.accessURL)) == known["distributions"]
    assert violations(catalogue) == []
    found = client.get("/suche/?q=Straßenschäden&format=json")
    assert item.slug in b"".join(found.streaming_content).decode()


def test_what_nobody_stated_is_shown_as_not_known(client):
    item = make.TrainingDataFactory()

    page = client.get(item.get_absolute_url()).content.decode()

    assert page.count('class="unknown"') == 15
    assert (
        client.get("/ki-daten/?zugang=unknown&personen=unknown&lizenz=nicht-erfasst")
        .context["page_obj"]
        .paginator.count
        == 1
    )
    assert client.get("/ki-daten/?lizenz=ja").context["page_obj"].paginator.count == 0


@pytest.mark.parametrize(
    "line", ["bilder.zip", "https://a.example/x kein-typ", "https://a.example/x text/csv image/png"]
)
def test_a_line_that_is_no_address_is_refused(line):
    with pytest.raises(ValidationError):
        read_distributions(f"https://a.example/gut.csv\n{line}")


HOSTILE = "<>{}|\\^`\"'%[]#ü€\x0b"


@pytest.mark.parametrize(("ending", "form"), [("ttl", "turtle"), ("rdf", "xml"), ("jsonld", "json-ld")])
def test_one_broken_record_breaks_no_catalogue(client, ending, form):
    """As if nobody had looked at what was typed: every other record must still be told of."""
    make.TrainingDataFactory(slug="heil")
    words = ("title", "subject", "amount", "formats", "labels", "license", "legal_basis", "limits", "area", "summary")
    bad = make.TrainingDataFactory(slug="kaputt")
    TrainingData.objects.filter(pk=bad.pk).update(
        **dict.fromkeys(words, f"a{HOSTILE}b"),
        url=f"https://a.example/{HOSTILE}",
        contact=f"Amt {HOSTILE[2:-1]}@a.example",
        distributions=f"https://a.example/{HOSTILE[:-1]}x.csv",  # the last of them ends a line
    )

    told = Graph().parse(data=client.get(f"/daten/katalog.{ending}").content, format=form)

    assert {str(node).split("/")[-2] for node in told.subjects(None, DCAT.Dataset)} >= {"heil", "kaputt"}
    encoded = "https://a.example/%3C%3E%7B%7D%7C%5C%5E%60%22'%[]#%C3%BC%E2%82%AC"
    assert {str(node) for node in told.objects(None, DCAT.downloadURL) if "a.example" in node} == {f"{encoded}x.csv"}
    assert {str(node) for node in told.objects(None, FOAF.page) if "a.example" in node} == {f"{encoded}%0B"}
    [mail] = [str(node) for node in told.objects(None, VCARD.hasEmail) if "a.example" in node]
    assert mail == "mailto:%7B%7D%7C%5C%5E%60%22'%25%5B%5D%23%C3%BC%E2%82%AC@a.example"


def test_data_with_an_address_that_needs_encoding_are_croissant(client, tmp_path):
    address = "https://a.example/daten{2026}.zip"
    make.TrainingDataFactory(slug="heil", license="https://a.example/l|z", distributions=address, url=f"{address}|")

    answer = client.get("/ki-daten/heil/croissant.json")

    (tmp_path / "croissant.json").write_bytes(answer.content)
    read = mlcroissant.Dataset(jsonld=tmp_path / "croissant.json").metadata
    encoded = "https://a.example/daten%7B2026%7D.zip"
    assert [file.content_url for file in read.distribution] == [encoded]
    assert (read.license, read.url) == (["https://a.example/l%7Cz"], f"{encoded}%7C")


@pytest.mark.parametrize("letter", '<>{}|"\\^`')
def test_an_address_that_programs_cannot_read_is_refused_with_the_right_one(as_pmo, kempten, letter):
    add = reverse("admin:kommunen_trainingdata_add")
    bad = f"https://a.example/x{letter}y.zip"
    known = {"title": "Bilder", "municipality": kempten.pk, "kind": "offer"}

    answer = as_pmo.post(add, filled(as_pmo.get(add), "trainingdata_form", **known, url=bad, distributions=bad))

    errors = answer.context["adminform"].form.errors
    right = f"https://a.example/x{quote(letter)}y.zip"
    said = f"Eine Webadresse darf {letter} nicht enthalten. Bitte schreiben Sie: {right}"
    assert (errors["url"], errors["distributions"]) == ([said], [said])


@pytest.mark.parametrize(
    ("contact", "fault"),
    [
        ('Amt, a"b@a.example', '„a"b@a.example“ ist keine E-Mail-Adresse.'),
        ("Amt, a@b@a.example", "„a@b@a.example“ ist keine E-Mail-Adresse."),
        (
            "Amt: https://a.example/{amt}",
            "Eine Webadresse darf {} nicht enthalten. Bitte schreiben Sie: https://a.example/%7Bamt%7D",
        ),
        ("Amt 12 (amt-12@a.example), https://a.example/@amt", None),
    ],
)
def test_a_contact_that_is_no_mailbox_is_refused(as_pmo, kempten, contact, fault):
    add = reverse("admin:kommunen_trainingdata_add")
    known = {"title": "Bilder", "municipality": kempten.pk, "kind": "offer", "contact": contact}

    answer = as_pmo.post(add, filled(as_pmo.get(add), "trainingdata_form", **known))

    assert (answer.context["adminform"].form.errors.get("contact") if answer.context else None) == (fault and [fault])
