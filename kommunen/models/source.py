"""The address and date behind every stated fact."""

from urllib.parse import unquote, urlsplit

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from kommunen.models.record import check_day


class Source(models.Model):
    """Where a record's facts can be read, and when somebody last looked."""

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    record = GenericForeignKey()
    address = models.URLField(_("address"), max_length=500)
    publisher = models.CharField(
        _("publisher"),
        max_length=200,
        blank=True,
        help_text=_("Who publishes this page. Empty: the address's host name is shown."),
    )
    checked_on = models.DateField(_("last checked on"), null=True, blank=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["content_type", "object_id", "address"], name="source_once_per_record")
        ]

    def __str__(self):
        return self.publisher or self.host

    def clean(self):
        super().clean()
        check_day(self)

    @property
    def host(self):
        """The host name of the address, without "www."."""
        return (urlsplit(self.address).hostname or self.address).removeprefix("www.")

    @property
    def place(self):
        """The last part of the address's path, which tells two pages of one host apart; "" for a host's first page."""
        return unquote(urlsplit(self.address).path).rstrip("/").rpartition("/")[2]
