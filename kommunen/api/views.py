"""What all views of the API share."""

from django.http import Http404, HttpResponsePermanentRedirect
from django.urls import resolve
from django.utils.http import parse_etags
from django.utils.translation import gettext as _
from rest_framework.response import Response
from rest_framework.routers import APIRootView
from rest_framework.views import APIView
from rest_framework.viewsets import GenericViewSet, mixins

from kommunen.api.schema import RecordSchema
from kommunen.exchange.answers import data_tag, notice_in, open_to_programs
from kommunen.models import record_at


class OpenMixin:
    """Readable by programs of any origin; GET, HEAD, and OPTIONS for the browsers that ask first."""

    def options(self, request, *args, **kwargs):
        asked = request.headers.get("Access-Control-Request-Headers", "")
        headers = {"Access-Control-Allow-Methods": "GET, HEAD, OPTIONS", "Access-Control-Max-Age": "86400"}
        if asked:
            headers["Access-Control-Allow-Headers"] = "Accept, Accept-Language, If-Modified-Since, If-None-Match"
        return Response(status=204, headers=headers)

    def initial(self, request, *args, **kwargs):
        """After counting the question: answer at once whoever holds the answer already."""
        super().initial(request, *args, **kwargs)
        if request.method in ("GET", "HEAD"):
            self.tag = data_tag(request, *self.tagged_by())
            if self.tag in parse_etags(request.headers.get("If-None-Match", "")):
                raise NotModified(self.tag)

    def tagged_by(self):
        """What the answer depends on beside data, day and question."""
        serializer = getattr(self, "serializer_class", None)
        return list(serializer().fields) if serializer else ()

    def handle_exception(self, exc):
        if isinstance(exc, NotModified):
            self.headers["ETag"] = exc.tag
            return Response(status=304)
        return super().handle_exception(exc)

    def finalize_response(self, request, response, *args, **kwargs):
        row = getattr(self, "serializer_class", None)
        notice = notice_in(row, "") if row and response.status_code in (200, 304) else ""
        answer = open_to_programs(super().finalize_response(request, response, *args, **kwargs), notice)
        if response.status_code == 200 and getattr(self, "tag", ""):
            answer["ETag"] = self.tag
        for name, value in getattr(self.request._request, "rate_limit", {}).items():
            answer[name] = value
        return answer


class NotModified(Exception):  # noqa: N818 - an answer, not an error
    """The asker's copy, which has this tag, is what would be answered."""

    def __init__(self, tag):
        super().__init__(tag)
        self.tag = tag


class ListViewSet(OpenMixin, mixins.ListModelMixin, GenericViewSet):
    """A noun whose records are listed and have no address of their own. Subclasses name ``queryset`` and row."""

    schema = RecordSchema()

    def get_queryset(self):
        return self.serializer_class.complete(super().get_queryset())


class RecordViewSet(mixins.RetrieveModelMixin, ListViewSet):
    """A noun's list and its records by key."""

    lookup_field = "slug"
    lookup_value_regex = "[-a-zA-Z0-9_]+"

    def get_object(self):
        found = self.get_queryset().filter(**{self.lookup_field: self.kwargs[self.lookup_field]}).first()
        if found is None:
            raise Http404(_("There is no such record, or it is not public."))
        return found


class AddressedViewSet(RecordViewSet):
    """A noun whose records have a slug; one that a record once had leads on to the present one."""

    def retrieve(self, request, *args, **kwargs):
        found = record_at(self.get_queryset(), self.kwargs["slug"])
        if found is None:
            raise Http404(_("There is no such record, or it is not public."))
        if found.slug != self.kwargs["slug"]:
            return Response(status=301, headers={"Location": self.reverse_action("detail", [found.slug])})
        return Response(self.get_serializer(found).data)


class RootView(OpenMixin, APIRootView):
    """All that can be asked of this API: its lists, its questions, its description."""


class NowhereView(OpenMixin, APIView):
    """Every other address below the API: a fault that programs can read, or the way on where just the slash lacks."""

    schema = None

    def initial(self, request, *args, **kwargs):
        if request.method not in ("GET", "HEAD") or not resolve(f"{request.path_info}/").url_name:
            raise Http404(_("There is no such address in this API."))

    def get(self, request):
        return HttpResponsePermanentRedirect(request.get_full_path(force_append_slash=True))
