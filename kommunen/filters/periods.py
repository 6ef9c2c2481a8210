"""When a funding ends, as the timeline tells it apart: a year, a quarter, or a year of which no more is known."""

from datetime import date

from django import forms
from django.db.models import Q
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter

from kommunen.models import last_day

YEARS = range(2019, 2041)  # the first were selected in 2019
PERIOD = r"^20(19|[23]\d|40)(-(Q[1-4]|ohne-monat))?$"  # what a value looks like, for programs
QUARTERS = {"Q1": (1, 4), "Q2": (4, 7), "Q3": (7, 10), "Q4": (10, 1)}  # the first month, and that of the next


def year_alone(year):
    """The value for the ends of which only the year is known."""
    return f"{year}-ohne-monat"


def quarter_of(day):
    """The value for the ends in a day's quarter that are known to the month or day."""
    return f"{day.year}-Q{(day.month + 2) // 3}"


def period_of(stated):
    """The value for a stated end; "" where none is stated."""
    if not stated:
        return ""
    return year_alone(stated) if len(stated) == len("2027") else quarter_of(last_day(stated))


def choices():
    """Yield every value with what it says."""
    for year in YEARS:
        yield str(year), str(year)
        yield year_alone(year), format_lazy(_("{year}, month not known"), year=year)
        for name in QUARTERS:
            yield f"{year}-{name}", format_lazy(_("{year}, quarter {number}"), year=year, number=name[1])


class EndFilter(ChoiceFilter):
    """The ends of one period; it stands in the links of the timeline and in no form."""

    def __init__(self, **kwargs):
        label = _("Funding ends in a year or quarter")
        super().__init__(choices=list(choices()), label=label, widget=forms.HiddenInput, **kwargs)

    def filter(self, qs, value):
        if not value:
            return qs
        year, _dash, part = value.partition("-")
        if part in QUARTERS:
            first, following = QUARTERS[part]
            end = date(int(year) + (following == 1), following, 1)
            day_known = Q(funding_ends_on__gte=date(int(year), first, 1), funding_ends_on__lt=end)
            return qs.filter(day_known, funding_end__contains="-")
        return qs.filter(funding_end=year) if part else qs.filter(funding_ends_on__year=year)
