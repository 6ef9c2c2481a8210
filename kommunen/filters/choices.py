"""What a facet can be asked for, kept until a noun that it is read from is edited."""

from copy import copy

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter, ModelChoiceFilter
from django_filters.fields import ChoiceField, ModelChoiceField

from kommunen.models import State
from kommunen.search.quoting import quoted

MOST_FAULTS = 20  # wrong values of one facet that are named
_kept = {}  # (owner, language) → (state of the data, what was made)


class FacetField(forms.MultipleChoiceField):
    """Several values of a closed vocabulary. Its copies, one for each request, share the choices."""

    default_error_messages = {"invalid_choice": _("“%(value)s” is no choice here.")}

    def __deepcopy__(self, memo):
        result = copy(self)
        memo[id(self)] = result
        result.widget = copy(self.widget)
        result.widget.attrs = self.widget.attrs.copy()
        result.error_messages = self.error_messages.copy()
        return result

    @cached_property
    def values(self):
        """All values, as they stand in an address."""
        return frozenset(str(value) for value, _label in self.choices)

    def valid_value(self, value):
        return str(value) in self.values

    def validate(self, value):
        """Refuse wrong values, naming each of them."""
        wrong = [one for one in dict.fromkeys(value) if not self.valid_value(one)][:MOST_FAULTS]
        text = self.error_messages["invalid_choice"]
        if wrong:
            raise ValidationError([ValidationError(text, "invalid_choice", {"value": quoted(one)}) for one in wrong])


class OneOfMixin:
    """One of a few values; a wrong one is named, with its parameter and with those that there are."""

    parameter = ""  # its name in addresses

    def validate(self, value):
        forms.Field.validate(self, value)
        if value and not self.valid_value(value):
            known = ", ".join(str(one) for one, _label in self.choices if one)
            told = {"name": self.parameter, "value": quoted(value), "known": known}
            text = _("“%(value)s” is no value of “%(name)s”. There are: %(known)s.")
            raise ValidationError(text, "invalid_choice", told)


class OneOfField(OneOfMixin, ChoiceField):
    pass


class OneOfFilter(ChoiceFilter):
    """A parameter with one of a few values."""

    field_class = OneOfField

    @property
    def field(self):
        field = super().field
        field.parameter = self.field_name
        return field


class MunicipalityField(ModelChoiceField):
    """A model municipality by its slug; an unknown one is named."""

    def to_python(self, value):
        try:
            return super().to_python(value)
        except ValidationError as unknown:
            text = _("We know no model municipality “%(slug)s”.")
            raise ValidationError(text, "invalid_choice", {"slug": quoted(value)}) from unknown


class MunicipalityFilter(ModelChoiceFilter):
    field_class = MunicipalityField


class StateBoxes(forms.CheckboxSelectMultiple):
    """Federal states to tick; the whole ISO 3166-2 code (DE-BY) asks for the same as the short one that is kept."""

    def value_from_datadict(self, data, files, name):
        return [State.short(code) for code in super().value_from_datadict(data, files, name) or ()]


def kept_choices(owner, state, make):
    """Return what was made for this state of the data in this language, or make it now. Arguments: owner."""
    key = owner, get_language()
    known = _kept.get(key)
    if known is None or known[0] != state:
        known = _kept[key] = state, make()
    return known[1]


def noun_at(model, path):
    """The model at the end of a path of relations: whose records the values of a vocabulary are."""
    for step in path.split("__"):
        field = next((field for field in model._meta.get_fields() if field.name == step), None)
        if field is None or not field.is_relation:
            break
        model = field.related_model
    return model


def nouns_of(facets, model):
    """The nouns whose records are the choices of some facets. Arguments: facets; model, where they start."""
    return {noun_at(model, way) for facet in facets if facet.vocabulary for way in facet.ways}
