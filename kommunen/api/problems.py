"""Every fault of the API as problem details (RFC 9457)."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import set_rollback

from kommunen.exchange.answers import PROBLEM_TYPE, problem_details


def as_problem(error, context):
    """Answer an exception with problem details; None leaves what nobody foresaw to the server's own error page.

    Arguments: as Django REST framework gives them to its exception handler.
    """
    if isinstance(error, Http404):
        error = exceptions.NotFound(*error.args)
    if isinstance(error, PermissionDenied):
        error = exceptions.PermissionDenied()
    if not isinstance(error, exceptions.APIException):
        return None
    if isinstance(error.detail, dict):
        details = problem_details(error.status_code, _("The question cannot be answered."), error.detail)
    else:
        details = problem_details(error.status_code, error.detail)
    headers = {"Retry-After": str(int(error.wait))} if getattr(error, "wait", None) else None
    set_rollback()
    return Response(details, status=error.status_code, headers=headers, content_type=PROBLEM_TYPE)
