"""How a page can look and what can be open on it: the states that the checks on accessibility walk."""

from typing import NamedTuple

from playwright.sync_api import expect


class Way(NamedTuple):
    """One way to look at a page. 400 % zoom on a desk of 1280 × 1024 leaves 320 × 256 CSS pixels."""

    name: str
    width: int
    height: int = 800
    scheme: str = "light"
    forced: str = "none"
    motion: str = "reduce"

    def __str__(self):
        return self.name


WAYS = [
    Way("desk, dark", 1440, scheme="dark"),
    Way("320 px", 320),
    Way("forced colours, dark, 320 px", 320, scheme="dark", forced="active"),
    Way("400 % zoom", 320, height=256),
    Way("forced colours on a desk", 1440, forced="active"),
    Way("400 % zoom, dark", 320, height=256, scheme="dark"),
    Way("desk, with motion", 1440, motion="no-preference"),
]


def look(page, way):
    """Look at a page in a way."""
    page.set_viewport_size({"width": way.width, "height": way.height})
    page.emulate_media(color_scheme=way.scheme, forced_colors=way.forced, reduced_motion=way.motion)
    if way.motion != "reduce":
        page.wait_for_timeout(250)  # the colours need 0.15 s to change


def unfold(page, selector):
    """Open what is folded behind a line that is to be seen; on a desk some lines are not there, and nothing to open."""
    for line in page.locator(f"{selector} > summary").all():
        if line.is_visible() and not line.evaluate("line => line.parentElement.open"):
            line.focus()
            page.keyboard.press("Enter")


def fold(page):
    """Close what stands open, as it was."""
    page.evaluate("document.querySelectorAll('details').forEach(details => { details.open = false })")


class State(NamedTuple):
    """One state of a page: its address, what is to be unfolded, what is to be done once, the statuses it answers."""

    name: str
    path: str
    opened: str = ""
    act: object = None
    status: int = 200
    answer: int | None = None

    def __str__(self):
        return self.name


def suggest(page):
    page.get_by_role("combobox").first.press_sequentially("zwil")
    expect(page.locator("[role=option]").first).to_be_visible()


def send_empty(page):
    page.wait_for_timeout(3000)  # whoever is quicker counts as a program
    page.locator(".report button[type=submit]").click()
    expect(page.locator("[aria-invalid=true]").first).to_be_visible()


def send_at_once(page):
    page.locator("#id_text").fill("Kurz.")
    page.locator(".report button[type=submit]").click()
    expect(page.locator(".report")).to_be_visible()
    expect(page.get_by_role("alert")).to_be_visible()


def find_in_facet(page):
    unfold(page, ".filter")
    page.locator(".facet__search").first.fill("a")


def zoom_in(page):
    page.locator(".map svg a").first.focus()
    page.keyboard.press("+")


def meet_a_point(page):
    page.locator(".net svg a, .net a").first.focus()


STATES = [
    State("menu", "/", ".menu"),
    State("facets", "/projekte/?land=BY", ".filter"),
    State("download of a list", "/kommunen/", ".download"),
    State("download of a search", "/suche/?q=hochwasser", ".download"),
    State("a whole facet, searched", "/projekte/?alle=technik", ".filter", find_in_facet),
    State("sources", "/kommunen/bamberg/", ".sources__more"),
    State("suggestions while typing", "/suche/", act=suggest),
    State("report without a text", "/fehler-melden/", act=send_empty, answer=400),
    State("report sent at once", "/fehler-melden/?eintrag=municipality:bamberg", act=send_at_once, answer=400),
    State("pair question not understood", "/netzwerk/verbunden/?text=xyzxyz", ".pair-lists"),
    State("pair question: the same twice", "/netzwerk/verbunden/?a=bamberg&b=bamberg", ".pair-lists", status=400),
    State("facet with a wrong value", "/projekte/?thema=gibtesnicht&land=XX", ".filter", status=400),
    State("place that nobody knows", "/kommunen/?nahe=gibtesnicht", ".filter", status=400),
    State("charts as tables", "/zahlen/", ".chart__table"),
    State("timeline as a table", "/verstetigung/", ".chart__table"),
    State("map, zoomed in", "/karte/", act=zoom_in),
    State("network, a point in focus", "/netzwerk/", act=meet_a_point),
    State("matrix with what is missing", "/netzwerk/?ansicht=matrix&thema=beteiligung", "details.matrix__key"),
    State("list as a table", "/projekte/?ansicht=tabelle", ".download"),
    State("list as a map", "/kommunen/?ansicht=karte&land=BY", ".filter"),
]
