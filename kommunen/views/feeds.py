"""Atom feeds: what is new here, in one kind of entry, on a theme, or of a municipality. One text for both languages."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views import View

from kommunen.exchange.answers import data_tag, open_to_programs
from kommunen.exchange.feed import PAGE, atom
from kommunen.exchange.formats import FORMATS
from kommunen.exchange.rows import LANGUAGE, Rows
from kommunen.exchange.serializers import serializer_of
from kommunen.models import Cooperation, CooperationMember, Municipality, Project, Theme, TrainingData, record_at

NOUNS = {"kommunen": Municipality, "projekte": Project, "kooperationen": Cooperation, "ki-daten": TrainingData}


def of_theme(theme):
    """The public records on a theme."""
    return [noun.objects.published().filter(themes=theme) for noun in (Project, Cooperation, TrainingData)]


def of_municipality(municipality):
    """A municipality with its public records."""
    memberships = CooperationMember.objects.published().filter(municipality=municipality)
    return [
        Municipality.objects.published().filter(pk=municipality.pk),
        Project.objects.published().filter(municipalities=municipality),
        Cooperation.objects.published().filter(pk__in=memberships.values("cooperation")),
        TrainingData.objects.published().filter(municipality=municipality),
    ]


def newest(querysets):
    """The (record, row) pairs that changed last, whatever their kind; in a constant number of queries."""
    found = []
    for queryset in querysets:
        serializer = serializer_of(queryset.model)
        rows = Rows(serializer, type(serializer).complete(queryset.with_row()), "", "", {})
        found += rows.newest(0, PAGE)
    return sorted(found, key=lambda pair: pair[0].changed_at, reverse=True)[:PAGE]


class FeedView(View):
    """The feed of everything; subclasses narrow it."""

    def content(self):
        """Return title, address of the page that shows the same, and querysets of published records."""
        return _("News"), reverse("kommunen:news"), [noun.objects.published() for noun in NOUNS.values()]

    def get(self, request, **kwargs):
        with translation.override(LANGUAGE):
            title, page, querysets = self.content()
            pairs = [] if request.method == "HEAD" else newest(querysets)
            match = request.resolver_match
            address = settings.PUBLIC_URL + reverse(match.view_name, kwargs=match.kwargs)  # German also below /en/
        body = atom(title, pairs, page=settings.PUBLIC_URL + page, address=address)
        response = HttpResponse(body, content_type=FORMATS["atom"].content_type)
        response["ETag"] = data_tag(request)
        response["X-Robots-Tag"] = "noindex"
        return open_to_programs(response)


class NounFeedView(FeedView):
    """One kind of entry."""

    def content(self):
        name = self.kwargs["name"]
        if name not in NOUNS:
            raise Http404(_("There is no such page, or it is not public."))
        noun = NOUNS[name]
        return capfirst(noun._meta.verbose_name_plural), f"/{name}/", [noun.objects.published()]


class RecordFeedView(FeedView):
    """What belongs to one record. An address that it once had leads on to the present one."""

    noun: type
    route: str

    def get(self, request, slug):
        self.record = record_at(self.noun.objects.published(), slug)
        if self.record is None:
            raise Http404(_("There is no such page, or it is not public."))
        if self.record.slug != slug:
            return redirect(self.route, self.record.slug, permanent=True)
        return super().get(request)

    def content(self):
        return str(self.record), self.record.get_absolute_url(), self.belonging(self.record)


class ThemeFeedView(RecordFeedView):
    """What is new on a theme."""

    noun, route = Theme, "kommunen:feed-theme"
    belonging = staticmethod(of_theme)


class MunicipalityFeedView(RecordFeedView):
    """What is new of a municipality."""

    noun, route = Municipality, "kommunen:feed-municipality"
    belonging = staticmethod(of_municipality)
