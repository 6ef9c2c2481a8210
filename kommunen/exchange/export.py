"""The export door: a filtered list as a file, exactly the rows and the order shown, streamed."""

from django.conf import settings
from django.http import StreamingHttpResponse
from django.utils import timezone, translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from kommunen.exchange.answers import data_tag, notice_in, open_to_programs, problem_response, say_if_cut
from kommunen.exchange.formats import FORMATS, TIE_FORMATS
from kommunen.exchange.hits import Found
from kommunen.exchange.rows import LANGUAGE, Rows
from kommunen.exchange.serializers import serializer_of
from kommunen.exchange.serializers.hit import FoundSerializer
from kommunen.exchange.serializers.tie import TieSerializer
from kommunen.search.quoting import quoted


def export(filterset, name, request, more=None):
    """Answer a list's question with a file; with 400 and the faults named where the question is wrong.

    Arguments: filterset, bound to the query string; its queryset holds published records and has ``with_row()``;
    name, the format; request, which asked; more, {name: Format} that this list offers beside those of all lists.
    """
    formats = {**FORMATS, **(more or {})}
    if name not in formats:
        return unknown_format(name, formats)
    if faults := faults_in(filterset):
        return refused(faults)
    serializer = serializer_of(filterset.queryset.model)
    with translation.override(LANGUAGE):
        title = str(capfirst(filterset.queryset.model._meta.verbose_name_plural))
    rows = Rows(serializer, type(serializer).complete(filterset.qs), title, page_of(request), request.GET)
    return file_response(rows, name, formats[name], request, filterset)


def export_hits(filterset, hits, name, request):
    """Answer a question to the search with a file.

    Arguments: filterset, the question; hits, a function that returns those that its page shows, in their order; name,
    the format; request.
    """
    if name not in FORMATS:
        return unknown_format(name, FORMATS)
    if faults := faults_in(filterset):
        return refused(faults)
    with translation.override(LANGUAGE):
        title = _("Search: %(text)s") % {"text": filterset.text}
    rows = Rows(FoundSerializer(), Found(hits()), title, page_of(request), request.GET)
    return file_response(rows, name, FORMATS[name], request, filterset)


def export_ties(filterset, name, request):
    """Answer a question to the network with a file: a row for each record behind each line, in their order.

    Arguments: filterset, the question; its ``links`` are read only where they are written out.
    """
    if name not in TIE_FORMATS:
        return unknown_format(name, TIE_FORMATS)
    if faults := faults_in(filterset):
        return refused(faults)
    with translation.override(LANGUAGE):
        title = _("Who works with whom")
    rows = Rows(TieSerializer(filterset.network), Ties(filterset), title, page_of(request), request.GET)
    return file_response(rows, name, TIE_FORMATS[name], request, filterset)


class Ties:
    """The records behind the lines that a question leaves, as (line, tie) pairs."""

    def __init__(self, filterset):
        self.filterset = filterset

    def iterator(self, chunk_size):
        """All of them; they lie in memory already."""
        return ((link, tie) for link in self.filterset.links for tie in link.ties)


def unknown_format(name, formats):
    """Refuse a format that a list, or a page that is none, does not have."""
    if not formats:
        return refused({"format": [_("This page comes in no other format.")]})
    fault = _("“%(name)s” is no format of this list. There are: %(known)s.")
    return refused({"format": [fault % {"name": quoted(name), "known": ", ".join(formats)}]})


def faults_in(filterset):
    """What is wrong with a question, by parameter: values, and names that no filter has."""
    faults = {**filterset.form.errors, **filterset.name_faults}
    if near := filterset.near_places:
        faults["nahe"] = [*faults["nahe"], _("Similar names: %(names)s.") % {"names": ", ".join(near)}]
    return faults


def refused(faults):
    """Answer with the faults of a question."""
    return problem_response(400, _("The question cannot be answered."), faults)


def page_of(request):
    """The full address of the page on which somebody sees what a file holds."""
    query = request.GET.copy()
    query.pop("format", None)
    query.pop("page", None)
    return f"{settings.PUBLIC_URL}{request.path}{'?' if query else ''}{query.urlencode()}"


def file_response(rows, name, kind, request, question):
    """Answer with a file. Nothing is read before the server sends it, so an unchanged file (304) costs next to nothing.

    Arguments: rows; name and Format that are asked for; request; question, the FilterSet that found the rows.
    """
    body = () if request.method == "HEAD" else kind.parts(rows)
    response = StreamingHttpResponse(body, content_type=kind.content_type)
    if kind.saved:
        file_name = f"{rows.serializer.file_name}-{timezone.localdate().isoformat()}.{name}"
        response["Content-Disposition"] = f'attachment; filename="{file_name}"'
    response["ETag"] = data_tag(request, *rows.serializer.fields)
    response["X-Robots-Tag"] = "noindex"  # the page is what search engines should find
    say_if_cut(response, question)
    return open_to_programs(response, notice_in(rows.serializer, name))
