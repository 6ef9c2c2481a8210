"""What `manage.py check --deploy --database default` refuses before the site goes live."""

from django.core.checks import Error, Tags, register
from django.db import DatabaseError
from django.utils.translation import gettext as _

from kommunen.models import Page


@register(Tags.database, deploy=True)
def no_placeholder_pages(databases, **kwargs):
    """Every text that the operator owes by law is completed."""
    if not databases:
        return []
    try:
        drafts = list(Page.objects.published().filter(placeholder=True))
    except DatabaseError as error:
        return [Error(f"The database does not answer as expected: {error}", id="congress.E002")]
    return [
        Error(
            _("The page “%(title)s” is still a draft.") % {"title": page.title},
            hint=_("Complete it in the admin under “Redaktion › Seiten” and untick “still a draft”."),
            id="congress.E001",
        )
        for page in drafts
    ]
