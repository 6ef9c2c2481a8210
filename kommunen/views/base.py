"""The two kinds of page that every noun has: a filtered list and a record's own page."""

from django.core.paginator import InvalidPage, Paginator
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.formats import number_format
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import DetailView, ListView
from django_filters import FilterSet

from kommunen.exchange.answers import open_to_programs
from kommunen.exchange.export import export, unknown_format
from kommunen.exchange.formats import FORMATS
from kommunen.filters.rows import Rows
from kommunen.models import State, record_at
from kommunen.network.states import states_of, too_many
from kommunen.search.marking import snippets
from kommunen.templatetags.navigation import without
from kommunen.views.map import MapTies, partners_of
from kommunen.views.snippets import as_html, title_as_html


def one_address(request, *, keep_empty=False):
    """The one address of a question: without fields that a form left empty, with short codes of federal states.

    A browser without JavaScript sends them all: so one question has one address to share, with scripts or without.
    Arguments: request; keep_empty, to leave empty fields as they are. Returns: None where it was asked there.
    """
    asked = request.GET.copy()
    for name, values in request.GET.lists():
        if not any(values) and not keep_empty:
            del asked[name]
        elif name == "land":
            asked.setlist(name, [State.short(code) for code in values])
    if request.htmx or asked == request.GET:
        return None
    question = asked.urlencode()
    return f"{request.path}{'?' if question else ''}{question}"


class CountedPaginator(Paginator):
    """A paginator that is told how many rows there are instead of counting them again."""

    def __init__(self, rows, per_page, count):
        super().__init__(rows, per_page)
        self.count = count


class Displayed:
    """A page whose rows can be shown in several ways, ``list_views``; the parameter ``ansicht`` chooses one."""

    list_views = [("liste", _("List"))]

    @property
    def list_view(self):
        """How the rows are shown: one of ``list_views``; the first is the usual one."""
        asked = self.request.GET.get("ansicht")
        return asked if asked in dict(self.list_views) else self.list_views[0][0]


