"""How the map of the municipalities is asked: as their list, and with one of them in focus."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kommunen.filters.choices import MunicipalityFilter
from kommunen.filters.municipality import MunicipalityFilterSet
from kommunen.models import Municipality


class MapFilterSet(MunicipalityFilterSet):
    """The questions to the map; ``kommune`` says who is in focus and narrows nothing."""

    kommune = MunicipalityFilter(
        method="as_it_is",
        to_field_name="slug",
        queryset=lambda request: Municipality.objects.published(),
        label=_("In focus"),
        widget=forms.HiddenInput,
    )

    class Meta:
        model = Municipality
        fields = []
