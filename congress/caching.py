"""Public pages, kept by the version of the data: as long as nothing is changed, a page is made once.

A page is asked for by its address, the part of it that htmx wants, and the program's own version; what is kept says
for which data and which day it was made. The version is asked for each time (one small query), so an edit shows with
the next request, in every process, and nobody guesses by time. Pages are kept compressed: one copy serves all.

What was asked for with a question (?thema=…) has a memory of its own: whoever makes up questions pushes none of the
pages out that others read. With ``CACHE_URL`` a page that one process has made serves all of them; each keeps it in
its own memory as well.

While the database is away, the last copy is served whatever its version, and says so: ``X-Served-Stale: 1``.
"""

import zlib
from hashlib import sha256
from time import monotonic

from django.conf import settings
from django.core.cache import caches
from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags

from congress.release import release
from kommunen.models import current_version

AWAY = OperationalError, InterfaceError
HTMX = "HX-Request", "HX-Boosted", "HX-History-Restore-Request"  # what decides how much of a page is sent
NOT_PUBLIC = "/admin/", "/anmelden/", "/api/", "/begleiter/", "/static/"
LARGEST = 48 * 1024  # bytes, compressed: what is larger is made anew each time, so the memory stays within its bounds
LONGEST_ADDRESS = 500
KEPT_FOR = 7 * 24 * 3600  # seconds; in a shared cache, for pages that nobody asks for any more
PAUSE = 1  # seconds without asking a database that did not answer: nobody waits for it in vain
FRESH = "public, max-age=0, must-revalidate"


class PageCacheMiddleware:
    """Serves what is kept, keeps what was made. It stands before everything that knows of sessions."""

    def __init__(self, get_response):
        self.get_response = get_response
        self.away_until = 0

    def __call__(self, request):
        if not is_public(request):
            return self.get_response(request)
        key, version = key_of(request), self.version()
        own = caches["questions" if request.GET else "pages"]
        kept = last_made(own, key, version)
        if version is None:
            return last_copy(kept) if kept else self.get_response(request)
        if kept and kept["version"] == version:
            return unchanged(request, kept) or answer(request, kept)
        response = self.get_response(request)
        if getattr(response, "database_is_away", False):
            self.away_until = monotonic() + PAUSE
            return last_copy(kept) if kept else response
        if may_be_kept(request, response):
            made = entry(response, tag_of(key, version), version)
            if len(made["body"]) <= LARGEST:
                for cache in (own, caches["shared"]):
                    cache.set(key, made, KEPT_FOR)
            return unchanged(request, made) or answer(request, made)
        return response

    def version(self):
        """The version of data and day, as text; None while the database is away."""
        if monotonic() < self.away_until:
            return None
        try:
            return f"{current_version()} {timezone.localdate().isoformat()}"
        except AWAY:
            self.away_until = monotonic() + PAUSE
            return None


def last_made(own, key, version):
    """What is kept of a page: in this process, or where another has made it of newer data, in the shared cache."""
    kept = own.get(key)
    if kept and version in (None, kept["version"]):
        return kept
    shared = caches["shared"].get(key)
    if shared and version in (None, shared["version"]):
        own.set(key, shared, KEPT_FOR)
        return shared
    return kept


def is_public(request):
    """Whether an answer may depend on the address alone: nobody is logged in, nothing is sent."""
    return (
        request.method in ("GET", "HEAD")
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and "Authorization" not in request.headers
        and len(request.get_full_path()) <= LONGEST_ADDRESS
        and not request.path.startswith(NOT_PUBLIC)
        and "/begleiter/" not in request.path
        and "format" not in request.GET
    )


def key_of(request):
    """What tells one kept page from another."""
    host = request.headers.get("Host", "")  # one that is not ours is refused further inside, and never kept
    htmx = [request.headers.get(name) == "true" for name in HTMX]
    asked = release(), request.scheme, host, request.get_full_path(), htmx
    return f"page:{sha256(repr(asked).encode()).hexdigest()}"


def tag_of(key, version):
    """The page's ETag: the same as long as question and data are. It is weak, as it holds for other compressions."""
    return f'W/"{sha256(repr((key, version)).encode()).hexdigest()[:24]}"'


def may_be_kept(request, response):
    """A whole page for everybody: HTML, without cookie, not forbidden by the view."""
    return (
        request.method == "GET"
        and response.status_code == 200
        and not response.streaming
        and not response.cookies
        and not response.has_header("Cache-Control")
        and not response.has_header("Content-Encoding")
        and response.get("Content-Type", "").startswith("text/html")
        and "cookie" not in response.get("Vary", "").lower()
    )


def entry(response, tag, version):
    """What is kept of an answer."""
    response["ETag"] = tag
    response["Cache-Control"] = FRESH
    patch_vary_headers(response, ["HX-Request"])
    packer = zlib.compressobj(6, zlib.DEFLATED, 31)  # gzip, without a time: equal pages, equal bytes
    body = packer.compress(response.content) + packer.flush()
    return {"version": version, "headers": dict(response.items()), "body": body}


def answer(request, kept):
    """The page as the asker can read it."""
    takes_gzip = "gzip" in request.headers.get("Accept-Encoding", "")
    headers = {name: value for name, value in kept["headers"].items() if name != "Content-Length"}
    response = HttpResponse(kept["body"] if takes_gzip else zlib.decompress(kept["body"], 31), headers=headers)
    if takes_gzip:
        response["Content-Encoding"] = "gzip"
    patch_vary_headers(response, ["Accept-Encoding"])
    response["Content-Length"] = str(len(response.content))
    return response


def unchanged(request, kept):
    """304 for whoever has this very page already; None for others."""
    tag = kept["headers"]["ETag"]
    if tag not in parse_etags(request.headers.get("If-None-Match", "")):
        return None
    response = HttpResponse(status=304)
    for name in ("ETag", "Cache-Control", "Vary", "Content-Language"):
        if name in kept["headers"]:
            response[name] = kept["headers"][name]
    patch_vary_headers(response, ["Accept-Encoding"])
    del response["Content-Type"]
    return response


def last_copy(kept):
    """The page as it was when the database last answered; no browser keeps it."""
    headers = kept["headers"] | {"Cache-Control": "no-store", "X-Served-Stale": "1", "Warning": '110 - "Stale"'}
    headers = {name: value for name, value in headers.items() if name not in ("ETag", "Content-Length")}
    return HttpResponse(zlib.decompress(kept["body"], 31), headers=headers)
