"""A question that names a record by an earlier address is led on to the same question with the present one.

Lists, their files, searches and the API are asked by slugs, and people keep such addresses: bookmarks, feeds, programs.
Only where a question is refused is it looked for earlier addresses; so no other answer takes a query more.
"""

from django.http import HttpResponsePermanentRedirect

from kommunen.models import OldAddress, is_slug

NOUNS = {  # which noun a parameter asks for
    "thema": "theme",
    "technik": "technology",
    "kommune": "municipality",
    "von": "municipality",
    "nach": "municipality",
    "nahe": "municipality",
    "kongress": "congress",
}


class RenamedMiddleware:
    """Answers a refused question with the address that it has now, where there is one."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code != 400 or request.method not in {"GET", "HEAD"}:
            return response
        question = present_question(request.GET)
        if question is None:
            return response
        moved = HttpResponsePermanentRedirect(f"{request.path}?{question.urlencode()}")
        if origin := response.headers.get("Access-Control-Allow-Origin"):
            moved["Access-Control-Allow-Origin"] = origin
        return moved


def present_question(asked):
    """Return a question with the present slugs in the place of earlier ones; None where it has none of those.

    Arguments: asked, a QueryDict.
    """
    named = {(NOUNS[name], value) for name in asked.keys() & NOUNS.keys() for value in asked.getlist(name)}
    words = {(noun, value) for noun, value in named if is_slug(value)}
    if not words:
        return None
    old = OldAddress.objects.filter(slug__in=[slug for _noun, slug in words], content_type__model__in=NOUNS.values())
    found = {(one.content_type.model, one.slug): one.record for one in old.select_related("content_type")}
    public = {key: record for key, record in found.items() if key in words and record is not None and record.is_public}
    if not public:
        return None
    question = asked.copy()
    for name in asked.keys() & NOUNS.keys():
        question.setlist(name, [present_slug(public, name, value) for value in asked.getlist(name)])
    return question


def present_slug(public, name, value):
    """The present slug for a value of a parameter; itself where no public record was called so."""
    record = public.get((NOUNS[name], value))
    return record.slug if record else value
