"""Inviting somebody to the workplace: a link by e-mail, good for one time, to choose a password."""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _


def invitation_link(user):
    """The address at which an account chooses its password; it ends with the first use, or after some days."""
    key = default_token_generator.make_token(user)
    path = reverse("account_reset_password_from_key", args=[user_pk_to_url_str(user), key])
    return settings.PUBLIC_URL + path


def invite(user):
    """Send an account its link. Raises: OSError where the mail server does not take it."""
    days = settings.PASSWORD_RESET_TIMEOUT // (24 * 3600)
    text = render_to_string("account/email/invitation.txt", {"link": invitation_link(user), "days": days})
    send_mail(_("Your account in the Network of Model Municipalities"), text.strip() + "\n", None, [user.email])
