"""What one asker may have of the server: a request of some size, and so many searches and files a minute."""

from time import time

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from kommunen.api.throttling import count
from kommunen.exchange.answers import problem_response
from kommunen.views.public_form import client_address

LARGEST_REQUEST = 20 * 1024**2  # bytes: a table that is imported is far smaller
WINDOW = 60  # seconds
SEARCHES = "/suche/", "/en/suche/"


class RequestSizeMiddleware:
    """Refuses what is too large before a byte of it is read."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        size = request.META.get("CONTENT_LENGTH") or "0"
        if not size.isdecimal() or int(size) > LARGEST_REQUEST:
            refusal = HttpResponse("Zu groß. Too large.\n", status=413, content_type="text/plain; charset=utf-8")
            refusal["Connection"] = "close"
            return refusal
        return self.get_response(request)


class SearchLimitMiddleware:
    """``SEARCHES_PER_MINUTE`` from one address, and files with the API; what is kept costs nothing and does not count.

    Everybody in a congress hall may share one address, so the limit is generous: it stops programs, not people.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if self.is_too_much(request):
            with translation.override("en" if request.path.startswith("/en/") else settings.LANGUAGE_CODE):
                response = refusal(request)
            response["Retry-After"] = str(WINDOW - int(time() % WINDOW))
            return response
        return self.get_response(request)

    def is_too_much(self, request):
        """Count what costs, and tell whether it is more than this address may have of it."""
        searches, files = settings.SEARCHES_PER_MINUTE, settings.API_REQUESTS_PER_MINUTE
        return bool(
            (searches and is_search(request) and used(request, "search", "congress.limits") > searches)
            or (files and is_export(request) and used(request, "api", "kommunen.api") > files)
        )


def used(request, what, salt):
    """How often this address asked within the minute; it is counted under a keyed hash, in memory.

    Files count together with the API, under its name: both hand out many records at once.
    """
    whose = salted_hmac(salt, client_address(request)).hexdigest()[:32]
    return count(f"{what}:{int(time() // WINDOW)}:{whose}")


def refusal(request):
    """A page for people; who asked for a file is a program, and gets problem details."""
    if request.GET.get("format"):
        return problem_response(429, _("Please wait a few minutes and try again."))
    return render(request, "429.html", status=429)


def is_search(request):
    return request.path.startswith(SEARCHES) or (bool(request.GET.get("q")) and not request.path.startswith("/api/"))


def is_export(request):
    """Whether a list is asked for as a file: it is made anew each time. The API counts for itself."""
    return "format" in request.GET and not request.path.startswith("/api/")
