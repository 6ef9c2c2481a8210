"""What every answer to a program carries: its licence, leave to read it anywhere, and faults as problem details."""

from hashlib import sha256
from http import HTTPStatus

from django.conf import settings
from django.http import JsonResponse
from django.utils import timezone

from kommunen.models import current_version

LICENCE = {
    "id": "dl-de/zero-2-0",
    "name": "Datenlizenz Deutschland – Zero – Version 2.0",
    "url": "https://www.govdata.de/dl-de/zero-2-0",
}
PROBLEM_TYPE = "application/problem+json"


def open_to_programs(response):
    """Let scripts of any origin read this answer, and name its licence. Nothing here depends on who asks."""
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Expose-Headers"] = (
        "Allow, Content-Disposition, ETag, Link, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset, Retry-After"
    )
    links = [response["Link"]] if response.has_header("Link") else []
    response["Link"] = ", ".join([*links, f'<{LICENCE["url"]}>; rel="license"'])
    return response


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
