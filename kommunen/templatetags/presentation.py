"""How facts are written for people: figures, dates of a stated precision, names, the language of contents."""

import re
from urllib.parse import urlsplit

from django import template
from django.utils import formats
from django.utils.dates import MONTHS
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kommunen.models import ContinuationState, FundingEnd, ProjectStatus, PublicationState

register = template.Library()

STATED = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")


@register.simple_tag
def content_lang():
    """`` lang="de"`` where the page is not German: contents stay German, and say so to a screen reader."""
    return "" if is_german() else mark_safe(' lang="de"')


def is_german():
    return (get_language() or "de").startswith("de")


@register.filter
def host(address):
    """The host name of an address, without ``www.``: what a source is called until it has a publisher."""
    return (urlsplit(str(address)).hostname or str(address)).removeprefix("www.")


@register.filter
def figure(number, places=0):
    """A number in the form of the page's language, grouped: 77.373 or 77,373. Unknown stays ""."""
    if number in (None, ""):
        return ""
    if type(number) is int and 0 <= number < 1000 and not places:  # most of them, and the same in every language
        return str(number)
    return formats.number_format(number, decimal_pos=places, use_l10n=True, force_grouping=True)


@register.filter
def euros(amount):
    """An amount in euros, in millions where it has some: 17,5 Mio. €. Unknown stays ""."""
    if amount in (None, ""):
        return ""
    if amount < 1_000_000:
        return _("€%(amount)s") % {"amount": figure(amount)}
    millions = round(amount / 1_000_000, 1)
    return _("€%(amount)s m") % {"amount": figure(millions, 0 if millions == int(millions) else 1)}


@register.filter
def stated(value):
    """A date or stated date as exactly as it is known: 2024, April 2024, 15. April 2024. Unknown stays ""."""
    return " ".join(part for part in parts(value) if part)


def parts(value):
    """Day, month and year of a stated date in words; what is not stated is ""."""
    match = STATED.fullmatch(str(value or ""))
    if not match:
        return "", "", str(value or "")
    year, month, day = match.groups()
    day = (f"{int(day)}." if is_german() else str(int(day))) if day else ""
    return day, str(MONTHS[int(month)]) if month else "", year


@register.simple_tag
def period(start, end):
    """From when to when: 18.–19. November 2025 stays short; an unknown end is never guessed.

    Arguments: start and end, stated dates or dates, either may be "".
    Returns: a phrase, or "" where neither is known.
    """
    if not start and not end:
        return ""
    if not end:
        return _("since %(start)s") % {"start": stated(start)}
    if not start:
        return _("until %(end)s") % {"end": stated(end)}
    if str(start) == str(end):
        return stated(end)
    first, last = list(parts(start)), list(parts(end))
    if first[2] == last[2] and first[1] and last[1]:  # what both share is said once, at the end
        first[2] = ""
        if first[1] == last[1] and first[0] and last[0]:
            first[1] = ""
    first, last = " ".join(filter(None, first)), " ".join(filter(None, last))
    return f"{first} – {last}" if " " in first else f"{first}–{last}"


@register.filter
def named(items):
    """The names of some records as one phrase: A, B und C; each marked as German where the page is not."""
    names = [format_html("<span{}>{}</span>", content_lang(), item) if content_lang() else str(item) for item in items]
    *some, last = names or [""]
    if not some:
        return last
    return format_html(
        _("%(some)s and %(last)s") % {"some": "{}", "last": "{}"}, format_html_join(", ", "{}", zip(some)), last
    )


@register.filter
def entry(mapping, key):
    """``mapping[key]``, or "" where there is none: for keys that a template only knows as a variable."""
    return mapping.get(key, "") if mapping else ""


@register.filter
def website(address):
    """An address as people read it: without protocol, ``www.`` and closing slash."""
    return re.sub(r"^https?://(www\.)?", "", str(address)).rstrip("/")


@register.simple_tag
def unknown():
    """What stands where nothing is known."""
    return format_html('<span class="unknown">{}</span>', _("not known"))


@register.filter
def project_status(project):
    """The project's status with its label and tone, for components/status.html."""
    return ProjectStatus(project.status)


@register.filter
def continuation_state(project):
    """What becomes of the project, with its label and tone, for components/status.html."""
    return ContinuationState(project.continuation)


@register.filter
def nearest_end(municipality):
    """How soon its funding ends, with label and tone, for components/status.html; None where that is far off."""
    return FundingEnd.nearest(municipality.funding_ends_on)


@register.filter
def publication(record):
    """The record's publication state with its label and tone, for components/badge.html."""
    return PublicationState(record.state)


@register.simple_tag
def partners(cooperation, without=None):
    """The names of who takes part, as one phrase, from prefetched members.

    Arguments: cooperation, fetched ``with_row()``; without, a municipality that is not named (on its own page).
    Returns: members among the model municipalities first, then the others; "" where nobody else is recorded.
    """
    members = [member for member in cooperation.municipalities if member != without]
    return named([*members, *cooperation.other_partners.all()])


@register.filter
def styled(field):
    """A bound field's widget in KERN's look; label, hint and error stand in components/form_field.html."""
    kind = field.field.widget.input_type if hasattr(field.field.widget, "input_type") else ""
    part = "select" if kind == "select" else "input"
    error = f" kern-form-input__{part}--error" if field.errors else ""
    widget = field.as_widget(attrs={"class": f"kern-form-input__{part}{error}"})
    return format_html('<div class="kern-form-input__select-wrapper">{}</div>', widget) if kind == "select" else widget


@register.filter
def labels(choices):
    """The labels of some choices as one phrase: Bayern, Hessen."""
    return ", ".join(str(choice.label) for choice in choices)


@register.filter
def square_kilometres(area):
    """An area with its unit: 54,62 km². Unknown stays ""."""
    return f"{figure(area, 2)} km²" if area is not None else ""
