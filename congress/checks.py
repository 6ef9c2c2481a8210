"""What `manage.py check --deploy --database default` refuses before the site goes live."""

from django.core.checks import Error, Tags, register
from django.db import DatabaseError
from django.utils.translation import gettext as _

from kommunen.models import Page

OWED = ["impressum", "datenschutz", "barrierefreiheit"]  # by the slugs of the pages that the law asks for
GAPS = ["[Bitte ergänzen", "[To be completed"]  # as the shipped drafts mark them


@register(Tags.database, deploy=True)
def no_placeholder_pages(databases, **kwargs):
    """Every text that the operator owes by law is completed."""
    if not databases:
        return []
    try:
        pages = {page.slug: page for page in Page.objects.published()}
    except DatabaseError as error:
        return [Error(_("The database does not answer as expected: %(error)s") % {"error": error}, id="congress.E002")]
    faults = [
        Error(
            _("The page “%(title)s” is missing, or not published.") % {"title": slug},
            hint=_("Publish it in the admin under “Redaktion › Seiten”."),
            id="congress.E003",
        )
        for slug in OWED
        if slug not in pages
    ]
    faults += [
        Error(
            _("The page “%(title)s” is still a draft.") % {"title": page.title},
            hint=_("Complete it in the admin under “Redaktion › Seiten” and untick “still a draft”."),
            id="congress.E001",
        )
        for page in pages.values()
        if page.placeholder or any(gap in page.body + page.body_en for gap in GAPS)
    ]
    return faults
