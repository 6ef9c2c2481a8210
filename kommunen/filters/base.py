"""What the FilterSets are built from: facets that read well in an address, free text, and nearness."""

from copy import copy
from functools import cache, reduce
from operator import or_

from django import forms
from django.db.models import Case, F, OrderBy, Q, Value, When
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django_filters import FilterSet, MultipleChoiceFilter, OrderingFilter

from kommunen.filters.choices import FacetField, OneOfFilter, kept_choices, nouns_of
from kommunen.filters.facets import counted, options_of
from kommunen.filters.found import rows_found
from kommunen.filters.rows import Pages
from kommunen.filters.words import KnownNames, TextFilter
from kommunen.models import published_along, stamps
from kommunen.search import narrow
from kommunen.search.asking import ask
from kommunen.search.nouns import noun_of


def matching_any(queryset, conditions):
    """Narrow to the rows that meet one of some conditions across relations; each row stays one row, without DISTINCT.

    Arguments: conditions, pairs of a path and a condition at its end; whatever lies on the path must be published.
    """
    model = queryset.model
    met = reduce(or_, (published_along(model, path) & condition for path, condition in conditions))
    return queryset.filter(pk__in=model.objects.filter(met).order_by().values("pk"))


class FacetFilter(MultipleChoiceFilter):
    """A facet of a closed vocabulary: several values of it are OR.

    Arguments: path, the field or relation that holds the value; vocabulary, a function that returns the choices as
    (value, label) pairs, asked once per question, or choices, as usual; default, the values that hold where none is
    chosen; ordered, whether the vocabulary has an order of its own (else the most frequent value comes first); along,
    relations beside the path on which a row's values depend.
    """

    field_class = FacetField
    daily = False  # whether a row's values depend on the day
    known_values = ()  # those that are counted also where no row has them
    width = 1  # columns that are read on its way

    def __init__(self, path, *, vocabulary=None, default=(), ordered=False, along=(), **kwargs):
        self.path = path
        self.ways = [way for way in (path.strip("_"), *along) if way]
        self.vocabulary = vocabulary
        self.default = list(default)
        self.ordered = ordered
        kwargs.setdefault("widget", forms.CheckboxSelectMultiple)
        super().__init__(**kwargs)

    def __deepcopy__(self, memo):
        memo[id(self)] = result = copy(self)  # nothing in it is ever changed but these two
        result.extra = self.extra.copy()
        return result

    @property
    def field(self):
        if self.vocabulary and "choices" not in self.extra:
            self.extra["choices"] = list(self.vocabulary())
        return super().field

    def filter(self, qs, value):
        value = value or self.default
        if not value:
            return qs
        condition = Q(**{f"{self.path}__in": value})
        return matching_any(qs, [(self.path, condition)]) if "__" in self.path else qs.filter(condition)

    @property
    def way(self):
        """Where its columns are read, together with those of other facets of that way; "" for the row itself."""
        return "" if self.path and "__" not in self.path else None

    def columns(self, model):
        """What is read of each row. Arguments: model, of the rows."""
        return [self.path]

    def values_of(self, columns):
        """The values that a row has, read from its columns."""
        return [str(value) for value in columns if value is not None]

    def pairs(self, queryset):
        """Where it has no such way: queries for pairs of id and what stands there, each with what makes it a value."""
        held = published_along(queryset.model, self.path) & Q(**{f"{self.path}__isnull": False})
        return [(queryset.filter(held).values_list("pk", self.path), str)]


class ConditionFacetFilter(FacetFilter):
    """A facet whose values are conditions: an enumeration with a method ``condition(prefix)``, in its own order."""

    daily = True

    def __init__(self, enumeration, prefix="", **kwargs):
        self.enumeration = self.known_values = enumeration
        self.width = len(enumeration)
        super().__init__(prefix, choices=enumeration.choices, ordered=True, **kwargs)

    def filter(self, qs, value):
        if not value:
            return qs
        condition = reduce(or_, (self.enumeration(chosen).condition(self.path) for chosen in value))
        return matching_any(qs, [(self.path, condition)]) if self.path else qs.filter(condition)

    @property
    def way(self):
        """The relation to the record that the conditions are about; "" where that is the row itself."""
        return self.path

    def columns(self, model):
        """A yes or no for each value."""
        on_the_way = published_along(model, self.path)
        return [
            Case(When(on_the_way & value.condition(self.path), then=Value(True)), default=Value(False))
            for value in self.enumeration
        ]

    def values_of(self, columns):
        """The values whose conditions a row meets."""
        return [value for value, met in zip(self.enumeration, columns, strict=True) if met]


class StableOrderingFilter(OrderingFilter, OneOfFilter):
    """Sorts, and puts what is equal in one order for good: it does not wander between pages, files and API.

    Arguments: unknown_last, fields of which a row may have none: it comes last, also turned, where each engine would
    put it elsewhere. Other fields are sorted as their indexes are.
    """

    def __init__(self, *args, unknown_last=(), **kwargs):
        self.unknown_last = unknown_last
        super().__init__(*args, **kwargs)

    def filter(self, qs, value):
        if not value:
            return qs
        return qs.order_by(*(self.ordered(self.get_ordering_value(one)) for one in value if one), "pk")

    def ordered(self, field):
        """What a queryset is ordered by for a field, which "-" turns."""
        name = field.removeprefix("-")
        if name not in self.unknown_last:
            return field
        return OrderBy(F(name), descending=name != field, nulls_last=True)


