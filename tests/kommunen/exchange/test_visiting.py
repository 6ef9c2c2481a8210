"""Visits to web addresses: polite, limited, and never into the own network."""

from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from threading import Thread

import pytest
from django.core.management import call_command

from kommunen.exchange import visiting
from kommunen.exchange.addresses import due_addresses
from kommunen.exchange.visiting import Visit, visit
from kommunen.models import LinkCheck
from tests.factories import ProjectFactory

AGENT = "test"


class Site(BaseHTTPRequestHandler):
    """A small web site that notes who comes."""

    seen = []

    def do_HEAD(self):
        self.seen.append((self.command, self.path, self.headers["User-Agent"]))
        status = {"/gone": 404, "/closed": 403, "/no-head": 405 if self.command == "HEAD" else 200}.get(self.path, 200)
        to = {"/inside": "http://169.254.169.254/", "/loop": "/loop", "/moved": "/here"}.get(self.path)
        self.send_response(302 if to else status)
        if to:
            self.send_header("Location", to)
        self.end_headers()

    do_GET = do_HEAD  # noqa: N815 - the name that http.server calls

    def log_message(self, *arguments):
        pass


@pytest.fixture(scope="module")
def site():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def ours(found):
    """The one exception, for this test's own server."""
    return found == ip_address("127.0.0.1")


@pytest.mark.once
def test_a_visit_tells_what_is_there(site):
    found = {path: visit(site + path, AGENT, ours) for path in ["/", "/moved", "/no-head", "/gone", "/closed", "/ä b"]}

    assert {path: (each.alive, each.status) for path, each in found.items()} == {
        "/": (True, 200),
        "/moved": (True, 200),
        "/no-head": (True, 200),
        "/gone": (False, 404),
        "/closed": (True, 403),
        "/ä b": (True, 200),
    }
    assert ("HEAD", "/no-head", AGENT) in Site.seen
    assert ("GET", "/no-head", AGENT) in Site.seen
    assert not visit(site + "/loop", AGENT, ours).alive


@pytest.mark.once
@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/", "http://[::1]/", "http://[::ffff:10.0.0.1]/", "http://10.1.2.3/", "http://169.254.169.254/",
        "http://0.0.0.0/", "http://localhost/", "http://2130706433/", "http://0x7f.1/", "http://[fe80::1]/",
        "http://user:secret@example.org/", "ftp://example.org/", "file:///etc/passwd", "http:///", "http://[", "",
    ],
)  # fmt: skip
def test_internal_addresses_are_never_visited(address):
    Site.seen.clear()
    found = visit(address, AGENT)

    assert (found.alive, found.status, Site.seen) == (False, None, [])


@pytest.mark.once
def test_a_redirect_into_the_own_network_is_refused(site):
    assert visit(site + "/inside", AGENT, ours).status is None
    assert visit(site + "/", AGENT).status is None  # without the exception this machine is internal, too


@pytest.mark.once
def test_a_run_goes_on_where_it_was_broken_off(db, monkeypatch, capsys):
    for name in ("a", "b", "c"):
        ProjectFactory(slug=name, url=f"https://{name}.example.org/")
    visited = []
    monkeypatch.setattr(
        "kommunen.management.commands.check_links.visit",
        lambda address, agent: visited.append(address) or Visit("b." not in address, 200),
    )

    call_command("check_links", most=2, pause=0)
    assert due_addresses(30) == ["https://c.example.org/"]
    call_command("check_links", pause=0)
    assert visited == ["https://a.example.org/", "https://b.example.org/", "https://c.example.org/"]
    LinkCheck.objects.update(checked_at="2026-01-01T00:00Z")
    call_command("check_links", pause=0)
    assert [check.address for check in LinkCheck.objects.dead()] == ["https://b.example.org/"]
    assert visiting.MOST_SECONDS < 60
