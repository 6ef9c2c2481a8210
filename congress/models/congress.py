"""The meetings: congresses, regional conferences and other gatherings."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from congress.models.calendar_name import InCalendar
from kommunen.models import (
    Addressed,
    LastDayField,
    Municipality,
    PublicationState,
    RecordQuerySet,
    StatedDateField,
    end_not_before_start,
    last_day,
)

LONGEST = timedelta(days=31)  # that a meeting may last and still be found as going on
TAKEN = {"programm"}  # addresses below /kongresse/ that are no congress


class CongressKind(models.TextChoices):
    """Which series a meeting belongs to."""

    CONGRESS = "congress", _("MPSC congress")
    REGIONAL = "regional", _("regional conference")
    MEETING = "meeting", _("meeting")

    @property
    def grew_at(self):
        """How a sentence begins about what grew there; the title follows. German has a gender for each kind."""
        return {
            self.CONGRESS: _("Grew at the congress"),
            self.REGIONAL: _("Grew at the regional conference"),
            self.MEETING: _("Grew at the meeting"),
        }[self]


class CongressStatus(models.TextChoices):
    """Whether it takes place as stated. A new date is a change of the dates, no status."""

    PLANNED = "planned", _("planned")
    CONFIRMED = "confirmed", _("confirmed")
    CANCELLED = "cancelled", _("cancelled")


def published_count(relation):
    """Count what is published of a congress's sessions, outcomes or attendances, without multiplying rows."""
    return Count(relation, filter=Q(**{f"{relation}__state": PublicationState.PUBLISHED}), distinct=True)


class CongressQuerySet(RecordQuerySet):
    """Congresses with what their rows show, and by time."""

    def coming(self):
        """Those that may still begin, the next first; a stated month counts until its last day."""
        return self.taking_place().filter(begins_by__gte=timezone.localdate()).order_by("start", "pk")

    def announced(self):
        """The next that takes place, and the next that was cancelled; each None where there is none. One query."""
        ahead = list(self.filter(begins_by__gte=timezone.localdate()).order_by("start", "pk"))
        cancelled = [one for one in ahead if one.status == CongressStatus.CANCELLED]
        return next((one for one in ahead if one not in cancelled), None), next(iter(cancelled), None)

    def past(self):
        """Those that began before today, the latest first."""
        return self.taking_place().filter(begins_by__lt=timezone.localdate()).order_by("-start", "pk")

    def current_or_coming(self):
        """The one that goes on, else the next; None where neither is known."""
        lately = timezone.localdate() - LONGEST
        known = self.taking_place().filter(begins_by__gte=lately).order_by("start", "pk")
        return next((one for one in known if not one.is_over), None)

    def taking_place(self):
        """Without those that were cancelled."""
        return self.exclude(status=CongressStatus.CANCELLED)

    def with_row(self):
        return (
            super()
            .with_row()
            .annotate(
                session_count=published_count("sessions"),
                outcome_count=published_count("outcomes"),
                attendance_count=published_count("attendances"),
            )
            .order_by("-start", "pk")  # grouping drops the model's own order
        )


class Congress(InCalendar, Addressed):
    """A congress or conference at which the model municipalities meet."""

    title = models.CharField(_("title"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=CongressKind)
    status = models.CharField(
        _("status"),
        max_length=10,
        choices=CongressStatus,
        default=CongressStatus.CONFIRMED,
        help_text=_("What is cancelled stays listed and is crossed out in every subscribed calendar."),
    )
    number = models.PositiveSmallIntegerField(_("number"), null=True, blank=True, help_text=_("In its series."))
    motto = models.CharField(_("motto"), max_length=300, blank=True)
    place = models.CharField(_("place"), max_length=120, blank=True)
    host = models.ForeignKey(
        Municipality,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="hosted_congresses",
        verbose_name=_("host"),
    )
    venue = models.CharField(_("venue"), max_length=200, blank=True)
    start = StatedDateField(_("first day"))
    end = StatedDateField(_("last day"))
    begins_by = LastDayField(of="start")
    participants = models.PositiveIntegerField(_("participants"), null=True, blank=True)
    summary = models.TextField(_("summary"), blank=True)

    objects = CongressQuerySet.as_manager()

    class Meta(Addressed.Meta):
        verbose_name = _("congress")
        verbose_name_plural = _("congresses")
        ordering = ["-start", "pk"]
        constraints = [
            *Addressed.Meta.constraints,
            end_not_before_start("congress_end_not_before_start"),
            models.UniqueConstraint(
                fields=["kind", "number"],
                name="congress_number_once_per_kind",
                violation_error_message=_("There is already one of this kind with this number."),
            ),
        ]

    def __str__(self):
        return self.title

    def clean(self):
        super().clean()
        if self.slug in TAKEN:
            raise ValidationError({"slug": _("This address belongs to another page.")})

    def get_absolute_url(self):
        return reverse("congress:congress", args=[self.slug])

    @property
    def first_stated(self):
        return (self.slug,)

    @property
    def grew_at(self):
        return CongressKind(self.kind).grew_at

    @property
    def is_over(self):
        """Whether its last known day lies behind us; no where no day is known."""
        last = last_day(self.end or self.start)
        return bool(last) and last < timezone.localdate()

    @property
    def has_days(self):
        """Whether it is known on which day it begins: a calendar has no place for a mere month."""
        return len(self.start) == len("2027-06-15")

    @property
    def is_cancelled(self):
        return self.status == CongressStatus.CANCELLED

    @property
    def public_host(self):
        """The host, where the public may see it."""
        return self.host if self.host and self.host.state == PublicationState.PUBLISHED else None
