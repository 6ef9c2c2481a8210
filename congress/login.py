"""The doors of the workplace: who logs in how, and what is owed before one may edit."""

from time import time

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.account.signals import password_reset
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.db.models import Q
from django.dispatch import receiver
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from kommunen.models import Role, User
from kommunen.views.public_form import client_address

FACTORS = {Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN}


class Adapter(DefaultAccountAdapter):
    """Accounts are made by the PMO alone, and we say Sie."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account is switched off."),
        "email_password_mismatch": _("E-mail address or password is not right."),
        "incorrect_password": _("The password is not right."),
        "incorrect_code": _("The code is not right."),
        "invalid_or_expired_key": _("This link works no longer."),
        "rate_limited": _("Too many attempts. Please wait a few minutes."),
        "too_many_login_attempts": _("Too many attempts. Please wait a few minutes."),
    }

    def is_open_for_signup(self, request):
        return False

    def is_reauthentication_required(self, *, app, **kwargs):
        """Whoever has just logged in sets up the first second factor without giving the password a second time.

        The library takes no login for a confirmation. Once there is a second factor, it rules: nobody changes it, or
        reads the recovery codes, without confirming.
        """
        first = app == "allauth.mfa" and not is_mfa_enabled(self.request.user)
        return not (first and just_logged_in(self.request)) and super().is_reauthentication_required(app=app, **kwargs)

    def is_safe_url(self, url):
        """No address that cannot even be read, as http://[ cannot: the library would fail."""
        try:
            return super().is_safe_url(url)
        except ValueError:
            return False

    def get_client_ip(self, request):
        """What failed logins are counted under: no address, but a keyed hash of it, because a cache may be shared."""
        return salted_hmac("congress.login", client_address(request)).hexdigest()[:32]


def just_logged_in(request):
    """Whether the password was given so lately that asking for it once more would say nothing new."""
    records = get_authentication_records(request, request.user)
    given = max((one.get("at", 0) for one in records if one.get("method") == "password"), default=0)
    return time() - given < app_settings.REAUTHENTICATION_TIMEOUT


def in_charge():
    """The accounts that can log in and give others their rights: those of the PMO, and superusers."""
    may = Q(is_superuser=True) | Q(pk__in=User.objects.filter(memberships__role=Role.PMO))
    return User.objects.filter(may, is_active=True, is_staff=True)


def may_edit(user):
    """Whether an account can change anything at all."""
    return user.is_pmo or (user.is_active and bool(user.edited_municipalities))


def owed(request):
    """What an account owes before it may work: the name of the page for it, or None.

    On one's own machine (``make run``) the account that may everything starts without a second factor.
    """
    user = request.user
    if user.must_change_password:
        return "admin:password_change"
    if not may_edit(user) or (settings.LOCAL_HTTP and user.is_superuser):
        return None
    return None if has_second_factor(request) else "mfa_index"


def has_second_factor(request):
    """Whether this session was opened, or since confirmed, with a second factor."""
    return any(record.get("method") == "mfa" for record in get_authentication_records(request, request.user))


@receiver(authenticator_added)
def remember_second_factor(request, user, authenticator, **kwargs):
    """Whoever sets up a second factor has just shown it, and next reads the recovery codes."""
    if authenticator.type in FACTORS:
        record_authentication(request, user, "mfa", type=authenticator.type, reauthenticated=True)


@receiver(password_reset)
def forget_one_time_password(user, **kwargs):
    """Whoever chose a password by a link owes no further one."""
    user.must_change_password = False
    user.save(update_fields=["must_change_password"])
