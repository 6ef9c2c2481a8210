"""What a passkey needs to be told about: browsers give none to an address that is a number."""

from django import template

register = template.Library()
NUMBER, NAME = "127.0.0.1", "localhost"


@register.inclusion_tag("account/passkey_note.html", takes_context=True)
def passkey_note(context):
    """Where passkeys work, beside every button for one. Needs request."""
    address = context["request"].build_absolute_uri()
    return {"address": address.replace(NUMBER, NAME, 1) if context["request"].get_host().startswith(NUMBER) else ""}
