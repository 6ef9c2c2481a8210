"""Charts drawn on the server: bars with their numbers, and the timeline of the funding ends.

Widths and places are percentages of the drawing, heights and letters pixels: so the letters stay as large on a phone.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django import template
from django.utils import timezone
from django.utils.translation import gettext as _

from kommunen.filters.periods import choices, period_of, quarter_of, year_alone
from kommunen.models import FundingEnd, first_day, last_day
from kommunen.models.stated_date import months_after

register = template.Library()

ROW, WIDEST = 44, 84  # of a bar chart: pixels for each row, percent for the longest bar
TALLEST, AIR, GAP = 88, 58, 62  # of the timeline: pixels for the tallest bar, above it, between the two lanes
QUARTER = 3  # months
FROM_TODAY = (6, 12, 24)  # months: the periods in which fundings end
NARROW = 12  # percent of the drawing: what the word for today needs on a phone
LAST_ROW = 62  # pixels for those whose end is not known
PERIODS = dict(choices())


@register.inclusion_tag("components/bar_chart.html")
def bar_chart(counts, heading, key, note=""):
    """Bars for some counts, with the same as a table; every number is a link.

    Arguments: counts, a list of ``Count`` (kommunen.filters.counting); heading; key, unique on the page; note.
    """
    most = max((count.number for count in counts), default=0) or 1
    bars = [
        {
            "count": count,
            "top": str(place * ROW),  # texts: a number of four digits would get the language's separator
            "line": str(place * ROW + 16),
            "bar": str(place * ROW + 23),
            "figure": str(place * ROW + 35),
            "width": percent(count.number / most * WIDEST),
        }
        for place, count in enumerate(counts)
    ]
    return {"bars": bars, "height": str(len(bars) * ROW), "row": ROW, "heading": heading, "key": key, "note": note}


@dataclass(frozen=True)
class Bar:
    """So many fundings that end in a period, where they are drawn."""

    x: str
    width: str
    middle: str
    top: float
    height: float
    line: float
    number: int
    ended: bool
    label: str  # of the period
    asked: str  # the parameter that narrows a list to it


def percent(share):
    """A share as SVG takes it, in every language with a point."""
    return f"{share:.2f}%"


@register.inclusion_tag("components/timeline.html", takes_context=True)
def funding_timeline(context, ends):
    """Draw when fundings end: above those known to the month or day, by quarter; below those known to the year alone.

    Each bar leads to the list of exactly those: the question that was asked, narrowed to the bar's period.
    Arguments: ends, (stated end or "", name, slug) of each municipality, in the order of their ends.
    """
    periods, known = {}, Counter()
    for stated, name, slug in ends:
        periods.setdefault(period_of(stated), []).append({"name": name, "slug": slug, "stated": stated})
        known[stated] += 1
    unknown = known.pop("", 0)
    table = [
        {"label": PERIODS.get(name, name), "asked": asked(name), "within": within(here), "places": here}
        for name, here in periods.items()
    ]
    return {
        "table": table,
        "drawing": drawn(known, timezone.localdate(), unknown) if known else None,
        "unknown": unknown,
        "asked_unknown": asked(""),
        "question": question(context["request"].GET),
    }


def asked(period):
    """The parameter that narrows a list to a period; "" for a year beyond those that can be asked for."""
    if not period:
        return f"foerderende={FundingEnd.UNKNOWN.value}"
    return f"endet={period}" if period in PERIODS else ""


def within(places):
    """How soon the fundings of a row end, in words, each once: a quarter may lie on both sides of a limit."""
    ends = [FundingEnd.nearest(last_day(place["stated"]) if place["stated"] else None) for place in places]
    return list(dict.fromkeys(end.label if end else _("in more than 24 months") for end in ends))


def question(query):
    """What was asked of a list, as the beginning of a query string that a period is added to."""
    kept = query.copy()
    for name in ("endet", "page"):
        kept.pop(name, None)
    return f"?{kept.urlencode()}&" if kept else "?"


def drawn(known, today, unknown=0):
    """Place everything of the timeline, for the template.

    Arguments: known, {stated end: number}; today; unknown, the number of those whose end nobody knows: a bar below, as
    long as their share of all.
    """
    years = [first_day(stated).year for stated in known]
    axis = Axis(min(*years, today.year), max(*years, today.year))
    spans = {"exact": axis.quarters(known), "rough": axis.years(known)}
    most = max(span.number for lane in spans.values() for span in lane)
    lanes = []
    for name, lane in spans.items():
        if lane:  # under a filter, a lane may have nothing to show
            bottom = AIR + TALLEST + len(lanes) * (TALLEST + GAP)
            bars = [axis.bar(span, bottom, TALLEST * span.number / most, today) for span in lane]
            lanes.append({"name": name, "bars": bars, "bottom": bottom, "heading": bottom - TALLEST - 20})
    now, bottom = axis.place(today), lanes[-1]["bottom"]
    return {
        "lanes": lanes,
        "top": lanes[0]["heading"] - 4,
        "end": bottom + 6,
        "today": percent(now),
        "today_anchor": "start" if now < NARROW else "end",
        "today_shift": 5 if now < NARROW else -5,
        "from_today": axis.from_today(today),
        "ticks": [(year, percent(axis.place(date(year, 1, 1))), percent(axis.middle(year))) for year in axis.range],
        "foot": bottom + 22,
        "unknown": {
            "heading": bottom + 52,
            "top": bottom + 62,
            "line": bottom + 75,
            "width": percent(unknown / (unknown + sum(known.values())) * WIDEST),
        },
        "height": bottom + 30 + (LAST_ROW if unknown else 0),
    }


class Span(NamedTuple):
    """A period between two places of the axis, with how many fundings end in it."""

    start: float
    end: float
    number: int
    period: str


@dataclass(frozen=True)
class Axis:
    """Time from the first day of a year to the last day of another, in percent."""

    first: int
    last: int

    @property
    def range(self):
        return range(self.first, self.last + 1)

    def place(self, day):
        """Where a day begins; every year is as wide as the others."""
        share = (day - date(day.year, 1, 1)).days / (date(day.year + 1, 1, 1) - date(day.year, 1, 1)).days
        return (day.year - self.first + share) / len(self.range) * 100

    def middle(self, year):
        return (year - self.first + 0.5) / len(self.range) * 100

    def from_today(self, today):
        """The months that are counted from today, with their places; those beyond the axis are left out."""
        found = [(months, months_after(today, months)) for months in FROM_TODAY]
        return [(months, percent(self.place(day))) for months, day in found if day.year <= self.last]

    def years(self, known):
        """What is known to the year alone."""
        rough = [(int(stated), number) for stated, number in known.items() if len(stated) == len("2027")]
        width = 100 / len(self.range)
        return [
            Span((year - self.first) * width, (year - self.first + 1) * width, number, year_alone(year))
            for year, number in rough
        ]

    def quarters(self, known):
        """What is known to the month or day, summed by quarter."""
        sums = {}
        for stated, number in known.items():
            if len(stated) > len("2027"):
                day = last_day(stated)
                quarter = (day.year - self.first) * 4 + (day.month - 1) // QUARTER, quarter_of(day)
                sums[quarter] = sums.get(quarter, 0) + number
        width = 25 / len(self.range)
        return [
            Span(place * width, (place + 1) * width, number, period) for (place, period), number in sorted(sums.items())
        ]

    def bar(self, span, bottom, height, today):
        """The bar of a period, with its number above it."""
        start, end, number, period = span
        air = min(0.3, (end - start) / 8)
        return Bar(
            x=percent(start + air),
            width=percent(end - start - 2 * air),
            middle=percent((start + end) / 2),
            top=round(bottom - height, 1),
            height=round(height, 1),
            line=round(bottom - height - 5, 1),
            number=number,
            ended=end <= self.place(today),
            label=PERIODS.get(period, period),
            asked=asked(period),
        )
