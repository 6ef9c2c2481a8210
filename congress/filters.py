"""How congresses are filtered."""

from django.utils.translation import gettext_lazy as _

from congress.models import Congress, CongressKind
from kommunen.filters.base import FacetFilter, ListFilterSet, municipality_filter, sorting


class CongressFilterSet(ListFilterSet):
    """The questions to the archive of congresses and conferences."""

    art = FacetFilter("kind", choices=CongressKind.choices, label=_("Kind"))
    kommune = municipality_filter("attendances__municipality")
    sort = sorting(("start", "datum", _("Date")))

    class Meta:
        model = Congress
        fields = []
