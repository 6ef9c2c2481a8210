"""How congresses are filtered, and the archive of what was on their programmes and came out of them."""

from collections import Counter

from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from congress.archive import ITEMS, Programme
from congress.models import ENTRY_KINDS, OUTCOME, Congress, CongressKind, Outcome, Session
from kommunen.filters.base import FacetFilter, ListFilterSet
from kommunen.filters.items import ItemFilterSet
from kommunen.filters.shared import municipality_filter, sorting, state_facet, theme_facet
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

    def pairs(self, queryset):
        return [(queryset.values_list("pk", "pk"), lambda _pk: OUTCOME)]


def slugs_and_titles():
    """The congresses as choices. Titles stay German, and say so on an English page."""
    lang = content_lang()
    found = Congress.objects.published().values_list("slug", "title")
    return [(slug, format_html("<span{}>{}</span>", lang, title) if lang else title) for slug, title in found]


class EntryFilterSet(ItemFilterSet):
    """What is asked alike of sessions and of outcomes."""

    told_by = ("congress",)

    thema = theme_facet("themes__slug")
    kongress = FacetFilter("congress__slug", vocabulary=slugs_and_titles, label=_("Congress"), ordered=True)
    reihe = FacetFilter("congress__kind", choices=CongressKind.choices, label=_("Series"))
    land = state_facet("municipalities__territories__federal_state")
    kommune = municipality_filter("municipalities")
    sort = sorting(("congress__start", "datum", _("Date")))


class OutcomeFilterSet(EntryFilterSet):
    """The questions to the outcomes alone."""

    items = ITEMS[Outcome]

    art = OutcomeKindFacet("", choices=ENTRY_KINDS, label=_("Kind"))

    class Meta:
        model = Outcome
        fields = []


class ProgrammeFilterSet(EntryFilterSet):
    """The questions to all sessions and outcomes: sessions are filtered here, outcomes beside them."""

    items = ITEMS[Session]

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
