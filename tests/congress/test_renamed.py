"""A question that names a record by an earlier address is led on; one that names nobody is refused as before."""

import pytest

from kommunen.models import PublicationState
from tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def renamed():
    """A theme, a municipality and a congress, each with another slug than yesterday."""
    theme, town = make.ThemeFactory(slug="ki"), make.MunicipalityFactory(slug="bamberg")
    congress = make.CongressFactory(slug="kiel")
    technology = make.TechnologyFactory(slug="lora")
    make.ProjectFactory(slug="bakim", municipalities=[town], themes=[theme], technologies=[technology])
    make.SessionFactory(congress=congress)
    for record, slug in [
        (theme, "kuenstliche-intelligenz"),
        (town, "stadt-bamberg"),
        (congress, "7-kiel"),
        (technology, "lorawan"),
    ]:
        record.slug = slug
        record.save()


@pytest.mark.usefixtures("renamed")
@pytest.mark.parametrize(
    ("address", "present"),
    [
        ("/projekte/?land=BY&thema=ki", "/projekte/?land=BY&thema=kuenstliche-intelligenz"),
        ("/en/projekte/?thema=ki", "/en/projekte/?thema=kuenstliche-intelligenz"),
        ("/projekte/?kommune=bamberg&format=csv", "/projekte/?kommune=stadt-bamberg&format=csv"),
        ("/projekte/?technik=lora", "/projekte/?technik=lorawan"),
        ("/karte/?kommune=bamberg", "/karte/?kommune=stadt-bamberg"),
        ("/kommunen/?nahe=bamberg", "/kommunen/?nahe=stadt-bamberg"),
        ("/suche/?q=daten&thema=ki", "/suche/?q=daten&thema=kuenstliche-intelligenz"),
        ("/kongresse/programm/?kongress=kiel", "/kongresse/programm/?kongress=7-kiel"),
        ("/api/v1/projects/?thema=ki", "/api/v1/projects/?thema=kuenstliche-intelligenz"),
        ("/api/v1/search/?q=daten&thema=ki", "/api/v1/search/?q=daten&thema=kuenstliche-intelligenz"),
    ],
)
def test_an_earlier_address_in_a_question_leads_on(client, address, present):
    answer = client.get(address)

    assert (answer.status_code, answer["Location"]) == (301, present)
    assert answer.get("Access-Control-Allow-Origin") == ("*" if "/api/" in address or "format=" in address else None)
    assert client.get(present).status_code == 200


@pytest.mark.usefixtures("renamed")
@pytest.mark.parametrize("address", ["/projekte/?thema=atlantis", "/projekte/?thema=ki&status=fertig"])
def test_what_never_was_stays_refused(client, address):
    assert client.get(address, follow=True).status_code == 400


def test_nobody_is_led_to_what_is_not_public(client):
    theme = make.ThemeFactory(slug="ki", state=PublicationState.DRAFT)
    theme.slug = "noch-geheim"
    theme.save()

    assert client.get("/projekte/?thema=ki").status_code == 400


def test_a_text_of_the_operators_has_one_address(client):
    make.PageFactory(slug="impressum")
    make.PageFactory(slug="karten", title="Karten")

    assert client.get("/seiten/impressum/")["Location"] == "/impressum/"
    assert client.get("/en/seiten/impressum/")["Location"] == "/en/impressum/"
    assert (client.get("/impressum/").status_code, client.get("/seiten/karten/").status_code) == (200, 200)


@pytest.mark.usefixtures("renamed")
@pytest.mark.parametrize(
    "address",
    [
        "/kommunen/bamberg/",
        "/projekte/?thema=ki",
        "/api/v1/municipalities/bamberg/",
        "/projekte/?kommune=bamberg&format=csv",
    ],
)
def test_no_browser_keeps_the_way_from_an_earlier_address(client, address):
    answer = client.get(address)

    assert (answer.status_code, answer["Cache-Control"]) == (301, "no-cache")


def test_an_address_that_is_taken_back_leads_to_its_page(client):
    town = make.MunicipalityFactory(slug="bamberg")
    for slug in ("stadt-bamberg", "bamberg"):
        town.slug = slug
        town.save()

    assert client.get("/kommunen/stadt-bamberg/")["Location"] == "/kommunen/bamberg/"
    assert client.get("/kommunen/bamberg/").status_code == 200
