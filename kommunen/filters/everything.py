"""The questions to the search over everything: the facets of the lists, over hits of all kinds.

A facet means the same as in the lists, because it is theirs. An entry of a kind that a facet does not know (a theme has
no federal state) has none of its values: where one is chosen, it is left out.
"""

from copy import deepcopy
from dataclasses import replace
from functools import cache, partial, reduce
from operator import and_

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kommunen.filters.base import ListFilterSet
from kommunen.filters.choices import OneOfField, kept_choices
from kommunen.filters.cooperation import CooperationFilterSet
from kommunen.filters.facets import counts_of, options_of, row_sets
from kommunen.filters.found import rows_found
from kommunen.filters.hit_places import hits_by_municipality
from kommunen.filters.municipality import MunicipalityFilterSet
from kommunen.filters.project import ProjectFilterSet
from kommunen.filters.words import KnownNames, TextField
from kommunen.language.query import printable
from kommunen.models import FundingRound, Technology, Theme, changes_since, stamps
from kommunen.search import NOUNS, search_all

OWN_KIND = {"art"}  # of projects, of cooperations …: its values differ from list to list
DISPLAY = ("ansicht", "linien")  # the parameters of the lists that change how hits are shown, never which


@cache
def facets():
    """The facets of the search by name, as the lists declare them."""
    found = {}
    for one in (ProjectFilterSet, MunicipalityFilterSet, CooperationFilterSet):
        found |= {name: facet for name, facet in one.facets().items() if name not in found and name not in OWN_KIND}
    return found


@cache
def list_of(kind):
    """The FilterSet of a kind of record, by its type in the search; None where it has no list."""
    return next((one for one in ListFilterSet.__subclasses__() if one._meta.model is NOUNS[kind].model), None)


@cache
def filterset_of(kind):
    """The FilterSet of a kind of record; None where it has no list with facets."""
    found = list_of(kind)
    return found if found and set(found.facets()) & set(facets()) else None


@cache
def kinds_with(name):
    """The kinds of records that know a facet."""
    known = ((noun, filterset_of(kind)) for kind, noun in NOUNS.items())
    return [noun for noun, filterset in known if filterset and name in filterset.facets()]


def facet_fields():
    """The fields of the facets by name, and those that say how hits are shown."""
    display = {name: ListFilterSet.base_filters[name] for name in DISPLAY}
    return {name: deepcopy(one).field for name, one in (facets() | display).items()}


class SearchForm(forms.Form):
    """Checks what is asked beside the words: the facets, and one kind of record."""

    q = TextField(required=False, widget=forms.HiddenInput)  # any text is a question: nothing of it is a fault

    def __init__(self, data, kind_name, kinds, stamp):
        super().__init__(data)
        self.fields[kind_name] = OneOfField(
            label=_("Kind of entry"),
            choices=[(name, noun.plural) for name, noun in kinds.items()],
            required=False,
            widget=forms.HiddenInput,
        )
        self.fields[kind_name].parameter = kind_name
        self.fields |= deepcopy(kept_choices(SearchForm, stamp(Theme, Technology, FundingRound), facet_fields))


