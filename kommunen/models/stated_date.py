"""Dates as exact as their source: a year, a month or a day, never more."""

import calendar
import re
from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Length, Substr
from django.utils.translation import gettext_lazy as _

FORM = re.compile(r"^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$")
GERMAN_FORM = re.compile(r"^(?:(\d{1,2})\. ?)?(\d{1,2})[./] ?(\d{4})$")


def first_day(stated):
    """Return the first day of a stated period as a date; None for the empty string.

    Arguments: stated, "2024", "2024-04", "2024-04-15" or "".
    Raises: ValueError where it is none of these or names a day that does not exist.
    """
    if not stated:
        return None
    match = FORM.match(stated)
    if not match:
        raise ValueError(f"not a year, month or day: {stated!r}")
    year, month, day = (int(part or 1) for part in match.groups())
    return date(year, month, day)


def last_day(stated):
    """Return the last day of a stated period as a date ("2024-02" → 29 February 2024); None for the empty string.

    Raises: as ``first_day``.
    """
    first = first_day(stated)
    if first is None or len(stated) == len("2024-04-15"):
        return first
    month = first.month if len(stated) == len("2024-04") else 12
    return date(first.year, month, calendar.monthrange(first.year, month)[1])


def months_after(day, months):
    """Return the same day some months later (or earlier), or the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return day.replace(year=year, month=month + 1, day=min(day.day, calendar.monthrange(year, month + 1)[1]))


def short_stated(stated):
    """Write a stated date as people type it, and as exact as it is: 2024, 04/2024, 15.04.2024. Else it stays."""
    match = FORM.match(stated or "")
    if not match:
        return stated
    year, month, day = match.groups()
    return f"{day}.{month}.{year}" if day else f"{month}/{year}" if month else year


def validate_stated_date(value, typed=""):
    """Refuse what is no year, month or day between 1900 and 2100; quoted as it was typed, where that is told."""
    try:
        known = 1900 <= first_day(value).year <= 2100  # beyond: a typing error
    except ValueError:
        known = False
    if not known:
        raise ValidationError(
            _("“%(value)s” is no date. Please write the year (2027), the month (2027-06) or the day (2027-06-30)."),
            params={"value": typed or value},
        )


class StatedDateField(models.CharField):
    """A date with its stated precision, kept as the text that states it; "" is unknown."""

    default_validators = [validate_stated_date]

    def __init__(self, *args, **kwargs):
        kwargs.update(max_length=10, blank=True, default="")
        kwargs.setdefault("help_text", _("As exact as the source: 2027, 2027-06 or 2027-06-30. Empty: not known."))
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        for given in ("max_length", "blank", "default"):
            kwargs.pop(given, None)
        return name, path, args, kwargs

    def to_python(self, value):
        """Understand also how dates are written in German, "30.6.2027" and "06/2027"; what it is not, stays."""
        value = super().to_python(value)
        if isinstance(value, str) and (german := GERMAN_FORM.match(value.strip())):
            day, month, year = german.groups()
            return "-".join(part.zfill(2) for part in (year, month, day) if part)
        return value


class LastDayField(models.DateField):
    """Kept by the field itself, also in bulk: the last day of another field's stated period, for questions by date."""

    def __init__(self, of, **kwargs):
        self.of = of
        kwargs.update(editable=False, null=True, db_index=True)
        super().__init__(**kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        for given in ("editable", "null", "db_index"):
            kwargs.pop(given, None)
        return name, path, args, {**kwargs, "of": self.of}

    def pre_save(self, model_instance, add):
        value = last_day(getattr(model_instance, self.of))
        setattr(model_instance, self.attname, value)
        return value


def end_not_before_start(name, start="start", end="end"):
    """The database's guard for two stated dates: compared as far as the less exact of them goes."""
    return models.CheckConstraint(
        name=name,
        condition=models.Q(**{start: ""})
        | models.Q(**{end: ""})
        | models.Q(**{f"{end}__gte": Substr(start, 1, Length(end))}),
        violation_error_message=_("The end lies before the start."),
    )
