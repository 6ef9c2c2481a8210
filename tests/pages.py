"""Every kind of public address, over the real data: one list for all tests that walk the site.

A new kind of page is one line here; the walks in tests/browser then ask of it what they ask of all: valid HTML, no
barrier, no foreign request, no cookie, no script needed, no scrolling sideways.
"""

from typing import NamedTuple


class Address(NamedTuple):
    """One address and what it shows. ``status`` is what the server is to answer."""

    path: str
    description: str
    status: int = 200

    def __str__(self):
        return self.path


def english(address):
    """Return the English twin of a German page."""
    return address._replace(path=f"/en{address.path}")


LISTS = ["kommunen", "projekte", "kooperationen", "kongresse", "kongresse/programm", "ki-daten", "nachnutzung"]
PAGES = [
    Address("/", "start page"),
    Address("/kommunen/", "list of municipalities"),
    Address("/kommunen/?land=BY&staffel=2", "list of municipalities, filtered"),
    Address("/kommunen/bamberg/", "a city"),
    Address("/kommunen/connected-urban-twins/", "three cities as one model project"),
    Address("/projekte/", "list of projects"),
    Address("/projekte/?page=2", "a later page of a list"),
    Address("/projekte/?q=xyzxyz", "a list without a result"),
    Address("/projekte/aalen-heidenheim-datenplattform/", "a project"),
    Address("/projekte/bad-belzig-wiesenburg-app/", "a project that others took over"),
    Address("/verstetigung/", "funding ends: figures, timeline, list"),
    Address("/nachnutzung/", "list of reuses"),
    Address("/zahlen/", "figures as charts"),
    Address("/daten/qualitaet/", "what is wanting"),
    Address("/kooperationen/", "list of cooperations"),
    Address("/kooperationen/aeg-city-apps/", "a working group"),
    Address("/kooperationen/sachsen-anhalt-digital/", "a one-off meeting"),
    Address("/themen/", "list of themes"),
    Address("/themen/ki/", "a theme"),
    Address("/ki-daten/", "list of AI training data"),
    Address("/ki-daten/kempten-ki-datensammlung/", "AI training data"),
    Address("/ki-daten/jena-chatsystem-partner/", "a need of AI data, with an offer"),
    Address("/ki-daten/bedarf/", "needs and offers of AI data"),
    Address("/karte/", "map"),
    Address("/karte/?kommune=bamberg", "map with one in focus"),
    Address("/kongresse/", "list of congresses"),
    Address("/kongresse/7-kiel-2025/", "a congress with programme and outcomes"),
    Address("/kongresse/treffen-ulm-2023/", "a meeting of which little is known"),
    Address("/kongresse/programm/", "all programmes and outcomes"),
    Address("/kongresse/programm/?q=datenplattform&art=talk", "all programmes, filtered"),
    Address("/suche/", "search, nothing asked"),
    Address("/suche/?q=hochwasser&land=BY", "search with results and a facet"),
    Address("/suche/?q=hochwasser+warnung&ansicht=tabelle", "search as a table"),
    Address("/suche/?q=hochwasser&ansicht=karte&linien=1", "search as a map"),
    Address("/suche/?q=xyzxyz", "search without a result"),
    Address("/fehler-melden/", "telling what is missing"),
    Address("/fehler-melden/?eintrag=municipality:bamberg", "reporting an error in a record"),
    Address("/fehler-melden/danke/", "thanks for a message"),
    Address("/netzwerk/", "picture of the network"),
    Address("/netzwerk/?kommune=bamberg&thema=beteiligung", "picture of one municipality's partners"),
    Address("/netzwerk/?ansicht=matrix&thema=beteiligung", "matrix of the network"),
    Address("/netzwerk/?ansicht=tabelle&thema=beteiligung", "network as a table alone"),
    Address("/netzwerk/verbunden/", "pair answer, nothing asked"),
    Address("/netzwerk/verbunden/?a=bamberg&b=kiel&thema=beteiligung", "pair answer: connected"),
    Address("/netzwerk/verbunden/?text=Bamberg+Kempten+KI", "pair answer: not recorded"),
    Address("/netzwerk/verbunden/?text=Bamberg", "pair answer: a choice to make"),
    Address("/netzwerk/vorschlaege/", "suggestions, nobody chosen"),
    Address("/netzwerk/vorschlaege/?fuer=bamberg&thema=ki", "suggestions for one on a theme"),
    Address("/netzwerk/methode/", "how answers and suggestions come about"),
    Address("/neues/", "what changed lately"),
    Address("/daten/", "open data, explained"),
    Address("/daten/api/", "the API, explained"),
    Address("/ueber/", "about"),
    Address("/impressum/", "imprint"),
    Address("/datenschutz/", "privacy"),
    Address("/barrierefreiheit/", "accessibility statement"),
    Address("/leichte-sprache/", "easy language"),
]

FAULTS = [
    Address("/gibt-es-nicht/", "page not found", 404),
    Address("/kommunen/gibt-es-nicht/", "municipality not found", 404),
    Address("/kommunen/?staffel=99", "a wrong filter value", 400),
    Address("/netzwerk/verbunden/?a=bamberg&b=bamberg", "the same municipality twice", 400),
    Address("/bestaetigen/zu-alt/", "a link for answers that works no longer", 404),
]

FILES = [
    *[
        Address(f"/{noun}/?format={name}", f"export of {noun} as {name}")
        for noun in LISTS
        for name in ["csv", "xlsx", "json", "geojson", "atom"]
    ],
    *[
        Address(f"/netzwerk/?thema=beteiligung&format={name}", f"export of the network as {name}")
        for name in ["csv", "xlsx", "json", "geojson"]
    ],
    Address("/suche/?q=hochwasser&format=xlsx", "export of a search"),
    Address("/feeds/neues/", "feed of everything new"),
    Address("/feeds/projekte/", "feed of new projects"),
    Address("/feeds/thema/ki/", "feed of a theme"),
    Address("/feeds/kommune/bamberg/", "feed of a municipality"),
    Address("/daten/archiv/", "archive of everything"),
    Address("/verstetigung/?format=ics", "calendar of funding ends"),
    Address("/kongresse/kalender.ics", "calendar of all congresses"),
    Address("/kongresse/7-kiel-2025/kalender.ics", "calendar of a congress"),
    *[
        Address(f"/daten/{name}.{form}", f"{name} as linked data")
        for name in ["katalog", "themen"]
        for form in ["ttl", "jsonld", "rdf"]
    ],
    Address("/opensearch.xml", "how a browser asks the search"),
    Address("/sitemap.xml", "sitemap"),
    Address("/robots.txt", "robots.txt"),
    Address("/api/v1/", "API root"),
    Address("/api/v1/schema/", "description of the API"),
]

EVERY_PAGE = [*PAGES, *map(english, PAGES)]
EVERY_ADDRESS = [*EVERY_PAGE, *FAULTS, *map(english, FAULTS), *FILES]
