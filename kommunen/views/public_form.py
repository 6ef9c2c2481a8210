"""What protects a public form without cookie, session or captcha: where it comes from, when it was opened, how often.

What is counted stands in this process's memory alone, under a keyed hash of the visitor's address, for an hour.
"""

import secrets
from ipaddress import ip_address, ip_network
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.core.cache import cache
from django.core.signing import BadSignature, TimestampSigner
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

SOONEST, LATEST = 3, 24 * 3600  # seconds after which a person has filled it in; after which it counts as left behind
OFTEN, HOUR = 5, 3600  # so many from one address within an hour
MOST = 300  # from all of them together
SIGNER = TimestampSigner(salt="kommunen.public-form")
TOO_SOON = _("That was very quick. Please wait a moment and send it once more: your text is still here.")
TOO_LATE = _("This page was open for a long time. Please send it once more: your text is still here.")
NOT_OURS = _("Your browser did not say that this comes from our page. Please send it once more from here.")
TOO_OFTEN = _("Much has come from your connection within the last hour. Please try again later.")


def new_stamp():
    """When the form was opened, signed, with a random word that makes each one good for one answer."""
    return SIGNER.sign(secrets.token_urlsafe(9))


class PublicForm(forms.Form):
    """A form that anybody may send. ``website`` stays empty: only programs see it."""

    required_marks = True
    stamp = forms.CharField(required=False, widget=forms.HiddenInput, initial=new_stamp)
    website = forms.CharField(
        required=False,
        label=_("Please leave this empty"),
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    @property
    def is_from_a_program(self):
        """Whether the trap has caught something."""
        return bool(self.data.get("website"))

    def renewed(self):
        """The same text with a fresh stamp, to be sent again."""
        again = type(self)({**self.data.dict(), "stamp": new_stamp()})
        again._errors = self.errors
        again.cleaned_data = getattr(self, "cleaned_data", {})
        return again


def refusal(request, form):
    """Why a public form is not taken: a status and a kind word; None where nothing speaks against it."""
    if not is_from_here(request):
        return 403, NOT_OURS
    if word := time_refusal(form.data.get("stamp", "")):
        return 400, word
    if form.is_valid() and is_too_often(client_address(request)):
        return 429, TOO_OFTEN
    return None


def is_from_here(request):
    """Whether the browser says that one of our own pages sent this; one of the two headers every browser sends."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    try:
        return urlsplit(request.headers.get("Origin", "")).netloc == request.get_host()
    except ValueError:  # no address at all, as http://[
        return False


def time_refusal(stamp):
    """A word to whoever was too quick or too slow; None in between."""
    if not is_younger(stamp, LATEST):
        return TOO_LATE  # or none of ours
    return TOO_SOON if is_younger(stamp, SOONEST) else None


def is_younger(stamp, seconds):
    """Whether we signed a stamp, and not longer ago than this."""
    try:
        SIGNER.unsign(stamp, max_age=seconds)
    except BadSignature:  # an expired one, too
        return False
    return True


def is_used(stamp):
    """Whether this stamp brought something already: a second click, or a program that repeats itself."""
    return not cache.add(f"stamp:{stamp}"[:200], 1, LATEST)


def is_too_often(address):
    """Count one more from an address, and tell whether that is too much."""
    own = f"form:{salted_hmac('kommunen.public-form', address).hexdigest()[:32]}"
    return counted(own) > OFTEN or counted("form:all") > MOST


def counted(key):
    """How often within the hour that began with the first time."""
    cache.add(key, 0, HOUR)
    try:
        return cache.incr(key)
    except ValueError:  # the hour ended in between
        return 1


def client_address(request):
    """The visitor's address as the outermost of our own proxies saw it; of IPv6 the network, which one person holds."""
    address = request.META.get("REMOTE_ADDR", "")
    if settings.PROXIES:
        passed = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
        if len(passed) >= settings.PROXIES:
            address = passed[-settings.PROXIES]
    try:
        known = ip_address(address)
    except ValueError:
        return address
    return str(ip_network(f"{known}/64", strict=False)) if known.version == 6 else str(known)
