"""How reuses are filtered: who gave, who took over, on which theme."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kommunen.filters.base import ConditionFacetFilter, FacetFilter
from kommunen.filters.items import ItemFilterSet
from kommunen.filters.shared import municipality_filter, slugs_and_names, sorting, theme_facet
from kommunen.language.folding import german_slug
from kommunen.models import LastCheck, Municipality, Reuse
from kommunen.search.items import Items


def texts(reuse):
    """What a reuse says: what was taken over by whom from whom, what was changed, and what else tells of it."""
    told_with = map(str, filter(None, [reuse.project, reuse.cooperation]))
    return [reuse.subject, reuse.giver, reuse.taker, reuse.changes, *told_with]


class SideFacet(FacetFilter):
    """One side of a reuse: a model municipality by its slug, somebody outside by the name as a slug is made of it."""

    def __init__(self, side, **kwargs):
        self.name = f"{side}_name"
        super().__init__(f"{side}_municipality__slug", vocabulary=self.everybody, along=[self.name], **kwargs)

    def everybody(self):
        """All model municipalities, and whoever outside is recorded on this side."""
        inside = dict(slugs_and_names(Municipality)())
        return list((inside | {slug: name for slug, name in self.outside() if slug not in inside}).items())

    def outside(self):
        """Slug and name of everybody outside."""
        names = Reuse.objects.published().exclude(**{self.name: ""}).order_by(self.name)
        return [(german_slug(name), name) for name in names.values_list(self.name, flat=True).distinct()]

    def filter(self, qs, value):
        if not value:
            return qs
        names = [name for slug, name in self.outside() if slug in value]
        return qs.filter(Q(**{f"{self.path}__in": value}) | Q(**{f"{self.name}__in": names}))

    def pairs(self, queryset):
        outside = queryset.exclude(**{self.name: ""}).values_list("pk", self.name)
        return [*super().pairs(queryset), (outside, german_slug)]


class ReuseFilterSet(ItemFilterSet):
    """The questions to the list of reuses."""

    items = Items(lambda: Reuse.objects.published().with_row(), texts)
    told_by = ("project", "municipality")

    von = SideFacet("from", label=_("From"))
    nach = SideFacet("to", label=_("To"))
    thema = theme_facet("project__themes__slug")
    geprueft = ConditionFacetFilter(LastCheck, label=_("Last check"))
    kommune = municipality_filter("from_municipality", "to_municipality")
    sort = sorting(("since", "seit", _("Start")), ("checked_on", "stand", _("Last check")))

    class Meta:
        model = Reuse
        fields = []
