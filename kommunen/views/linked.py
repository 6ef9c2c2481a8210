"""Linked data for programs: the catalogue of everything, the themes, and how a browser asks the search."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views import View
from django.views.generic import TemplateView

from kommunen.exchange.answers import data_tag, open_to_programs
from kommunen.exchange.archive import archive
from kommunen.exchange.linked.catalogue import catalogue_graph
from kommunen.exchange.linked.themes import themes_graph

FORMATS = {  # ending → (what rdflib calls it, what the web calls it)
    "ttl": ("turtle", "text/turtle; charset=utf-8"),
    "jsonld": ("json-ld", "application/ld+json"),
    "rdf": ("xml", "application/rdf+xml; charset=utf-8"),
}


class GraphView(View):
    """A graph in one of the formats. It is written anew only after a change of the data."""

    graph: callable

    def get(self, request, name):
        if name not in FORMATS:
            raise Http404(_("There is no such page, or it is not public."))
        form, content_type = FORMATS[name]
        body = b"" if request.method == "HEAD" else self.graph().serialize(format=form, encoding="utf-8")
        response = HttpResponse(body, content_type=content_type)
        response["ETag"] = data_tag(request, *self.beside())
        response["X-Robots-Tag"] = "noindex"
        return open_to_programs(response)

    def beside(self):
        """What the graph depends on beside the data."""
        return ()


class CatalogueView(GraphView):
    """What can be fetched here, as DCAT-AP.de."""

    graph = staticmethod(catalogue_graph)

    def beside(self):
        return archive(make=False), *settings.CATALOGUE.values()


class ThemesView(GraphView):
    """The themes as a vocabulary (SKOS)."""

    graph = staticmethod(themes_graph)


class OpenSearchView(TemplateView):
    """How a browser takes this search among its own."""

    template_name = "kommunen/opensearch.xml"
    content_type = "application/opensearchdescription+xml; charset=utf-8"
