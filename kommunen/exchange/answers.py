"""What every answer to a program carries: its licence, leave to read it anywhere, and faults as problem details."""

from hashlib import sha256
from http import HTTPStatus
from urllib.parse import quote

from django.conf import settings
from django.http import JsonResponse
from django.utils import timezone

from kommunen.language.query import LONGEST_QUERY
from kommunen.models import current_version

LICENCE = {
    "id": "dl-de/zero-2-0",
    "name": "Datenlizenz Deutschland – Zero – Version 2.0",
    "url": "https://www.govdata.de/dl-de/zero-2-0",
}
NAMED_LICENCE = {"id": "dl-de/by-2-0", "url": "https://www.govdata.de/dl-de/by-2-0"}
DESTATIS = f"© Statistisches Bundesamt (Destatis), 2021, {NAMED_LICENCE['id']}"
CUT = "Query-Cut-At"  # the header that says so where only the beginning of a long question was searched for
PROBLEM_TYPE = "application/problem+json"
TABLES = ("csv", "xlsx", "json")  # the formats that hold the rows as they are


def notice_in(serializer, name):
    """Return whose figures a file carries beside our own facts, as the file has to say; "" where it carries none.

    It depends on the format as well: a map needs the places of what is listed, a feed has neither places nor figures.
    Arguments: serializer, of the rows, or its class; name, of the format; "" for an answer of the API.
    """
    if name == "geojson":
        return serializer.notice or serializer.notice_of_places
    return serializer.notice if name in ("", *TABLES) else ""


def open_to_programs(response, notice=""):
    """Let scripts of any origin read this answer, and name its licence. Nothing here depends on who asks.

    Arguments: response; notice, whose figures it carries beside our own facts: their licence is named as well.
    """
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Expose-Headers"] = (
        f"Allow, Content-Disposition, ETag, Link, {CUT}, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset,"
        " Retry-After"
    )
    links = [response["Link"]] if response.has_header("Link") else []
    links.append(f'<{LICENCE["url"]}>; rel="license"')
    if notice:
        links.append(f"<{NAMED_LICENCE['url']}>; rel=\"license\"; title*=UTF-8''{quote(notice, safe='')}")
    response["Link"] = ", ".join(links)
    return response


def say_if_cut(headers, question):
    """Say in the headers of an answer that only the beginning of ``q`` was searched for, where that is so."""
    if question.was_cut:
        headers[CUT] = str(LONGEST_QUERY)


def data_tag(request, *shape):
    """Return the tag of the answer to a question: the same as long as data, day, question and shape are; one query.

    It is weak, because what is compressed on the way is the same answer in other bytes.
    Arguments: request; shape, whatever else the answer depends on, such as the names of its fields.
    """
    asked = (current_version(), timezone.localdate(), settings.PUBLIC_URL, request.get_full_path(), *shape)
    return f'W/"{sha256(repr(asked).encode()).hexdigest()[:24]}"'


def problem_details(status, detail, errors=None):
    """Return a fault as RFC 9457 has it; ``errors`` adds the faults by parameter, each a list of sentences."""
    problem = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": str(detail)}
    if errors:
        problem["errors"] = {name: [str(fault) for fault in faults] for name, faults in errors.items()}
    return problem


def problem_response(status, detail, errors=None):
    """Answer with problem details."""
    details = problem_details(status, detail, errors)
    return open_to_programs(JsonResponse(details, status=status, content_type=PROBLEM_TYPE))
