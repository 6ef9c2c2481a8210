"""The rounds in which the model projects were selected."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from kommunen.models.record import Record


class FundingRound(Record):
    """A round (on the page: Staffel) of the funding programme."""

    number = models.PositiveSmallIntegerField(_("number"), unique=True)
    year = models.PositiveSmallIntegerField(_("year"))
    motto = models.CharField(_("motto"), max_length=200, blank=True)
    selected = models.PositiveSmallIntegerField(_("projects selected"), null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = _("funding round")
        verbose_name_plural = _("funding rounds")
        ordering = ["number"]

    def __str__(self):
        return f"{self.number}\N{NO-BREAK SPACE}·\N{NO-BREAK SPACE}{self.year}"
