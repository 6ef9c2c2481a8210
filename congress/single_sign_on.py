"""The operator's own login (OpenID Connect: Keycloak and the like) as a second door to accounts that exist.

It replaces the password alone: whoever edits shows the second factor here as before. Who is meant says the e-mail
address, which the other side must have verified; from then on its own number of the person. Nobody signs up.
"""

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from kommunen.models import User


class Adapter(DefaultSocialAccountAdapter):
    """Leads to an account that the PMO has made, or back to the login with a word on why not."""

    def is_open_for_signup(self, request, sociallogin):
        return False

    def pre_social_login(self, request, sociallogin):
        if sociallogin.is_existing:
            return
        addresses = [found.email for found in sociallogin.email_addresses if found.verified]
        user = User.objects.filter(email__iexact=addresses[0], is_active=True).first() if addresses else None
        if user is None or request.user.is_authenticated:
            text = _("There is no account here for this person. Please ask the PMO for an invitation.")
            raise ImmediateHttpResponse(back(request, text))
        sociallogin.connect(request, user)

    def on_authentication_error(self, request, provider, error=None, exception=None, extra_context=None):
        text = _("The login through %(name)s did not work. Please try again, or log in with your password.")
        raise ImmediateHttpResponse(back(request, text % {"name": provider.name}))

    def send_notification_mail(self, *args, **kwargs):
        """Nobody needs a mail about a door that the operator has opened for all."""


def back(request, text):
    """To the login, with a word."""
    messages.error(request, text)
    return redirect("account_login")
