"""Asking a municipality whether its entries still hold: one link for each time it is asked."""

from datetime import timedelta

from django.core import signing
from django.db import models
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kommunen.models.municipality import Municipality
from kommunen.models.stated_date import months_after

OPEN_FOR = timedelta(days=45)
SIGNER = signing.Signer(salt="kommunen.confirmation")


class ConfirmationQuerySet(models.QuerySet):
    """Which municipality is due, which link is good."""

    def by_token(self, token):
        """The one that a link means, answered or not; None for one that is not ours, or too old."""
        try:
            pk = SIGNER.unsign(token)
        except signing.BadSignature:
            return None
        found = self.filter(pk=pk) if pk.isdecimal() else self.none()
        return found.filter(asked_at__gt=timezone.now() - OPEN_FOR).select_related("municipality").first()

    def due(self, months):
        """The published municipalities with an address that nobody has asked for so many months."""
        day = months_after(timezone.localdate(), -months)
        return (
            Municipality.objects.published()
            .exclude(contact_email="")
            .annotate(asked=Max("confirmations__asked_at"))
            .filter(Q(asked__isnull=True) | Q(asked__date__lte=day))
        )


class Confirmation(models.Model):
    """That a municipality was asked once, and what came of it: ``{"confirmed": 3, "changed": 1}``."""

    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, related_name="confirmations")
    asked_at = models.DateTimeField(default=timezone.now, db_index=True)
    answered_at = models.DateTimeField(null=True)
    outcome = models.JSONField(default=dict)

    objects = ConfirmationQuerySet.as_manager()

    class Meta:
        verbose_name = _("confirmation")
        verbose_name_plural = _("confirmations")
        ordering = ["-asked_at", "pk"]

    def __str__(self):
        return f"{self.municipality}, {self.asked_at.date()}"

    @property
    def token(self):
        """What its link ends with."""
        return SIGNER.sign(str(self.pk))

    @property
    def ends_on(self):
        """The last day on which its link works."""
        return timezone.localdate(self.asked_at + OPEN_FOR)
