"""Numbers in forms: shown as the pages show them, 77.373 and 54,62, and read back so; plain ones, too."""

import re
from decimal import Decimal

from django.contrib.admin.widgets import AdminTextInputWidget
from django.db import models
from django.forms import DecimalField, FloatField, IntegerField
from django.utils.translation import gettext_lazy as _

GROUPED = re.compile(r"-?[1-9]\d{0,2}([. \u00a0\u202f])\d{3}(?:\1\d{3})*(?:,\d+)?")
WITH_COMMA = re.compile(r"-?\d+,\d+")
GROUPED_FROM = 10_000  # a year stays a year
GERMAN = str.maketrans(",.", ".,")


def written(number):
    """Write a number in German: 77.373, 54,62, and 2019 as it is."""
    return format(number, "," if abs(number) >= GROUPED_FROM else "").translate(GERMAN)


def plain(text, *, groups=True):
    """Write what is a number in German the way programs do; everything else stays, "54.62" as well as nonsense.

    Dots (or blanks) group only where they stand before three digits each; without groups, a dot is a decimal point.
    """
    text = text.strip()
    if groups and (grouped := GROUPED.fullmatch(text)):
        text = text.replace(grouped[1], "")
    return text.replace(",", ".") if WITH_COMMA.fullmatch(text) else text


class InGerman:
    """For a field of numbers."""

    groups = True

    def to_python(self, value):
        return super().to_python(plain(value, groups=self.groups) if isinstance(value, str) else value)

    def prepare_value(self, value):
        return written(value) if isinstance(value, int | float | Decimal) else value


class GermanIntegerField(InGerman, IntegerField):
    """A whole number."""

    default_error_messages = {"invalid": _("Please enter a whole number, for example 17.500.000.")}


class GermanDecimalField(InGerman, DecimalField):
    """An exact number with a comma."""


class GermanFloatField(InGerman, FloatField):
    """A coordinate: never so large that its digits are grouped, often copied with a decimal point."""

    groups = False


def text_input(inputmode, width):
    return AdminTextInputWidget(attrs={"inputmode": inputmode, "class": width})


NUMBERS = {
    models.SmallIntegerField: {"form_class": GermanIntegerField, "widget": text_input("numeric", "vIntegerField")},
    models.IntegerField: {"form_class": GermanIntegerField, "widget": text_input("numeric", "vBigIntegerField")},
    models.BigIntegerField: {"form_class": GermanIntegerField, "widget": text_input("numeric", "vBigIntegerField")},
    models.DecimalField: {"form_class": GermanDecimalField, "widget": text_input("decimal", "vBigIntegerField")},
    models.FloatField: {"form_class": GermanFloatField, "widget": text_input("decimal", "vBigIntegerField")},
}
