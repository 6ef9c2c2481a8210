"""Pages for what went wrong: they help on."""

import re
import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpResponse, HttpResponseNotFound
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views import defaults

from kommunen.exchange.answers import problem_response

FOR_PROGRAMS = "/api/"
MOST_SOUGHT = 100  # letters
WORD_BREAKS = re.compile(r"\.html?$|[\W_]+")


def not_found(request, exception):
    """The page for an address that does not exist; beyond a list's end it links to the last page."""
    if request.path.startswith(FOR_PROGRAMS):
        return problem_response(404, _("There is no such address in this API."))
    last = getattr(exception, "last", None)
    query = request.GET.copy()
    if last:
        query["page"] = last
    context = {
        "last_page": last,
        "last_page_url": f"?{query.urlencode()}",
        "reason": str(exception) if last else "",
        "no_address": True,
        "sought": "" if last else sought(request.path),
    }
    return HttpResponseNotFound(render_to_string("404.html", context, request))


def sought(path):
    """What somebody may have looked for: the last part of an address, as words."""
    return WORD_BREAKS.sub(" ", path.rstrip("/").rpartition("/")[2]).strip()[:MOST_SOUGHT]


def bad_request(request, exception):
    """The page for a question that cannot be understood."""
    if request.path.startswith(FOR_PROGRAMS):
        return problem_response(400, _("The question cannot be answered."))
    return defaults.bad_request(request, exception)


def server_error(request):
    """The page for a fault of ours; while the database is away, a clear word that nothing was saved."""
    if isinstance(sys.exc_info()[1], (OperationalError, InterfaceError)):
        return database_away(request)
    if request.path.startswith(FOR_PROGRAMS):
        return problem_response(500, _("Something went wrong here. The fault is not in the question."))
    return defaults.server_error(request)


def database_away(request):
    """What was sent is not saved, and nothing half; who asks again in a moment has better luck."""
    if request.path.startswith(FOR_PROGRAMS):
        response = problem_response(503, _("The database does not answer. Please ask again in a moment."))
    else:
        response = HttpResponse(render_to_string("503.html"), status=503)
    response["Retry-After"] = "10"
    response["Cache-Control"] = "no-store"
    response.database_is_away = True  # so that a kept page may take its place
    return response
