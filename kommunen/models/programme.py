"""Facts on the funding programme itself, and the operator's own pages."""

from datetime import timedelta

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kommunen.models.address import Addressed
from kommunen.models.record import Record


class ProgrammeFact(Record):
    """One sentence on the funding programme, with its sources; together they make up "Über"."""

    text = models.TextField(_("text"))
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta(Record.Meta):
        verbose_name = _("fact on the programme")
        verbose_name_plural = _("facts on the programme")
        ordering = ["position", "pk"]

    def __str__(self):
        return self.text[:80]


REVIEWED_EVERY = timedelta(days=365)
OWN_ADDRESSES = {
    "impressum": "imprint",
    "datenschutz": "privacy",
    "barrierefreiheit": "accessibility",
    "leichte-sprache": "easy-language",
}  # pages that the law or custom expects at a short address, by the name of that address


class Page(Addressed):
    """A text of the operator's (Impressum, Datenschutz …) in Markdown, shipped as a draft to be completed."""

    title = models.CharField(_("title"), max_length=120)
    title_en = models.CharField(_("title in English"), max_length=120, blank=True)
    body = models.TextField(_("text"), blank=True, help_text=_("Markdown: ## heading, * item, [words](address)."))
    body_en = models.TextField(_("text in English"), blank=True)
    placeholder = models.BooleanField(
        _("still a draft"),
        default=True,
        help_text=_("Shown as a draft, and the check before going live complains, until you untick this."),
    )

    class Meta(Addressed.Meta):
        verbose_name = _("page")
        verbose_name_plural = _("pages")
        ordering = ["slug"]

    def __str__(self):
        return self.title

    @property
    def is_reviewed_yearly(self):
        """Whether this is the accessibility statement: it says when it was last reviewed, once a year at least."""
        return self.slug == "barrierefreiheit"

    @property
    def review_is_due(self):
        last = self.checked_on
        return self.is_reviewed_yearly and (last is None or timezone.localdate() - last > REVIEWED_EVERY)

    def get_absolute_url(self):
        name = OWN_ADDRESSES.get(self.slug)
        return reverse(f"kommunen:{name}") if name else reverse("kommunen:page", args=[self.slug])
