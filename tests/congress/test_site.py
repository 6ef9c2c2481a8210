"""What the site as a whole promises: languages, headers, cookies, sitemap, errors."""

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError

from kommunen.models import PublicationState
from tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def test_language_lives_in_the_address_alone(client):
    german = client.get("/themen/", headers={"Accept-Language": "en"}).content.decode()
    english = client.get("/en/themen/", headers={"Accept-Language": "de"}).content.decode()

    assert '<html lang="de">' in german
    assert '<html lang="en">' in english
    assert 'hreflang="en" href="http://testserver/en/themen/"' in german
    assert 'rel="canonical" href="http://testserver/en/themen/"' in english


def test_a_theme_is_named_in_the_language_of_the_page(client):
    make.ThemeFactory(name="Künstliche Intelligenz", name_en="Artificial intelligence", slug="ki")

    assert "Künstliche Intelligenz" in client.get("/themen/").content.decode()
    assert "Artificial intelligence" in client.get("/en/themen/").content.decode()


@pytest.mark.parametrize("address", ["/", "/kommunen/", "/kongresse/", "/gibt-es-nicht/", "/en/", "/suche/?q=x"])
def test_visitors_get_strict_headers_and_no_cookie(client, address):
    response = client.get(address)

    assert not response.cookies
    policy = dict(rule.split(" ", 1) for rule in response["Content-Security-Policy"].split("; "))
    nothing, own = ["default-src", "base-uri", "frame-ancestors"], ["script", "style", "font", "connect", "manifest"]
    assert policy == {
        **dict.fromkeys(nothing, "'none'"),
        **dict.fromkeys(["form-action", *(f"{kind}-src" for kind in own)], "'self'"),
        "img-src": "'self' data:",
    }
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["X-Frame-Options"] == "DENY"


def test_a_page_that_is_not_there_searches_on_and_claims_no_address(client):
    make.MunicipalityFactory(slug="bad-hersfeld")

    missing = client.get("/kommunen/bad-hersfelden/")
    capital = client.get("/en/kommunen/Bad-Hersfeld/")

    content = missing.content.decode()
    assert missing.status_code == 404
    assert 'id="error-q" name="q" value="bad hersfelden"' in content
    assert [word for word in ('rel="canonical"', "hreflang=", "og:url") if word in content.partition("<body")[0]] == []
    assert (capital.status_code, capital.url) == (301, "/en/kommunen/bad-hersfeld/")
    assert client.get("/kommunen/Atlantis/").status_code == 404


def test_the_sitemap_names_published_pages_in_both_languages(client):
    make.ProjectFactory(slug="bakim")

    index = client.get("/sitemap.xml").content.decode()
    projects = client.get("/sitemap-project.xml").content.decode()

    assert "/sitemap-project.xml" in index
    assert "/projekte/bakim/</loc>" in projects
    assert "/en/projekte/bakim/</loc>" in projects
    assert "Sitemap: http://testserver/sitemap.xml" in client.get("/robots.txt").content.decode()


def test_the_plain_name_of_the_icon_leads_to_it(client):
    assert client.get("/favicon.ico").url.startswith("/static/kommunen/favicon")


def test_the_check_before_going_live_refuses_drafts_of_legal_pages():
    for slug in ["datenschutz", "barrierefreiheit"]:
        make.PageFactory(slug=slug)
    page = make.PageFactory(placeholder=True)
    with pytest.raises(SystemCheckError) as refusal:
        call_command("check", deploy=True, databases=["default"])
    assert "Impressum" in str(refusal.value)

    page.placeholder = False
    page.body = "## Anbieter\n\n[Bitte ergänzen: Name]"
    page.save()
    with pytest.raises(SystemCheckError):
        call_command("check", deploy=True, databases=["default"])

    page.body = "## Anbieter\n\nStadt Bamberg"
    page.save()
    call_command("check", deploy=True, databases=["default"])  # raises where something is wrong

    page.state = PublicationState.ARCHIVED
    page.save()
    with pytest.raises(SystemCheckError) as refusal:
        call_command("check", deploy=True, databases=["default"])
    assert "impressum" in str(refusal.value)
