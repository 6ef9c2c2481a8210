"""The addresses around the login, in German. Nobody signs up here: the PMO makes the accounts."""

from allauth.account import views
from django.conf import settings
from django.shortcuts import redirect
from django.urls import include, path, re_path
from django.views.generic import RedirectView


def leave(request):
    """Log out through the companion's page: it asks for what waits on this device, and wipes it."""
    return redirect("companion:leave") if request.user.is_authenticated else views.logout(request)


urlpatterns = [
    path("", views.LoginView.as_view(extra_context={"oidc_name": settings.OIDC_NAME}), name="account_login"),
    path("abmelden/", leave, name="account_logout"),
    path("gesperrt/", views.account_inactive, name="account_inactive"),
    path("bestaetigen/", views.reauthenticate, name="account_reauthenticate"),
    path("passwort/", RedirectView.as_view(pattern_name="admin:password_change"), name="account_change_password"),
    path("passwort/vergessen/", views.password_reset, name="account_reset_password"),
    path("passwort/vergessen/gesendet/", views.password_reset_done, name="account_reset_password_done"),
    path("passwort/neu/fertig/", views.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    re_path(
        r"^passwort/neu/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        views.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("zweiter-faktor/", include("allauth.mfa.urls")),
]
if settings.OIDC_ISSUER:
    to_login = RedirectView.as_view(pattern_name="account_login")
    urlpatterns += [
        path("", include("allauth.socialaccount.providers.openid_connect.urls")),
        path("abgebrochen/", to_login, name="socialaccount_login_cancelled"),
        path("fehler/", to_login, name="socialaccount_login_error"),
    ]
