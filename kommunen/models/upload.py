"""A file between its preview and the word of whoever uploaded it."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

KEPT = timedelta(hours=1)


class UploadQuerySet(models.QuerySet):
    """Uploads end by themselves."""

    def alive(self):
        """Those that may still be confirmed, or whose outcome may still be read."""
        return self.filter(created_at__gte=timezone.now() - KEPT)

    def ended(self):
        return self.filter(created_at__lt=timezone.now() - KEPT)


class Upload(models.Model):
    """A table to be imported: nobody but the account sees it, and it is deleted after an hour.

    ``seen`` is which version of which entry the preview was compared with. Once imported, ``content`` is empty and
    ``outcome`` says how much was written.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="uploads")
    noun = models.CharField(max_length=60)
    name = models.CharField(max_length=200)
    content = models.BinaryField()
    seen = models.JSONField(default=dict)
    created_at = models.DateTimeField(default=timezone.now, db_index=True)
    done_at = models.DateTimeField(null=True)
    outcome = models.JSONField(default=dict)

    objects = UploadQuerySet.as_manager()

    class Meta:
        verbose_name = _("upload")
        verbose_name_plural = _("uploads")
        ordering = ["-created_at", "pk"]

    def __str__(self):
        return self.name
