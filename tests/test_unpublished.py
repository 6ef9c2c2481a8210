"""The public never sees anything but what is published, on any path: one walk over all addresses."""

import re
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.db import transaction
from django.urls import get_resolver
from rest_framework.test import APIClient

from congress.models import Congress, LookBack
from kommunen.exchange.formats import FORMATS as REGISTRY
from kommunen.models import (
    Confirmation,
    Cooperation,
    Municipality,
    Page,
    Project,
    PublicationState,
    Role,
    Theme,
    TrainingData,
)
from kommunen.views.feeds import NOUNS as FEEDS
from tests import factories as make

pytestmark = pytest.mark.django_db

MARK = "Geheimsache"
ACCOUNT = "konto@geheim.example"
HIDDEN = [state for state in PublicationState if state != PublicationState.PUBLISHED]
PAGED = [Municipality, Project, Cooperation, Theme, TrainingData, Congress, Page]
LISTS = ["kommunen", "projekte", "kooperationen", "themen", "ki-daten", "kongresse"]
FORMATS = list(REGISTRY)
FOR_ROBOTS = ["/robots.txt", "/favicon.ico", "/.well-known/security.txt"]


def hide(factory, state, **fields):
    """Make a record that must stay unseen; every text of it carries the mark."""
    return factory(state=state, **fields)


@pytest.fixture(scope="module", params=HIDDEN)
def world(request, django_db_setup, django_db_blocker):
    """A small world in which much is hidden, once for each way of hiding; gone after the module."""
    with django_db_blocker.unblock(), transaction.atomic():
        fill(request.param)
        Confirmation.objects.create(municipality=Municipality.objects.get(slug="offen"))
        yield request.param
        transaction.set_rollback(True)


def fill(state):
    """One of every noun in public, tied to one of every noun that is not, and to sources and members in between."""
    theme = hide(make.ThemeFactory, state, name=f"{MARK} Thema", name_en=f"{MARK} theme", slug="geheim-thema")
    technology = hide(make.TechnologyFactory, state, name=f"{MARK} Technik", slug="geheim-technik")
    organisation = hide(make.OrganisationFactory, state, name=f"{MARK} Partner", slug="geheim-partner")
    territory = hide(make.TerritoryFactory, state, name=f"{MARK} Ort")
    round_ = hide(make.FundingRoundFactory, state, number=9, motto=f"{MARK} Motto")
    hidden = hide(make.MunicipalityFactory, state, name=f"{MARK} Kommune", slug="geheim-kommune", round=round_)
    public = make.MunicipalityFactory(
        slug="offen", territories=[make.TerritoryFactory(), territory], contact_email=ACCOUNT
    )
    second = make.MunicipalityFactory(slug="zweite")
    others = {"themes": [theme], "municipalities": [public, second, hidden]}
    project = make.ProjectFactory(slug="offen", technologies=[technology], partners=[organisation], **others)
    make.SourceFactory(record=project)
    hidden_project = hide(
        make.ProjectFactory, state, title=f"{MARK} Projekt", slug="geheim-projekt", municipalities=[public]
    )
    make.SourceFactory(record=hidden_project, address=f"https://www.beispiel.de/{MARK}")
    cooperation = make.CooperationFactory(slug="offen", members=[public, second, hidden], themes=[theme])
    cooperation.other_partners.set([organisation])
    secret = hide(
        make.CooperationFactory, state, title=f"{MARK} Kooperation", slug="geheim-kooperation", members=[public]
    )
    make.CooperationMemberFactory(
        cooperation=cooperation,
        municipality=make.MunicipalityFactory(name=f"{MARK} Mitglied", state=state),
        state=state,
    )
    make.ReuseFactory(
        what=f"{MARK} Nachnutzung", from_municipality=public, to_municipality=None, to_name=f"{MARK} Ort", state=state
    )
    make.ReuseFactory(what=f"{MARK} von verborgener", from_municipality=hidden, to_municipality=public)
    make.ReuseFactory(what=f"{MARK} in verborgener", to_municipality=public, cooperation=secret)
    fetched = {"license": "CC-BY-4.0", "distributions": "https://daten.beispiel.de/a.csv"}
    make.TrainingDataFactory(slug="offen", municipality=public, themes=[theme], **fetched)
    make.TrainingDataFactory(slug="bedarf-offen", municipality=second, kind="need", themes=[theme])
    make.TrainingDataFactory(title=f"{MARK} Daten", slug="geheim-daten", municipality=public, state=state)
    make.TrainingDataFactory(title=f"{MARK} Daten zwei", slug="geheim-daten-2", municipality=hidden, themes=[theme])
    make.TrainingDataFactory(title=f"{MARK} Bedarf", slug="geheim-bedarf", municipality=hidden, kind="need")
    make.ProgrammeFactFactory(text=f"{MARK} Tatsache", state=state)
    for slug in ["offen", "barrierefreiheit", "leichte-sprache"]:
        make.PageFactory(slug=slug)
    make.PageFactory(slug="datenschutz", title=f"{MARK} Seite", state=state)
    congress = make.CongressFactory(slug="offen", host=hidden)
    make.SessionFactory(congress=congress, title=f"{MARK} Programmpunkt", state=state)
    session = make.SessionFactory(congress=congress, municipalities=[hidden], themes=[theme])
    hide(make.OutcomeFactory, state, congress=congress, text=f"{MARK} Ergebnis").grown_cooperations.add(cooperation)
    outcome = make.OutcomeFactory(congress=congress, municipalities=[hidden])
    for entry in (session, outcome):
        entry.projects.add(hidden_project)
        entry.cooperations.add(secret)
    outcome.grown_cooperations.add(secret)
    make.AttendanceFactory(congress=congress, municipality=hidden)
    make.AttendanceFactory(congress=congress, municipality=public)
    secret_congress = hide(make.CongressFactory, state, title=f"{MARK} Kongress", slug="geheim-kongress", host=public)
    make.AttendanceFactory(congress=secret_congress, municipality=public)
    make.SessionFactory(congress=secret_congress, title=f"{MARK} Programmpunkt zwei")
    make.ThemeFactory(slug="offen")
    author = make.UserFactory(email=ACCOUNT, role=Role.PMO)
    team = {"congress": congress, "municipality": public, "author": author, "public": True}
    note = make.NoteFactory(text=f"{MARK} Notiz", grown_cooperation=cooperation, **team)
    note.municipalities.set([second])
    make.MeetingFactory(other=second, met=True, outcome=f"{MARK} Gespräch", next_step=f"{MARK} Schritt", **team)
    LookBack.objects.create(text=f"{MARK} Rückblick", **team)


