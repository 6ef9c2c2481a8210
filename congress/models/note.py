"""Notes of the staff at a congress."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from congress.models.team import TeamStep
from kommunen.models import Cooperation, Municipality, Theme


class Note(TeamStep):
    """One line from the hall, with what it names. ``key`` is made on the phone: sent twice, a note is stored once."""

    key = models.UUIDField(editable=False)
    text = models.TextField(_("note"), max_length=2000)
    written_at = models.DateTimeField(_("written"), default=timezone.now)
    follow_up_on = models.DateField(_("follow up by"), null=True, blank=True)
    municipalities = models.ManyToManyField(Municipality, blank=True, related_name="noted_in", editable=False)
    themes = models.ManyToManyField(Theme, blank=True, related_name="noted_in", editable=False)
    cooperations = models.ManyToManyField(Cooperation, blank=True, related_name="noted_in", editable=False)

    class Meta(TeamStep.Meta):
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        ordering = ["-written_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["author", "key"], name="note_once_per_account")]

    def __str__(self):
        return self.text[:80]
