"""One cell: from what somebody typed, in German, to the value that the model's field keeps."""

import math
import re
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from kommunen.exchange.directory.values import unfit
from kommunen.exchange.text_files import FORMULA_START
from kommunen.models.record import refuse_future

ERRORS = {"#N/A", "#NV", "#REF!", "#BEZUG!", "#VALUE!", "#WERT!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!", "#ZAHL!"}
TRUE, FALSE = {"ja", "yes", "true", "wahr", "1", "x"}, {"nein", "no", "false", "falsch", "0", ""}
THOUSANDS = re.compile(r"^-?\d{1,3}(?:[. \u00a0\u202f]\d{3})+(?:,\d+)?$")
DAYS = "%d.%m.%Y", "%Y-%m-%d", "%d.%m.%y"
MOMENTS = {  # how spreadsheets write a moment, and how long it lasts as they have it
    "%d.%m.%Y %H:%M:%S,%f": timedelta(milliseconds=1),
    "%d.%m.%Y %H:%M:%S": timedelta(seconds=1),
    "%d.%m.%Y %H:%M": timedelta(minutes=1),
}


def plain_text(cell):
    """A cell as it is compared: without what spreadsheets add, and without what kept a formula from running."""
    text = cell.replace("\r\n", "\n").replace("\r", "\n").strip()
    return text[1:] if text[:1] == "'" and text[1:].startswith(FORMULA_START) else text


def parsed(column, text):
    """Return the value that a cell's text means. Raises: ValidationError, in words for whoever typed it."""
    field = column.field
    if text in ERRORS:
        raise ValidationError(_("This is an error of the spreadsheet, not a value."))
    if bad := unfit(text):
        raise ValidationError(_("There is a character in it that cannot be stored: %(code)s.") % {"code": code(bad)})
    if isinstance(field, models.BooleanField):
        return truth(text)
    if not text:
        if not field.blank and not field.null:
            raise ValidationError(_("This must not be empty."))
        return None if field.null else ""
    if field.choices:
        return chosen(field, text)
    if isinstance(field, models.DateField):
        text = day_of(field, text)
    elif isinstance(field, models.IntegerField | models.DecimalField | models.FloatField):
        text = number(field, text)
    elif column.lines:
        text = "\n".join(part.strip() for part in text.replace("; ", "\n").split("\n") if part.strip())
    return field.clean(text, None)


def truth(text):
    """Yes or no."""
    if text.casefold() in TRUE | FALSE:
        return text.casefold() in TRUE
    raise ValidationError(_("Please write “yes” or “no”."))


def chosen(field, text):
    """The value of a vocabulary's word, or of its code."""
    for value, label in field.flatchoices:
        if text.casefold() in {str(value).casefold(), str(label).casefold()}:
            return value
    known = ", ".join(str(label) for value, label in field.flatchoices if value)
    raise ValidationError(_("“%(text)s” is not one of: %(known)s.") % {"text": text, "known": known})


def number(field, text):
    """A number as Germans write it, as Python reads it."""
    plain = re.sub(r"[. \u00a0\u202f]", "", text) if THOUSANDS.match(text) else text
    plain = plain.replace(",", ".")
    try:
        value = float(plain)
    except ValueError:
        value = float("nan")
    if not math.isfinite(value) or (isinstance(field, models.IntegerField) and not value.is_integer()):
        raise ValidationError(_("“%(text)s” is no number that fits here.") % {"text": text})
    if value < 0:
        raise ValidationError(_("A number below zero makes no sense here."))
    return int(value) if isinstance(field, models.IntegerField) else plain


def day_of(field, text):
    """A day for a field; nobody has checked anything tomorrow."""
    found = day(text)
    if field.name == "checked_on":
        refuse_future(found)
    return found


def day(text):
    """A day as Germans or programs write it."""
    for form in DAYS:
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no time zone
        except ValueError:
            continue
    raise ValidationError(_("“%(text)s” is no day. Please write 31.12.2026.") % {"text": text})


def moment(text):
    """The moment that an export states, also where a spreadsheet has rewritten it: (its begin, its end).

    It lasts as long as the file leaves open: a workbook knows milliseconds, a CSV of Excel seconds or minutes. None for
    what is no moment.
    """
    try:
        found = datetime.fromisoformat(text)
        lasts = timedelta(microseconds=1 if found.microsecond % 1000 else 1000)
    except ValueError:
        found = None
    for form, length in MOMENTS.items() if found is None else ():
        try:
            found, lasts = datetime.strptime(text, form), length  # noqa: DTZ007 - made aware below
            break
        except ValueError:
            continue
    if found is None:
        return None
    begin = timezone.make_aware(found) if timezone.is_naive(found) else found
    return begin, begin + lasts


def code(letters):
    """Characters that cannot be seen, as Unicode counts them."""
    return ", ".join(f"U+{ord(letter):04X}" for letter in sorted(letters))
