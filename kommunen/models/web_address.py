"""What may stand in a web address: browsers forgive more than programs do."""

import re
from urllib.parse import quote

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

NOT_IN_ADDRESS = re.compile(r"[<>{}|\\^`\"\x00-\x20\x7f]")  # RFC 3986 and RFC 3987 have no place for them


def refuse_unwritable(address):
    """Refuse an address with characters that none may have, and say how to write it. Raises: ValidationError."""
    if not (wrong := "".join(dict.fromkeys(NOT_IN_ADDRESS.findall(address)))):
        return
    right = NOT_IN_ADDRESS.sub(lambda found: quote(found[0]), address)
    raise ValidationError(
        _("A web address must not contain %(wrong)s. Please write: %(right)s"), params={"wrong": wrong, "right": right}
    )
