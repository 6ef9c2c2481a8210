"""What a municipality's team writes down for itself: never public, shared among colleagues."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from congress.models.congress import Congress
from kommunen.models import Cooperation, Membership, Municipality


class TeamQuerySet(models.QuerySet):
    """Who may read and who may change; nobody else finds anything at all."""

    def visible_to(self, user):
        """The own team's for everybody who belongs to it, readers too; all of it for the PMO."""
        if not (user.is_authenticated and user.is_active):
            return self.none()
        if user.is_pmo:
            return self.all()
        own = Membership.objects.filter(user=user, municipality__isnull=False)
        return self.filter(municipality__in=own.values("municipality"))

    def editable_by(self, user):
        """The own team's for its editors; all of it for the PMO. A reader changes nothing."""
        if not (user.is_authenticated and user.is_active):
            return self.none()
        return self.all() if user.is_pmo else self.filter(municipality__in=user.edited_municipalities)


class TeamEntry(models.Model):
    """Something internal that belongs to a municipality's team at a congress.

    ``version`` counts the changes: whoever saves says which one was read, so that no colleague's change is lost. While
    there is one, neither its congress nor its municipality is deleted.
    """

    congress = models.ForeignKey(
        Congress, on_delete=models.PROTECT, related_name="%(class)ss", verbose_name=_("congress")
    )
    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="own_%(class)ss", verbose_name=_("municipality")
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="%(class)ss",
        verbose_name=_("written by"),
    )
    public = models.BooleanField(_("for the look back"), default=False)
    done = models.BooleanField(_("done"), default=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)
    history = HistoricalRecords(inherit=True)

    objects = TeamQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        if not self._state.adding:
            self.version += 1
        super().save(*args, **kwargs)


class TeamStep(TeamEntry):
    """An entry that asks for something to be done; a cooperation may grow from it, and at most one."""

    grown_cooperation = models.ForeignKey(
        Cooperation,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="grown_from_%(class)ss",
        verbose_name=_("cooperation that grew from it"),
    )

    class Meta(TeamEntry.Meta):
        abstract = True