class ListFilterSet(KnownNames, FilterSet):
    """The base of all: the parameter ``q`` asks the search, facets know their counts."""

    keeps_rows = False  # whether its rows are kept as they are drawn

    q = TextFilter(method="matching", label=_("Search"))
    ansicht = OneOfFilter(
        method="as_it_is",
        choices=[("liste", _("list")), ("tabelle", _("table")), ("karte", _("map"))],
        label=_("Display"),
        widget=forms.HiddenInput,
    )

    linien = OneOfFilter(
        method="as_it_is",
        choices=[("1", _("Lines"))],
        label=_("Lines between those who work together"),
        widget=forms.HiddenInput,
    )

    def as_it_is(self, queryset, name, value):
        """The view changes how rows are shown, never which."""
        return queryset

    @cached_property
    def stamp(self):
        """When each noun was last edited; looked up once for all that this question needs."""
        return stamps.now()

    @property
    def accepted_names(self):
        """The names of all filters, also of those that no form shows."""
        return self.filters

    @property
    def known_names(self):
        """The names of the filters that somebody may write into an address."""
        return [name for name, field in self.form.fields.items() if not field.widget.is_hidden]

    @property
    def nearest_to(self):
        """The place from which the rows are sorted by distance; None where they are not."""
        asked = self.form.cleaned_data if self.is_valid() else {}
        return None if asked.get("sort") else asked.get("nahe")

    @cached_property
    def answer(self):
        """The search's answer to ``q``: its hits of this noun, what it read instead of a slip. None without ``q``."""
        text = self.form.cleaned_data.get("q")
        return ask(text, [noun_of(self._meta.model).type], self.stamp) if text else None

    def matching(self, queryset, name, value):
        return narrow(queryset, self.answer)

    def get_form_class(self):
        """The form, made anew only when a noun that its choices are read from was edited."""
        kind = type(self)
        nouns = vocabulary_nouns(kind)
        state = self.stamp(*nouns) if nouns else None
        return kept_choices(kind, state, super().get_form_class)

    @classmethod
    def facets(cls):
        """The facets by name."""
        return {name: one for name, one in cls.base_filters.items() if isinstance(one, FacetFilter)}

    def rows_beside_facets(self, sets):
        """For every other filter that is asked: the set of the rows that meet it. Arguments: sets, ``RowSets``."""
        for name, value in self.form.cleaned_data.items():
            if not value or name in ("sort", "ansicht", "linien") or isinstance(self.filters[name], FacetFilter):
                continue
            if name != "q":
                yield sets.of_ids(self.filters[name].filter(sets.queryset, value).values_list("pk", flat=True))
            elif self.answer.query:
                yield self.rows_with_words(sets)

    def rows_with_words(self, sets):
        """The set of the rows that ``q`` finds. Arguments: sets, ``RowSets``."""
        return rows_found(sets, self.answer, noun_of(self._meta.model).type)

    def in_pages(self, queryset):
        """Give the rows of the list as something to cut pages from; a page is read by its ids alone."""
        if not self.is_valid() or self.form.cleaned_data.get("nahe"):  # which tells how far away each row is
            return queryset
        return Pages(self, queryset) if self.keeps_rows or self.form.cleaned_data.get("q") else queryset

    @cached_property
    def _counted(self):
        valid = self.is_valid()
        sets, shown, hidden, values = counted(self)
        return (sets, shown, hidden, values) if valid else (sets, 0, 0, values)

    @property
    def count(self):
        """How many rows there are."""
        return self._counted[1].bit_count()

    @property
    def checked_on(self):
        """The latest day on which one of the rows was checked; "" where there are none."""
        sets, shown, *_others = self._counted
        return sets.last_check(shown)

    @property
    def hidden(self):
        """How many rows only a default hides."""
        return self._counted[2]

    @property
    def sets(self):
        """The row sets that this question was counted from."""
        return self._counted[0]

    @property
    def is_narrowed(self):
        """Whether the list lacks any row that there is."""
        return self._counted[1] != self.sets.everything

    @property
    def shown_ids(self):
        """The ids of all rows in the list."""
        return self.sets.ids_in(self._counted[1])

    def shows(self, ids):
        """Keep of some ids those of rows in the list, in their order."""
        sets, shown, *_rest = self._counted
        return sets.among(shown, ids)

    def facet_options(self):
        """What the page offers: for each facet (bound field, options at first, further options).

        ``?alle=<facet>`` shows all of that facet at first.
        """
        for name, facet in self.facets().items():
            field = self.form[name]
            counts = self._counted[3].get(name, {})
            yield field, *options_of(facet, field, counts, self.data.get("alle") == name)


@cache
def vocabulary_nouns(filterset_class):
    """The nouns whose records a FilterSet offers as choices, in one order for good."""
    found = nouns_of(filterset_class.facets().values(), filterset_class._meta.model)
    return sorted(found, key=lambda noun: noun._meta.label)
