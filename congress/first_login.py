"""What is owed comes first: a password of one's own, then a second factor."""

from django.contrib.auth.forms import PasswordChangeForm
from django.core.exceptions import ValidationError
from django.http import JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from congress.login import owed

STAFF = {"admin", "companion"}  # the namespaces in which a session works


class OwedMiddleware:
    """Leads an account to what it owes, from every page of the workplace and of the companion."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if not STAFF & set(request.resolver_match.app_names) or not request.user.is_authenticated:
            return None
        free = ["admin:password_change", "admin:logout", "admin:jsi18n", "companion:leave"]
        allowed = {reverse(name) for name in free}
        step = owed(request)
        if not step or request.path in allowed:
            return None
        if not request.accepts("text/html"):  # a script on the phone keeps what it wanted to send, and says so
            return JsonResponse({"error": "login"}, status=401)
        return redirect(step)


class OwnPasswordForm(PasswordChangeForm):
    """A new password for the own account; with it a one-time password has done its service."""

    def clean_new_password1(self):
        new = self.cleaned_data.get("new_password1", "")
        if new and self.user.check_password(new):
            raise ValidationError(_("Please choose a password other than the one you have now."))
        return new

    def save(self, commit=True):
        self.user.must_change_password = False
        return super().save(commit)
