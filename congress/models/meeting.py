"""Whom a team meets at a congress, and the article that it makes of it."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from congress.models.session import Session
from congress.models.team import TeamEntry, TeamStep
from kommunen.models import Municipality


class Meeting(TeamStep):
    """A line of the run sheet (on the page: Gespräch). Without one, nothing is known of the other yet."""

    other = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="met_in", verbose_name=_("other municipality")
    )
    attends = models.BooleanField(_("attends"), default=False, help_text=_("As far as the team knows; not published."))
    met = models.BooleanField(_("met"), default=False)
    session = models.ForeignKey(
        Session, on_delete=models.SET_NULL, null=True, blank=True, related_name="meetings", verbose_name=_("session")
    )
    outcome = models.TextField(_("what was agreed"), max_length=2000, blank=True)
    next_step = models.CharField(_("next step"), max_length=300, blank=True)
    next_step_on = models.DateField(_("by"), null=True, blank=True)
    entered = models.JSONField(default=list, editable=False)  # ids of what phones sent in: each counts once

    class Meta(TeamStep.Meta):
        verbose_name = _("conversation")
        verbose_name_plural = _("conversations")
        ordering = ["other__sort_name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["congress", "municipality", "other"], name="meeting_once_per_congress"),
            models.CheckConstraint(name="meeting_of_two", condition=~Q(municipality=F("other"))),
        ]

    def __str__(self):
        return str(self.other)


class LookBack(TeamEntry):
    """The article about a congress that a team writes (on the page: Rückblick); public only where they publish it."""

    text = models.TextField(_("article"), max_length=50_000)

    class Meta(TeamEntry.Meta):
        verbose_name = _("look back")
        verbose_name_plural = _("looks back")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["congress", "municipality"], name="look_back_once_per_team")]

    def __str__(self):
        return self.text[:80]