class FilteredListView(Displayed, ListView):
    """A list that one FilterSet narrows: as a page, as its results alone for htmx, or as a file.

    A wrong value shows its fault beside the field, with status 400 and no rows: never a wider list than asked.
    """

    template_name = "listing.html"
    heading: str
    lead: str
    filterset_class: type[FilterSet]
    rows_name: str
    paginate_by = 24
    more_formats = {}  # {name: Format} beside those of all lists, such as a calendar

    @property
    def formats(self):
        """The formats that the list can be had in, by name."""
        return {**FORMATS, **self.more_formats}

    @cached_property
    def filterset(self):  # templates say view.filterset
        return self.filterset_class(self.request.GET, queryset=super().get_queryset(), request=self.request)

    @cached_property
    def count_text(self):
        """How many rows there are, in words."""
        number = self.filterset.count
        return self.count_words(number) % {"number": number_format(number, force_grouping=True)}

    def count_words(self, number):
        """The noun for so many rows, with %(number)s."""

    def get_queryset(self):
        return self.filterset.qs if self.filterset.is_valid() else self.filterset.queryset.none()

    def get(self, request, *args, **kwargs):
        if name := request.GET.get("format"):
            return export(self.filterset, name, request, self.more_formats)
        if address := one_address(request):
            return redirect(address)
        return super().get(request, *args, **kwargs)

    def paginate_queryset(self, queryset, page_size):
        """Refuse what is no page of the list with a link to the last."""
        paginator = CountedPaginator(self.filterset.in_pages(queryset), page_size, self.filterset.count)
        page = asked_page(paginator, self.request)
        return paginator, page, page.object_list, page.has_other_pages()

    def get_context_data(self, **kwargs):
        drawn = self.drawn() if self.list_view == "karte" and self.filterset.is_valid() else {}
        context = super().get_context_data(list_view=self.list_view, **drawn, **kwargs)
        if self.filterset.is_valid() and self.filterset.answer:
            self.mark(context["object_list"])
        return context

    def drawn(self):
        """What the map shows: the places, and who of them works with whom; or federal states without any ties."""
        asked, places = self.filterset.form.cleaned_data, self.places()
        if chosen := asked.get("kommune") if self.has_many(places) else None:
            places = places.filter(slug__in=partners_of(chosen))
        elif self.has_many(places):
            return {"places": states_of(places, self.records_on_map()), "ties": None}
        places = list(places)
        ties = MapTies(places, self.focus(places), bool(asked.get("linien")), self.cooperations_drawn())
        return {"places": places, "ties": ties}

    def has_many(self, places):
        """Whether these are too many municipalities for a map."""
        known = self.filterset.queryset.model is places.model  # then nobody has to count them again
        return too_many(self.filterset.count if known else places.count())

    def records_on_map(self):
        """The projects that make a place large, where it stands for many; None for all."""

    def focus(self, places):
        """The municipality that the map puts in focus, one of the places; None for none."""

    def cooperations_drawn(self):
        """The slugs of the cooperations whose lines the map may draw; None for all."""

    def mark(self, rows):
        """Give each row of this page the sentence in which the words asked for are marked."""
        answer = self.filterset.answer
        ids = set(rows.ids if isinstance(rows, Rows) else (record.pk for record in rows))
        shown = [hit for hit in answer.hits if hit.object_id in ids]
        marked = snippets(shown, answer.terms)
        found = {hit.object_id: as_html(marked.get(hit.document)) for hit in shown}
        titles = {hit.object_id: title_as_html(marked.get(hit.document)) for hit in shown}
        if isinstance(rows, Rows):
            rows.snippets, rows.titles = found, titles
            return
        for record in rows:
            record.snippet, record.marked_title = found.get(record.pk, ""), titles.get(record.pk, "")

    def get_template_names(self):
        htmx = self.request.htmx  # boosted links and the Back button need the whole page
        alone = htmx and not htmx.boosted and not htmx.history_restore_request
        return ["listing_answer.html"] if alone else super().get_template_names()

    def render_to_response(self, context, **kwargs):
        status = 200 if self.filterset.is_valid() else 400
        response = super().render_to_response(context, status=status, **kwargs)
        patch_vary_headers(response, ["HX-Request"])  # or a cache hands the fragment to a browser
        return response


class AnsweredElsewhere:
    """A page whose question programs ask at another address: ``?format=`` leads there, or is refused as in a list."""

    elsewhere = {}  # {format: name of the address that answers it}
    needed = ()  # the fields without which there is no answer: a form says so where they are sent empty

    def get(self, request, *args, **kwargs):
        name = request.GET.get("format")
        if not name:
            if all(request.GET.get(field) for field in self.needed) and (address := one_address(request)):
                return redirect(address)
            return super().get(request, *args, **kwargs)
        if name not in self.elsewhere:
            return unknown_format(name, self.elsewhere)
        question = without(request.GET, "format", None)
        return open_to_programs(redirect(f"{reverse(self.elsewhere[name])}{'?' if question else ''}{question}"))


class BeyondLastPage(Http404):
    """A page number after the last one, or none at all; ``last`` is where the list ends."""

    def __init__(self, last):
        super().__init__(_("This list has only %(last)d pages.") % {"last": last})
        self.last = last


def asked_page(paginator, request):
    """Return the page that is asked for. Raises: BeyondLastPage where it is none of the list."""
    try:
        return paginator.page(request.GET.get("page") or "1")
    except InvalidPage as none_of_it:
        raise BeyondLastPage(paginator.num_pages) from none_of_it


class RecordView(DetailView):
    """A published record's page; an old address, and one with capital letters, leads to the present one."""

    def get_object(self, queryset=None):
        slug = self.kwargs["slug"]
        found = record_at(self.get_queryset(), slug)
        if found is None and slug != slug.lower():
            found = record_at(self.get_queryset(), slug.lower())
        if found is None:
            raise Http404(_("There is no such page, or it is not public."))
        return found

    def get(self, request, *args, **kwargs):
        self.object = self.get_object()
        if self.object.slug != self.kwargs["slug"]:
            return redirect(self.object, permanent=True)
        return self.render_to_response(self.get_context_data())
