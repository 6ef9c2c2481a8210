"""What became of the web addresses that records name."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LinkCheckQuerySet(models.QuerySet):
    """What the last visits found."""

    def dead(self):
        """Addresses that failed at two visits in a row: one alone may be bad luck."""
        return self.filter(failures__gte=2)


class LinkCheck(models.Model):
    """The last visit to an address: when, what it answered, how often in a row it failed, and why in a word."""

    address = models.URLField(_("address"), max_length=500, unique=True)
    checked_at = models.DateTimeField(_("last visited"), db_index=True)
    status = models.PositiveSmallIntegerField(_("answer"), null=True, blank=True)
    problem = models.CharField(_("problem"), max_length=200, blank=True)
    failures = models.PositiveSmallIntegerField(_("failed visits in a row"), default=0)

    objects = LinkCheckQuerySet.as_manager()

    class Meta:
        verbose_name = _("visited address")
        verbose_name_plural = _("visited addresses")
        ordering = ["address"]

    def __str__(self):
        return self.address
