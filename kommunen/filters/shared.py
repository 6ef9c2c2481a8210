"""The facets and parameters that several lists share, each written once."""

from django import forms
from django.db.models import Q
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from kommunen.filters.base import FacetFilter, StableOrderingFilter, matching_any
from kommunen.filters.choices import MunicipalityFilter, StateBoxes
from kommunen.models import FundingRound, Municipality, State, Technology, Theme


def slugs_and_names(model):
    """Return the function that lists a noun's published records as choices."""
    return lambda: [(record.slug, str(record)) for record in model.objects.published()]


def theme_facet(path):
    """The facet of themes, by slug."""
    return FacetFilter(path, vocabulary=slugs_and_names(Theme), label=_("Theme"))


def technology_facet(path):
    """The facet of technologies, by slug."""
    return FacetFilter(path, vocabulary=slugs_and_names(Technology), label=_("Technology"))


def state_facet(path):
    """The facet of federal states, by code."""
    return FacetFilter(path, choices=State.choices, label=_("Federal state"), widget=StateBoxes)


def round_facet(path):
    """The facet of funding rounds, by number."""
    return FacetFilter(
        path,
        vocabulary=lambda: [(str(one.number), str(one)) for one in FundingRound.objects.published()],
        label=_("Funding round"),
        ordered=True,
    )


def municipality_filter(*paths):
    """One municipality, by slug: the way from its page to its records. Arguments: paths, at one of which it stands."""
    return MunicipalityFilter(
        field_name=paths[0],
        to_field_name="slug",
        queryset=lambda request: Municipality.objects.published(),
        label=_("Municipality"),
        widget=forms.HiddenInput,
        method=lambda queryset, name, value: matching_any(queryset, [(path, Q(**{path: value})) for path in paths]),
    )


def sorting(*fields, unknown_last=()):
    """The parameter ``sort``; "-" before a name turns it.

    Arguments: (field, name in the address, label) each; unknown_last, fields of which a row may have none.
    """
    turned = _("{label} (descending)")  # said here, because the library says it once, in the language of that moment
    return StableOrderingFilter(
        fields={field: name for field, name, _label in fields},
        field_labels={field: label for field, _name, label in fields}
        | {f"-{name}": format_lazy(turned, label=label) for _field, name, label in fields},
        label=_("Sort by"),
        null_label=None,
        unknown_last=unknown_last,
    )
