"""Dates in forms and lists: one manner for all of them, as Germans write them."""

from django.contrib import admin
from django.contrib.admin.widgets import AdminTextInputWidget
from django.db import models
from django.forms import CharField, DateInput
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kommunen.models import StatedDateField, first_day, short_stated
from kommunen.models.stated_date import validate_stated_date

LOOK = {"size": 12, "class": "stated-date"}


class StatedDateFormField(CharField):
    """A year, a month or a day: shown as 30.06.2027 and 06/2027, kept as the model keeps it."""

    stored = StatedDateField()

    def __init__(self, *, max_length=None, **kwargs):
        super().__init__(**kwargs)  # what is too long is no date: refused as such, not cut off while it is typed

    def to_python(self, value):
        typed = super().to_python(value)
        kept = self.stored.to_python(typed)
        if kept:
            validate_stated_date(kept, typed)
        return kept

    def prepare_value(self, value):
        try:
            first_day(value)
        except (ValueError, TypeError):
            return value  # what somebody is to mend stands there as it was typed
        return short_stated(value)


class DayInput(DateInput):
    """A day; today is offered beside it by a script."""

    def build_attrs(self, base_attrs, extra_attrs=None):
        today = date_format(timezone.localdate(), "SHORT_DATE_FORMAT")
        return {**super().build_attrs(base_attrs, extra_attrs), "data-today": today, "data-today-label": _("Today")}


DATES = {
    StatedDateField: {"form_class": StatedDateFormField, "widget": AdminTextInputWidget(attrs=LOOK)},
    models.DateField: {"widget": DayInput(attrs=LOOK)},
}


def stated_columns(model, names):
    """The columns of a list, those of stated dates written like all others."""
    fields = {field.name: field for field in model._meta.fields if isinstance(field, StatedDateField)}
    return [stated_column(fields[name]) if name in fields else name for name in names]


def stated_column(field):
    @admin.display(description=field.verbose_name, ordering=field.name, empty_value="–")
    def column(record):
        return short_stated(getattr(record, field.name))

    column.__name__ = field.name  # it names the cell's class
    return column
