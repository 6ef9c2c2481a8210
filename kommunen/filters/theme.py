"""How themes are filtered."""

from django.utils.translation import gettext_lazy as _

from kommunen.filters.base import ListFilterSet
from kommunen.filters.shared import sorting
from kommunen.models import Theme


class ThemeFilterSet(ListFilterSet):
    """The questions to the list of themes."""

    sort = sorting(("sort_name", "name", _("Name")))

    class Meta:
        model = Theme
        fields = []