class SearchFilter(KnownNames):
    """A question to the search: words, facets, one kind of record; as the components of the lists take it.

    Arguments: data, a query string; kind_name, the parameter that names the kind; kinds, {its value: Noun};
    alone, whether hits of other kinds do not matter.
    """

    def __init__(self, data, kind_name, kinds, *, alone=False):
        self.data, self.kind_name, self.kinds, self.alone = data, kind_name, kinds, alone
        self.stamp = stamps.now()  # once for all that this question needs
        self.form = SearchForm(data, kind_name, kinds, self.stamp)
        self.facets = facets()
        self.text = printable(data.get("q", ""))

    def is_valid(self):
        return self.form.is_valid()

    @property
    def known_names(self):
        """The names of all that can be asked."""
        return ["q", self.kind_name, *self.facets]

    @property
    def accepted_names(self):
        """The names of all parameters, also of those that no form shows."""
        return [*self.known_names, *DISPLAY]

    @property
    def chosen_fields(self):
        """The fields whose values are shown as removable; the words and the kind stand elsewhere."""
        return [self.form[name] for name in self.facets]

    @cached_property
    def kind(self):
        """The kind that was asked for, a Noun; None for all, or where it is a wrong one."""
        return self.kinds.get(self.form.cleaned_data.get(self.kind_name)) if self.is_valid() else None

    @cached_property
    def asked(self):
        """The facets that are chosen: {name: values}."""
        cleaned = self.form.cleaned_data if self.is_valid() else {}
        return {name: cleaned[name] for name in self.facets if cleaned.get(name)}

    @cached_property
    def unfiltered(self):
        """What the words find, whatever else is asked."""
        return search_all(self.text, [self.kind.type] if self.alone and self.kind else None, self.stamp)

    @cached_property
    def answer(self):
        """What the words and the facets find: an ``Answer`` over all kinds."""
        if not self.asked:
            return self.unfiltered
        kept = {kind: found.kept for kind, found in self.found.items()}
        hits = [hit for hit in self.unfiltered.hits if hit.object_id in kept[hit.type]]
        counts = {kind: found.count for kind, found in self.found.items() if found.count}
        whole = sum(not hit.partly for hit in hits)
        return replace(self.unfiltered, hits=hits, counts=counts, whole=whole)

    @property
    def hits(self):
        """All hits of the kind that was asked for, or of all kinds: kind by kind, the best kind first."""
        kinds = [self.kind.type] if self.kind else dict.fromkeys(hit.type for hit in self.answer.hits)
        return [hit for kind in kinds for hit in self.answer.hits if hit.type == kind]

    @cached_property
    def places(self):
        """The municipalities of these hits; as ``hits_by_municipality`` counts them."""
        return hits_by_municipality(self.hits)

    @cached_property
    def found(self):
        """What was found of each kind: {type: OfKind}."""
        return {kind: OfKind(kind, self.unfiltered, self.asked, self.sets) for kind in self.unfiltered.counts}

    @cached_property
    def sets(self):
        """The function that gives a list's row sets: what has changed is looked up once for the lists of all kinds."""
        return partial(row_sets, last=self.stamp.mark, look=cache(changes_since))

    def sets_of(self, kind):
        """The row sets of a kind's list, which keep its rows as they are drawn; None where it has none."""
        return self.sets(list_of(kind)) if list_of(kind) else None

    def counts(self, name):
        """What a click on each value of a facet would give, as ``counts_of``; the other facets and the kind hold."""
        of_kind = (found for kind, found in self.found.items() if self.kind is None or kind == self.kind.type)
        parts = [found.without_choice_of(name) for found in of_kind if found.knows(name)]
        return counts_of(parts, self.asked.get(name, ()))

    @property
    def notes(self):
        """What a facet holds for, where not for every kind that was found: {name: sentence}."""
        found = {kind for kind in self.found if self.kind is None or kind == self.kind.type}
        notes = {}
        for name in self.facets:
            known = [noun for noun in kinds_with(name) if noun.type in found]
            if 0 < len(known) < len(found):
                notes[name] = gettext("Only: %(kinds)s") % {"kinds": ", ".join(str(noun.plural) for noun in known)}
        return notes

    def facet_options(self):
        """As ``ListFilterSet.facet_options``."""
        for name, facet in self.facets.items():
            field = self.form[name]
            yield field, *options_of(facet, field, self.counts(name), self.data.get("alle") == name)


class OfKind:
    """The hits of one kind, as sets of rows.

    Arguments: kind, its type; answer, to the words alone; asked, {facet: values}; sets, which gives a list's row sets.
    """

    def __init__(self, kind, answer, asked, sets):
        self.kind, self.asked, self.answer = kind, asked, answer
        filterset = filterset_of(kind)
        self.sets = sets(filterset) if filterset else None
        if self.sets:
            self.rest = rows_found(self.sets, answer, kind)
            known = self.sets.of_value
            self.chosen = {name: self.sets.chosen(name, asked[name]) if name in known else 0 for name in asked}
            self.rows = reduce(and_, self.chosen.values(), self.rest)

    @property
    def count(self):
        """How many hits have one of the chosen values of every facet."""
        if self.sets:
            return self.rows.bit_count()
        return 0 if self.asked else self.answer.counts[self.kind]

    @cached_property
    def kept(self):
        """The ids of the hits that were read and have one of the chosen values of every facet."""
        ids = [hit.object_id for hit in self.answer.hits if hit.type == self.kind]
        if self.sets:
            return set(self.sets.among(self.rows, ids))
        return set() if self.asked else set(ids)

    def knows(self, name):
        """Whether the records of this kind have a facet."""
        return self.sets is not None and name in self.sets.of_value

    def without_choice_of(self, name):
        """The sets of a facet's values, and the set of the hits that what is chosen of the other facets leaves."""
        beside = reduce(and_, (bits for other, bits in self.chosen.items() if other != name), self.rest)
        return self.sets.of_value[name], beside