def public_addresses():
    """Every address that the site itself has, with the published records' slugs; both languages."""
    pages = ["/", "/karte/", "/ueber/", "/neues/", "/daten/", "/impressum/", "/datenschutz/", "/seiten/offen/"]
    pages += ["/barrierefreiheit/", "/leichte-sprache/", f"/suche/vorschlaege/?q={MARK}"]
    for name in LISTS:
        pages += [f"/{name}/", f"/{name}/offen/"]
        pages += [f"/{name}/?q={MARK}", *(f"/{name}/?format={form}" for form in FORMATS)]
    pages += ["/kongresse/kalender.ics", "/kongresse/offen/kalender.ics"]
    for name in ("kongresse/programm", "nachnutzung"):  # records without a page of their own
        pages += [f"/{name}/", f"/{name}/?q={MARK}", *(f"/{name}/?format={form}" for form in FORMATS)]
    pages += [*(f"/suche/?q=offen&format={form}" for form in FORMATS), "/daten/archiv/", "/daten/api/", "/feeds/neues/"]
    pages += [f"/feeds/{name}/" for name in [*FEEDS, "thema/offen", "kommune/offen"]]
    pages += ["/verstetigung/?format=xlsx", "/verstetigung/?format=atom"]
    pages += ["/kooperationen/?art=development&art=event", "/kommunen/?sort=-einwohner", "/suche/", f"/suche/?q={MARK}"]
    pages += ["/verstetigung/", "/verstetigung/?ansicht=tabelle", "/verstetigung/?format=ics", "/zahlen/"]
    pages += [
        "/daten/qualitaet/",
        "/fehler-melden/",
        "/fehler-melden/?eintrag=project:geheim-projekt",
        "/fehler-melden/danke/",
    ]
    pages += [f"/bestaetigen/{asked.token}/" for asked in Confirmation.objects.all()]
    pages += [f"/netzwerk/?art=event&art=development&format={form}" for form in ("csv", "xlsx", "json", "geojson")]
    pages += ["/netzwerk/", "/netzwerk/?art=event", "/netzwerk/methode/", "/netzwerk/verbunden/?a=offen&b=zweite"]
    pages += ["/netzwerk/verbunden/?a=offen&b=zweite&thema=offen", f"/netzwerk/verbunden/?text=offen {MARK}"]
    pages += ["/netzwerk/vorschlaege/?fuer=offen", "/netzwerk/vorschlaege/?fuer=offen&thema=offen&kongress=offen"]
    pages += ["/ki-daten/bedarf/", "/ki-daten/bedarf-offen/", "/ki-daten/offen/croissant.json", "/opensearch.xml"]
    pages += [f"/daten/{name}.{form}" for name in ["katalog", "themen"] for form in ["ttl", "jsonld", "rdf"]]
    return [*pages, *(f"/en{page}" for page in pages), "/sitemap.xml", *sitemaps(), *FOR_ROBOTS, *api_addresses()]


