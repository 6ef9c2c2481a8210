"""The search over everything, and what it suggests while somebody types."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.shortcuts import redirect
from django.utils.cache import patch_vary_headers
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from kommunen.exchange.export import export_hits
from kommunen.exchange.formats import FORMATS
from kommunen.filters.everything import SearchFilter, filterset_of
from kommunen.filters.rows import Rows
from kommunen.models import Municipality
from kommunen.network.states import states_of, too_many
from kommunen.search import NOUNS, suggest
from kommunen.search.among import among
from kommunen.search.marking import snippets
from kommunen.search.nouns import address, list_address
from kommunen.views.base import BeyondLastPage, Displayed, asked_page, one_address
from kommunen.views.map import MapTies
from kommunen.views.snippets import as_html, title_as_html

ROWS = 20  # of one kind, on a page
FIRST = 5  # of each kind, where all kinds are shown


@dataclass(frozen=True)
class Section:
    """The hits of one kind that are shown: those that hold all words, those that hold most; and how many there are."""

    noun: object
    whole: Rows
    partly: Rows
    count: int

    @property
    def rows(self):
        """The ids of all that are shown."""
        return [*self.whole.ids, *self.partly.ids]


class SearchView(Displayed, TemplateView):
    """Hits of all kinds, or of one; an empty question explains, an unanswered one leads on.

    As a list the best of each kind stand first; as a table all of them, in the order of the files; the map shows the
    municipalities that they belong to.
    """

    list_views = [("liste", _("List")), ("tabelle", _("Table")), ("karte", _("Map"))]
    template_name = "kommunen/search.html"
    fragment_name = "kommunen/_search_answer.html"

    @cached_property
    def filterset(self):  # templates say view.filterset
        return SearchFilter(self.request.GET, "art", {noun.segment: noun for noun in NOUNS.values()})

    @property
    def text(self):
        return self.filterset.text

    @property
    def unfiltered_url(self):
        """The same words, kind and display, without any facet."""
        asked = {name: self.request.GET[name] for name in ("q", "art", "ansicht") if self.request.GET.get(name)}
        return f"?{urlencode(asked)}"

    def list_url(self, noun):
        """The same question to the list of one kind, which knows more filters; "" where it has none."""
        query = self.request.GET.copy()
        for name in ("art", "page", "alle"):
            query.pop(name, None)
        return f"{list_address(noun.type)}?{query.urlencode()}" if filterset_of(noun.type) else ""

    def get(self, request, *args, **kwargs):
        if name := request.GET.get("format"):
            return export_hits(self.filterset, lambda: self.filterset.hits, name, request)
        if address := one_address(request, keep_empty=True):
            return redirect(address)
        valid = self.filterset.is_valid()
        context = self.found() if valid else {"wrong": True}
        response = self.render_to_response(self.get_context_data(**context), status=200 if valid else 400)
        patch_vary_headers(response, ["HX-Request"])
        return response

    def get_template_names(self):
        htmx = self.request.htmx
        alone = htmx and not htmx.boosted and not htmx.history_restore_request
        return [self.fragment_name if alone else self.template_name]

    formats = FORMATS

    def found(self):
        """Search, and read the records of the hits that this page shows."""
        answer, chosen = self.filterset.answer, self.filterset.kind
        kinds = list(dict.fromkeys(hit.type for hit in answer.hits))
        tabs = [
            (NOUNS[kind], answer.counts[kind]) for kind in {**dict.fromkeys(kinds), **NOUNS} if answer.counts.get(kind)
        ]
        alone = NOUNS[kinds[0]] if len(kinds) == 1 else None
        page, drawn = None, {}
        if chosen or alone or self.list_view != "liste":
            page = asked_page(Paginator(self.filterset.hits, ROWS), self.request)
            shown = list(page.object_list)
        else:
            if (self.request.GET.get("page") or "1") != "1":
                raise BeyondLastPage(1)
            shown = [hit for kind in kinds for hit in [hit for hit in answer.hits if hit.type == kind][:FIRST]]
        if self.list_view == "karte":
            shown, drawn = [], self.drawn()
        marked = snippets(shown, answer.terms) if shown else {}
        sections = [
            self.section(NOUNS[kind], [hit for hit in shown if hit.type == kind], marked, answer.counts[kind])
            for kind in dict.fromkeys(hit.type for hit in shown)
        ]
        count = answer.counts.get(chosen.type, 0) if chosen else answer.count
        return {
            "answer": answer,
            "count": count,
            "tabs": tabs,
            "sections": sections,
            "page_obj": page,
            "chosen": chosen or alone,
            "list_view": self.list_view,
            "list_url": self.list_url(chosen or alone) if page and page.object_list and (chosen or alone) else "",
            **drawn,
        }

    def drawn(self):
        """What the map shows: the municipalities of the hits, or the federal states where those are too many."""
        numbers, placed = self.filterset.places
        places = Municipality.objects.published().filter(among("pk", numbers))
        elsewhere = len(self.filterset.hits) - placed
        if too_many(len(numbers)):
            return {"places": states_of(places, numbers=numbers), "ties": None, "elsewhere": elsewhere}
        places = list(places.on_map())
        for place in places:
            place.counted = numbers[place.pk]
        ties = MapTies(places, lines=bool(self.filterset.form.cleaned_data.get("linien")))
        return {"places": places, "ties": ties, "elsewhere": elsewhere}

    def section(self, noun, hits, marked, count):
        """The rows of one kind. Arguments: hits, of this kind; marked, {document: Snippet}; count, of all of them."""
        sets = self.filterset.sets_of(noun.type)
        texts = {hit.object_id: as_html(marked.get(hit.document)) for hit in hits}
        titles = {hit.object_id: title_as_html(marked.get(hit.document)) for hit in hits}
        rows = Rows([hit.object_id for hit in hits], noun.rows, sets, texts, titles)
        whole, partly = (rows.only([hit.object_id for hit in hits if hit.partly == wanted]) for wanted in (False, True))
        return Section(noun, whole, partly, count)


class SuggestionsView(TemplateView):
    """What somebody may be about to type: a list of options, asked for by the field itself."""

    template_name = "components/suggestions.html"

    def get_context_data(self, **kwargs):
        found = [
            (one, NOUNS[one.type].label if one.type else _("Search"), address(one.type, one.slug) if one.type else "")
            for one in suggest(self.request.GET.get("q", ""))
        ]
        return super().get_context_data(suggestions=found, typed=self.request.GET.get("q", "").strip(), **kwargs)
