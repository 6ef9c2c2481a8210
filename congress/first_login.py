"""A one-time password is changed before anything else."""

from django.shortcuts import redirect
from django.urls import reverse


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