def sitemaps():
    nouns = [noun._meta.model_name for noun in PAGED]
    return [f"/sitemap-{name}.xml" for name in ["site", *nouns]]


def api_addresses():
    """Every list of the API, as its own root names them."""
    root = APIClient().get("/api/v1/").json()
    asked = ["connections/?a=offen&b=zweite&thema=offen", f"connections/?text={MARK}", "suggestions/?fuer=offen"]
    lists = [root[name].removeprefix("http://testserver") for name in root.keys() - {"connections", "suggestions"}]
    return [*lists, *(f"/api/v1/{question}" for question in asked)]


def text_of(response):
    content = b"".join(response.streaming_content) if response.streaming else response.content
    if content.startswith(b"PK"):  # a workbook, the archive
        files = ZipFile(BytesIO(content))
        return "".join(files.read(name).decode() for name in files.namelist())
    return content.decode()


def test_nothing_unpublished_appears_on_any_address(client, world):
    seen = {}
    for address in public_addresses():
        response = client.get(address)
        seen[address] = response.status_code
        text = text_of(response).replace(f"q={MARK}", "").replace(f'value="{MARK}"', "")
        assert ACCOUNT not in text, address
        assert text.count(MARK) == 0 or only_the_question(text), address
    missing = ["/impressum/", "/datenschutz/"]  # none in this small world, and a hidden one
    missing += ["/fehler-melden/?eintrag=project:geheim-projekt"]
    missing += [f"/en{address}" for address in missing] + ["/.well-known/security.txt"]
    others = dict.fromkeys(missing, 404) | {"/favicon.ico": 302}
    assert {address: status for address, status in seen.items() if status != 200} == others


def only_the_question(text):
    """The page may repeat what was searched for, and nothing that carries the mark and more."""

    return not re.search(rf"{MARK}(?: |%20|\+)\w", text)


@pytest.mark.parametrize("name", ["kommunen", "projekte", "kooperationen", "themen", "ki-daten", "kongresse"])
def test_an_unpublished_record_has_no_page(client, world, name):
    slug = {"kommunen": "kommune", "projekte": "projekt", "kooperationen": "kooperation", "themen": "thema"}.get(
        name, {"ki-daten": "daten", "kongresse": "kongress"}.get(name)
    )

    assert client.get(f"/{name}/geheim-{slug}/").status_code == 404


def test_figures_count_only_what_is_published(client, world):
    figures = {figure["label"]: figure["number"] for figure in client.get("/en/").context["figures"]}

    published = {noun: noun.objects.published().count() for noun in (Municipality, Project, Congress)}
    assert figures["model municipalities"] == published[Municipality] < Municipality.objects.count()
    assert figures["projects"] == published[Project] < Project.objects.count()
    assert figures["congresses and conferences"] == published[Congress] < Congress.objects.count()


def test_every_named_address_is_walked(world):
    """A new kind of page must join the walk: each route of the public site is reached by some walked address."""
    walked = {address.split("?")[0] for address in public_addresses()}
    resolver = get_resolver()
    reached = {resolver.resolve(path).route for path in walked if not path.startswith("/en/")}
    wanted = {pattern for pattern in routes(resolver.url_patterns) if not behind_a_door(pattern)}

    assert wanted - reached == set()


def behind_a_door(pattern):
    """Staff's own addresses, and the API, which names its own: other tests walk them."""
    return pattern.startswith(("admin/", "anmelden/", "api/", "begleiter/")) or "/begleiter/" in pattern


def routes(patterns, prefix=""):
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from routes(pattern.url_patterns, route)
        else:
            yield route
