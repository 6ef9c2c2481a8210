"""Pages for what went wrong: they help on."""

from django.http import HttpResponseNotFound
from django.template.loader import render_to_string


def not_found(request, exception):
    """The page for an address that does not exist; beyond a list's end it links to the last page."""
    last = getattr(exception, "last", None)
    query = request.GET.copy()
    if last:
        query["page"] = last
    context = {"last_page": last, "last_page_url": f"?{query.urlencode()}", "reason": str(exception) if last else ""}
    return HttpResponseNotFound(render_to_string("404.html", context, request))
