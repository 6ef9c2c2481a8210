"""One visit to a web address, politely and without ever reaching into the own network.

A name is resolved once, what it means must be a public address, and exactly that address is connected to: a name that
means something else a moment later changes nothing. Each redirect is judged anew.
"""

import http.client
import ipaddress
import socket
import ssl
from contextlib import suppress
from dataclasses import dataclass
from threading import Timer
from urllib.parse import urljoin, urlsplit

from django.utils.translation import gettext as _

SECONDS = 10  # until a server says something
MOST_SECONDS = 30  # for one answer, however slowly it drips
MOST_BYTES = 64 * 1024  # of a page; more says nothing about whether it is there
MOST_REDIRECTS = 5
PORTS = {"http": 80, "https": 443}
REDIRECTS = {301, 302, 303, 307, 308}
NOT_FOR_HEAD = {400, 403, 404, 405, 406, 409, 429, 500, 501, 503}  # some servers answer HEAD wrongly: ask again by GET
ALIVE_BUT_CLOSED = {401, 403, 429, 451, 503}  # somebody is there and lets no program in


@dataclass(frozen=True)
class Visit:
    """What a visit found: whether the page is there, the answer's status, and in a word what was wrong."""

    alive: bool
    status: int | None = None
    problem: str = ""


class Refused(Exception):  # noqa: N818 - named after what we do
    """An address that we do not visit."""


def visit(address, agent, allowed=lambda found: found.is_global and not found.is_multicast):
    """Ask whether a page is there: HEAD, then GET where HEAD is not understood.

    Arguments: address; agent, how we call ourselves; allowed, which IP addresses may be connected to (only a test,
    whose server is this machine, gives another). Returns: a Visit. Never raises for what a server does.
    """
    try:
        status = follow("HEAD", address, agent, allowed)
        if status in NOT_FOR_HEAD:
            status = follow("GET", address, agent, allowed)
    except Refused as error:
        return Visit(alive=False, problem=str(error))
    except (OSError, http.client.HTTPException, UnicodeError, ValueError) as error:
        return Visit(alive=False, problem=type(error).__name__)
    alive = status < 400 or status in ALIVE_BUT_CLOSED
    return Visit(alive, status, "" if alive else _("The server answers %(status)s.") % {"status": status})


def follow(method, address, agent, allowed):
    """Ask, and go where a redirect leads, as often as a browser would think sensible. Returns: the last status."""
    for _step in range(MOST_REDIRECTS + 1):
        status, location = request(method, address, agent, allowed)
        if status not in REDIRECTS or not location:
            return status
        address = urljoin(address, location)
    raise Refused(_("It leads on too often."))


def request(method, address, agent, allowed):
    """Ask one server one thing. Returns: its status, and where it leads."""
    parts = urlsplit(address)
    if parts.scheme not in PORTS or not parts.hostname:
        raise Refused(_("Only http:// and https:// are visited."))
    if parts.username is not None or parts.password is not None:
        raise Refused(_("There is a password in the address."))
    port = parts.port or PORTS[parts.scheme]
    host = parts.hostname.encode("idna").decode() if not parts.hostname.isascii() else parts.hostname
    connection = connect(parts.scheme, host, port, allowed)
    timer = Timer(MOST_SECONDS, hang_up, [connection.sock])
    timer.start()
    path = quoted(parts.path or "/") + (f"?{quoted(parts.query)}" if parts.query else "")
    try:
        connection.request(method, path, headers={"User-Agent": agent, "Accept": "*/*", "Connection": "close"})
        answer = connection.getresponse()
        if method == "GET":
            answer.read(MOST_BYTES)
        return answer.status, answer.getheader("Location")
    finally:
        timer.cancel()
        connection.close()


def hang_up(sock):
    """End a conversation that takes too long; whoever reads from it finds it closed."""
    with suppress(OSError):
        sock.shutdown(socket.SHUT_RDWR)


def quoted(text):
    """Letters that a request cannot hold, encoded."""
    return "".join(
        letter if "!" <= letter <= "~" else "".join(f"%{byte:02X}" for byte in letter.encode()) for letter in text
    )


def connect(scheme, host, port, allowed):
    """Connect to the public address that a name means now. Raises: Refused where it means none."""
    found = public_address(host, port, allowed)
    plain = socket.create_connection((found, port), timeout=SECONDS)
    kind = http.client.HTTPSConnection if scheme == "https" else http.client.HTTPConnection
    connection = kind(host, port, timeout=SECONDS)
    try:
        context = ssl.create_default_context()
        connection.sock = context.wrap_socket(plain, server_hostname=host) if scheme == "https" else plain
    except BaseException:
        with suppress(OSError):
            plain.close()
        raise
    return connection


def public_address(host, port, allowed):
    """The IP address of a name; refused where any that it has is not public: such a name is not to be trusted."""
    found = [entry[4][0] for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    for each in found:
        address = ipaddress.ip_address(each.partition("%")[0])
        address = getattr(address, "ipv4_mapped", None) or address
        if not allowed(address):
            raise Refused(_("It leads into an internal network."))
    return found[0]
