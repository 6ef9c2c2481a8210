"""One value: from the files into the form that is compared and kept, from the database into the same form, and back.

The form is JSON: text, numbers and booleans as they are; a decimal number and a date as text; a relation as the
other record's key, several as a sorted list of keys. Unknown text is "", any other unknown None.
"""

import math
from decimal import Decimal
from functools import cache, lru_cache

from django.contrib.contenttypes.fields import GenericForeignKey
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kommunen.exchange.directory.noun import SLUG
from kommunen.models import StatedDateField, refuse_unwritable
from kommunen.models.record import INTEGER_RANGES

JSON_TYPES = (
    (models.BooleanField, (bool,)),
    (models.IntegerField, (int,)),
    ((models.FloatField, models.DecimalField), (int, float)),
)
EXPECTED = {
    (bool,): gettext_lazy("true or false is expected here."),
    (int,): gettext_lazy("A whole number is expected here."),
    (int, float): gettext_lazy("A number is expected here."),
    (str,): gettext_lazy("A text is expected here."),
}


def stored(field, raw, names):
    """Return the stored form of a value from the files.

    Arguments: field, of the model; raw, as JSON has it; names, {what a record may be called: its key} of the related
    noun, None for a plain field.
    Raises: ValidationError where it does not fit the field.
    """
    if isinstance(field, GenericForeignKey):
        return raw
    if field.many_to_many:
        return stored_relations(field, raw, names)
    if field.is_relation:
        if raw is None and field.null:
            return None
        return key_of(raw, names)
    return stored_plain(field, raw)


def stored_relations(field, raw, names):
    """Return the sorted keys of the records that a list names, each once."""
    if not isinstance(raw, list):
        raise ValidationError(_("A list is expected here."))
    if not raw and not field.blank:
        raise ValidationError(_("At least one is needed."))
    faults, keys = [], []
    for word in raw:
        try:
            key = key_of(word, names)
        except ValidationError as error:
            faults.extend(error.messages)
            continue
        if key not in keys:
            keys.append(key)
        elif SLUG.fullmatch(str(word)):  # several words may well mean the same technology
            faults.append(_("“%(word)s” is listed twice.") % {"word": word})
    if faults:
        raise ValidationError(faults)
    return sorted(keys)


def key_of(word, names):
    """Return the key of the record that is called so."""
    if isinstance(word, str | int) and not isinstance(word, bool) and word in names:
        return names[word]
    raise ValidationError(_("“%(word)s” is unknown.") % {"word": word})


def stored_plain(field, raw):
    """Return the stored form of text, a number, a date or a truth value."""
    if raw is None:
        if field.null:
            return None
        if not (field.empty_strings_allowed and field.blank):
            raise ValidationError(_("This must not be empty."))
        return ""
    if type(raw) not in (expected := json_types(type(field))):
        raise ValidationError(EXPECTED[expected])
    if isinstance(raw, str):
        return stored_text(field, raw)
    return stored_number(field, raw, EXPECTED[expected])


def stored_number(field, raw, fault):
    """Return the stored form of a number or a truth value. Arguments: fault, what to say of what is no number."""
    if not math.isfinite(raw):  # NaN and Infinity, which are no JSON but are read: so their field can be named
        raise ValidationError(fault)
    if raw < 0:
        raise ValidationError(_("A number below zero makes no sense here."))
    if field.get_internal_type() in INTEGER_RANGES and raw > INTEGER_RANGES[field.get_internal_type()][1]:
        raise ValidationError(_("This number is too large."))
    if isinstance(field, models.DecimalField):
        try:
            raw = Decimal(str(raw)).quantize(Decimal(1).scaleb(-field.decimal_places))
        except ArithmeticError as error:
            raise ValidationError(_("This number is too large.")) from error
    return comparable(field.clean(raw, None))


@cache
def json_types(kind):
    """Return the types that JSON may have for a kind of field."""
    for kinds, types in JSON_TYPES:
        if issubclass(kind, kinds):
            return types
    return (str,)


def stored_text(field, raw):
    """Return a text as it is, checked by the field's own validators; choices and slugs repeat, so they are kept."""
    if not raw.isprintable() and any(letter in raw for letter in unfit(raw)):
        raise ValidationError(_("There is a character in it that cannot be stored."))
    if raw != raw.strip():
        raise ValidationError(_("There are blanks before or after it."))
    if field.choices:
        check_choice(field, raw)
    elif isinstance(field, models.TextField) and (raw or field.blank):
        return raw
    else:
        return cleaned(field, raw)
    return raw


@lru_cache(maxsize=1 << 14)
def cleaned(field, raw):
    """Return a short text as the field's own checks leave it; days, publishers and hosts come again and again."""
    text = field.clean(raw, None)
    if isinstance(field, models.TimeField | StatedDateField):
        return comparable(text)  # "9:00" and "30.6.2027" as the database has them
    if isinstance(field, models.URLField) and raw and not raw.startswith(("https://", "http://")):
        raise ValidationError(_("A web address begins with https:// or http://."))
    if isinstance(field, models.URLField):
        refuse_unwritable(raw)
    return raw


def unfit(text):
    """Control characters except the line feed and the tab, and halves of letters (PostgreSQL refuses them)."""
    return {letter for letter in text if (letter < " " and letter not in "\n\t") or "\ud800" <= letter <= "\udfff"}


@cache
def check_choice(field, raw):
    """Refuse a word that is not in the field's vocabulary; asked once for every word (a refusal is not kept)."""
    if raw not in dict(field.flatchoices) and not (raw == "" and field.blank):
        raise ValidationError(_("“%(word)s” is none of: %(choices)s.") % {"word": raw, "choices": vocabulary(field)})


def vocabulary(field):
    """The words that a field allows, for a message."""
    return ", ".join(str(value) for value, _label in field.flatchoices if value)


def comparable(value):
    """Return the stored form of a plain value that the database gave."""
    if isinstance(value, Decimal) or hasattr(value, "isoformat"):
        return str(value)
    return value
