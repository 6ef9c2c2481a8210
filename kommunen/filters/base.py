"""What the FilterSets are built from: facets that read well in an address, and free text."""

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_filters import CharFilter, FilterSet, ModelChoiceFilter, MultipleChoiceFilter, OrderingFilter

from kommunen.models import FundingRound, Municipality, State, Technology, Theme


def matching_any(queryset, condition):
    """Narrow to the rows that meet a condition across relations; each row stays one row, without DISTINCT."""
    return queryset.filter(pk__in=queryset.model.objects.filter(condition).order_by().values("pk"))


class FacetFilter(MultipleChoiceFilter):
    """A facet of a closed vocabulary: several values of it are OR.

    Arguments: paths, the fields or relations (one or several) that may hold a value; vocabulary, a function that
    returns the choices as (value, label) pairs, asked once per question; or choices, as usual.
    """

    def __init__(self, *paths, vocabulary=None, **kwargs):
        self.paths = paths
        self.vocabulary = vocabulary
        kwargs.setdefault("widget", forms.CheckboxSelectMultiple)
        super().__init__(**kwargs)

    @property
    def field(self):
        if self.vocabulary and "choices" not in self.extra:
            self.extra["choices"] = list(self.vocabulary())
        return super().field

    def filter(self, qs, value):
        if not value:
            return qs
        condition = Q()
        for path in self.paths:
            condition |= Q(**{f"{path}__in": value})
        return matching_any(qs, condition) if any("__" in path for path in self.paths) else qs.filter(condition)


class ChoiceFacetFilter(FacetFilter):
    """A facet whose values are conditions of their own: an enumeration with a method ``condition(prefix)``."""

    def __init__(self, enumeration, prefix="", **kwargs):
        self.enumeration = enumeration
        self.prefix = prefix
        super().__init__(choices=enumeration.choices, **kwargs)

    def filter(self, qs, value):
        if not value:
            return qs
        condition = Q()
        for chosen in value:
            condition |= self.enumeration(chosen).condition(self.prefix)
        return matching_any(qs, condition) if self.prefix else qs.filter(condition)


class SearchedFilterSet(FilterSet):
    """The base of all: the parameter ``q`` looks for words in the fields that the noun names."""

    searched_fields = ()

    q = CharFilter(method="matching", label=_("Search"))

    def matching(self, queryset, name, value):
        condition = Q()
        for field in self.searched_fields:
            condition |= Q(**{f"{field}__icontains": value.strip()})
        return matching_any(queryset, condition)


def slugs_and_names(model):
    """Return the function that lists a noun's published records as choices."""
    return lambda: [(record.slug, str(record)) for record in model.objects.published()]


def theme_facet(*paths):
    """The facet of themes, by slug."""
    return FacetFilter(*paths, vocabulary=slugs_and_names(Theme), label=_("Theme"))


def technology_facet(*paths):
    """The facet of technologies, by slug."""
    return FacetFilter(*paths, vocabulary=slugs_and_names(Technology), label=_("Technology"))


def state_facet(*paths):
    """The facet of federal states, by code."""
    return FacetFilter(*paths, choices=State.choices, label=_("Federal state"))


def round_facet(*paths):
    """The facet of funding rounds, by number."""
    return FacetFilter(
        *paths,
        vocabulary=lambda: [(str(one.number), str(one)) for one in FundingRound.objects.published()],
        label=_("Funding round"),
    )


def municipality_filter(path):
    """One municipality, by slug: the way from its page to its records."""
    return ModelChoiceFilter(
        field_name=path,
        to_field_name="slug",
        queryset=lambda request: Municipality.objects.published(),
        label=_("Municipality"),
        widget=forms.HiddenInput,
        method=lambda queryset, name, value: matching_any(queryset, Q(**{name: value})),
    )


def sorting(*fields):
    """The parameter ``sort``. Arguments: (field, name in the address, label) each; "-" before the name turns it."""
    return OrderingFilter(
        fields={field: name for field, name, _label in fields},
        field_labels={field: label for field, _name, label in fields},
        label=_("Sort by"),
        null_label=None,
    )
