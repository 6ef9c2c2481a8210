"""What one asker may have of the server: a request of some size, and so many searches a minute."""

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
    """``SEARCHES_PER_MINUTE`` from one address; what is kept does not count, because it costs nothing.

    Everybody in a congress hall may share one address, so the limit is generous: it stops programs, not people.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        most = settings.SEARCHES_PER_MINUTE
        if most and is_search(request) and self.used(request) > most:
            with translation.override("en" if request.path.startswith("/en/") else settings.LANGUAGE_CODE):
                response = refusal(request)
            response["Retry-After"] = str(WINDOW - int(time() % WINDOW))
            return response
        return self.get_response(request)

    def used(self, request):
        """How often this address searched within the minute; it is counted under a keyed hash, in memory."""
        whose = salted_hmac("congress.limits", client_address(request)).hexdigest()[:32]
        return count(f"search:{int(time() // WINDOW)}:{whose}")


def refusal(request):
    """A page for people; who asked for a file is a program, and gets problem details."""
    if request.GET.get("format"):
        return problem_response(429, _("Please wait a few minutes and try again."))
    return render(request, "429.html", status=429)


def is_search(request):
    return request.path.startswith(SEARCHES) or (bool(request.GET.get("q")) and not request.path.startswith("/api/"))
