"""How congresses are filtered, and the archive of what was on their programmes and came out of them."""

from collections import Counter

from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from congress.archive import Programme, ids_of
from congress.models import ENTRY_KINDS, OUTCOME, Congress, CongressKind, Outcome, Session
from kommunen.filters.base import FacetFilter, ListFilterSet
from kommunen.filters.shared import municipality_filter, sorting, state_facet, theme_facet
from kommunen.search.asking import ask
from kommunen.search.nouns import noun_of
from kommunen.templatetags.presentation import content_lang


class CongressFilterSet(ListFilterSet):
    """The questions to the archive of congresses and conferences."""

    art = FacetFilter("kind", choices=CongressKind.choices, label=_("Kind"))
    kommune = municipality_filter("attendances__municipality")
    sort = sorting(("start", "datum", _("Date")))

    class Meta:
        model = Congress
        fields = []


class OutcomeKindFacet(FacetFilter):
    """All outcomes are of the one kind that no session has."""

    def filter(self, qs, value):
        return qs if not value or OUTCOME in value else qs.none()

    def ids_by_value(self, queryset):
        return {OUTCOME: queryset.values_list("pk", flat=True)}


def slugs_and_titles():
    """The congresses as choices. Titles stay German, and say so on an English page."""
    lang = content_lang()
    found = Congress.objects.published().values_list("slug", "title")
    return [(slug, format_html("<span{}>{}</span>", lang, title) if lang else title) for slug, title in found]


class EntryFilterSet(ListFilterSet):
    """What is asked alike of sessions and of outcomes."""

    thema = theme_facet("themes__slug")
    kongress = FacetFilter("congress__slug", vocabulary=slugs_and_titles, label=_("Congress"), ordered=True)
    reihe = FacetFilter("congress__kind", choices=CongressKind.choices, label=_("Series"))
    land = state_facet("municipalities__territories__federal_state")
    kommune = municipality_filter("municipalities")
    sort = sorting(("congress__start", "datum", _("Date")))

    @cached_property
    def answer(self):
        """What the search makes of ``q``, with slips mended and synonyms known. None without ``q``."""
        text = self.form.cleaned_data.get("q")
        return ask(text, [noun_of(Congress).type]) if text else None

    @cached_property
    def query(self):
        """What every item has to hold; an empty one holds everything."""
        return self.answer and (self.answer.asked or self.answer.query)

    def matching(self, queryset, name, value):
        return queryset.filter(pk__in=ids_of(queryset.model, self.query)) if self.query else queryset

    def rows_beside_facets(self, sets):
        """As in every list, only that words are looked for in the items themselves."""
        if self.query:
            yield sets.of_ids(ids_of(self._meta.model, self.query))
        if municipality := self.form.cleaned_data.get("kommune"):
            found = self.filters["kommune"].filter(sets.queryset, municipality)
            yield sets.of_ids(found.values_list("pk", flat=True))

    def in_pages(self, queryset):
        """Pages are cut from the programme in its own order, also where words are asked for."""
        return queryset


class OutcomeFilterSet(EntryFilterSet):
    """The questions to the outcomes alone."""

    art = OutcomeKindFacet("", choices=ENTRY_KINDS, label=_("Kind"))

    class Meta:
        model = Outcome
        fields = []


class ProgrammeFilterSet(EntryFilterSet):
    """The questions to all sessions and outcomes: sessions are filtered here, outcomes beside them."""

    art = FacetFilter("kind", choices=ENTRY_KINDS, label=_("Kind"))

    class Meta:
        model = Session
        fields = []

    @cached_property
    def outcomes(self):
        """The same question to the outcomes."""
        rows = Outcome.objects.published().with_row().select_related("congress")
        return OutcomeFilterSet(self.data, queryset=rows, request=self.request)

    @property
    def qs(self):
        """The rows, as a ``Programme``."""
        return Programme(super().qs, self.outcomes.qs, oldest_first=self.form.cleaned_data.get("sort") == ["datum"])

    @property
    def count(self):
        """How many rows there are."""
        return super().count + self.outcomes.count

    @cached_property
    def _counted(self):
        sets, shown, hidden, of_sessions = super()._counted
        of_outcomes = self.outcomes._counted[3]
        values = {name: Counter(found) + Counter(of_outcomes[name]) for name, found in of_sessions.items()}
        return sets, shown, hidden, values
