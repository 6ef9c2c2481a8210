"""The themes as a SKOS vocabulary, with stable addresses and the subjects of Europe's data portals beside them."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from rdflib import Literal, URIRef
from rdflib.namespace import SKOS

from kommunen.exchange.linked.vocabulary import add, concept, empty_graph, in_both
from kommunen.exchange.serializers.base import public_address
from kommunen.models import Theme


def scheme():
    """The vocabulary's own name."""
    return URIRef(f"{settings.PUBLIC_URL}/themen/#vokabular")


def theme_concept(theme):
    """What a theme is called by programs: its page, and on it the theme itself."""
    return URIRef(f"{public_address(theme)}#thema")


def add_themes(graph):
    """State the vocabulary with every published theme; two queries."""
    own = scheme()
    titles = in_both(_("Themes of the model municipalities"))
    add(graph, own, a=SKOS.ConceptScheme, title=titles, prefLabel=titles)
    add(graph, own, page=URIRef(f"{settings.PUBLIC_URL}/themen/"))
    for theme in Theme.objects.published():
        names = [Literal(theme.name, lang="de"), *([Literal(theme.name_en, lang="en")] if theme.name_en else [])]
        node = theme_concept(theme)
        add(graph, node, a=SKOS.Concept, inScheme=own, topConceptOf=own, prefLabel=names)
        add(
            graph,
            node,
            page=URIRef(public_address(theme)),
            altLabel=[Literal(word, lang="de") for word in words(theme)],
        )
        graph.add((own, SKOS.hasTopConcept, node))
        if theme.european:  # ours are narrower than the thirteen of the EU
            graph.add((node, SKOS.broadMatch, concept(graph, "data-theme", theme.european)))


def words(theme):
    """The other words for a theme, each once."""
    found = dict.fromkeys(word.strip() for word in theme.synonyms.splitlines())
    return [word for word in found if word and word != theme.name]


def themes_graph():
    """Return the vocabulary alone."""
    graph = empty_graph()
    add_themes(graph)
    return graph
