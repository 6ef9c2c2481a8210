"""A one-time password is changed before anything else."""

from django.contrib.auth.forms import PasswordChangeForm
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class PasswordChangeMiddleware:
    """Leads an account that must choose a new password to the form for it, from every page of the admin."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        start = reverse("admin:index")
        allowed = {reverse("admin:password_change"), reverse("admin:logout"), reverse("admin:jsi18n")}
        if (
            request.path.startswith(start)
            and request.path not in allowed
            and request.user.is_authenticated
            and request.user.must_change_password
        ):
            return redirect("admin:password_change")
        return self.get_response(request)


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
