"""Whom to ask about data, read from what people wrote: an office, its mailbox, its web page, or several of these."""

import re
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from kommunen.models.web_address import refuse_unwritable

MAIL = re.compile(r"[^\s<>(),;:]+@[^\s<>(),;:]+[^\s<>(),;:.]")
PAGE = re.compile(r"https?://[^\s<>(),;]*[^\s<>(),;.]")
EMPTIED = re.compile(r"[(<]\s*[)>]\.?")
AROUND = " ,;:–-"


class Contact(NamedTuple):
    """A contact in its parts; what was not written is ""."""

    name: str
    mail: str
    page: str


def read_contact(text):
    """Return the parts of a contact as it was written."""
    page = PAGE.search(text)
    rest = text.replace(page[0], "") if page else text
    mail = MAIL.search(rest)
    rest = rest.replace(mail[0], "") if mail else rest
    return Contact(EMPTIED.sub("", rest).strip(AROUND), mail[0] if mail else "", page[0] if page else "")


def validate_contact(text):
    """Refuse what looks like a mailbox or a web address and is none. Raises: ValidationError."""
    for page in PAGE.findall(text):
        refuse_unwritable(page)
    for mail in MAIL.findall(PAGE.sub("", text)):
        try:
            validate_email(mail)
        except ValidationError as error:
            raise ValidationError(_("“%(mail)s” is no e-mail address."), params={"mail": mail}) from error
