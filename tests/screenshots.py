"""Pictures of all kinds of pages, to be looked at: ``make screenshots`` or ``python -m tests.screenshots [word …]``.

Every page of tests/pages.py, on a phone, a tablet and a desk, light and dark, into .build/screenshots/; with words,
only the pages whose address holds one. ``README`` renews the pictures that README.md shows instead, ``SUCHE`` those
of docs/SUCHE.md, of the same questions on both databases. The server is its own, on the shipped data.
"""
# ruff: noqa: T201 - a command speaks to the terminal

import os
import sys
import tempfile
from pathlib import Path
from urllib.parse import urlencode

from playwright.sync_api import sync_playwright

from tests import postgres
from tests.browser.conftest import FLAGS, NODE
from tests.browser.site import Site, packed_static_files
from tests.machine import chromium
from tests.pages import FAULTS, PAGES

FOLDER = Path(".build/screenshots")
SEARCH = Path("docs/bilder/suche")
WIDTHS = {360: 780, 768: 1024, 1440: 900}
SCHEMES = ["light", "dark"]
README = {
    "startseite": "/",
    "projekte": "/projekte/?thema=beteiligung&status=in_operation",
    "bamberg": "/kommunen/bamberg/",
}

QUESTIONS = [
    "Baeume Bewaesserung",
    "Hochwasserwarnung",
    "Handy App Rathaus",
    "Bamburg",
    "CIVITAS/CORE",
    "Kiel Beteiligung",
    '"Open SmartCity App"',
    "KI -Chatbot",
]


def name_of(path):
    """Return a file's name for an address: ``/kommunen/?land=BY`` is ``kommunen-land-BY``."""
    return "-".join("".join(sign if sign.isalnum() else " " for sign in path).split()) or "start"


def take(browser, site, addresses):
    """Take the pictures of some addresses; one page per width and scheme, so the browser keeps its cache."""
    for width, height in WIDTHS.items():
        for scheme in SCHEMES:
            context = browser.new_context(
                base_url=site.url,
                viewport={"width": width, "height": height},
                color_scheme=scheme,
                locale="de-DE",
                reduced_motion="reduce",
            )
            page = context.new_page()
            for address in addresses:
                page.goto(address.path)
                page.screenshot(path=FOLDER / f"{name_of(address.path)}-{width}-{scheme}.png", full_page=True)
            context.close()
            print(f"{width} px, {scheme}: {len(addresses)} Bilder", flush=True)


def take_for_readme(browser, site):
    page = browser.new_page(base_url=site.url, viewport={"width": 1280, "height": 800}, locale="de-DE")
    for name, path in README.items():
        page.goto(path, wait_until="networkidle")
        page.screenshot(path=f"docs/bilder/{name}.png")


def take_for_search(browser, site):
    """Return the pictures of the questions: {name: JPEG}."""
    page = browser.new_page(base_url=site.url, viewport={"width": 1000, "height": 900}, locale="de-DE")
    pictures = {}
    for question in QUESTIONS:
        page.goto(f"/suche/?{urlencode({'q': question})}", wait_until="networkidle")
        pictures[name_of(question).lower()] = page.screenshot(type="jpeg", quality=60)
    return pictures


def on_both_databases(browser, site):
    """Keep one picture of each question: those of both databases are the same, to the byte."""
    pictures = take_for_search(browser, site)
    with postgres.running() as server, tempfile.TemporaryDirectory() as folder:
        other = Site(folder, server.url)
        other.load()
        other.start()
        try:
            differing = [name for name, one in take_for_search(browser, other).items() if one != pictures[name]]
        finally:
            other.stop()
    if differing:
        sys.exit(f"Auf PostgreSQL anders: {', '.join(differing)}.")
    SEARCH.mkdir(parents=True, exist_ok=True)
    for name, picture in pictures.items():
        (SEARCH / f"{name}.jpg").write_bytes(picture)


def main(words):
    chosen = [address for address in [*PAGES, *FAULTS] if not words or any(word in address.path for word in words)]
    FOLDER.mkdir(parents=True, exist_ok=True)
    os.environ["PLAYWRIGHT_NODEJS_PATH"] = str(NODE)
    packed_static_files()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        site = Site(folder)
        site.load()
        site.start()
        try:
            browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
            if words == ["README"]:
                take_for_readme(browser, site)
            elif words == ["SUCHE"]:
                on_both_databases(browser, site)
            else:
                take(browser, site, chosen)
            browser.close()
        finally:
            site.stop()
    where = {"README": "docs/bilder", "SUCHE": SEARCH}.get(" ".join(words), FOLDER)
    print(f"Die Bilder liegen in {where}/.")


if __name__ == "__main__":
    main(sys.argv[1:])
