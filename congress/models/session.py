"""What is on a congress's programme."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from congress.models.calendar_name import InCalendar
from congress.models.congress import Congress
from kommunen.models import (
    Cooperation,
    Municipality,
    Project,
    Record,
    RecordQuerySet,
    Theme,
    first_day,
    last_day,
    published_related,
)


class SessionKind(models.TextChoices):
    """The form of a session."""

    KEYNOTE = "keynote", _("keynote")
    TALK = "talk", _("talk")
    PANEL = "panel", _("panel")
    WORKSHOP = "workshop", _("workshop")
    EXHIBITION = "exhibition", _("exhibition")
    OTHER = "other", _("other")


OUTCOME = "outcome"
ENTRY_KINDS = [*SessionKind.choices, (OUTCOME, _("outcome"))]  # what stands in the archive of all programmes
ENTRY_LABELS = dict(ENTRY_KINDS)
NAMED = (
    ("municipalities", Municipality.objects),
    ("themes", Theme.objects),
    ("projects", Project.objects),
    ("cooperations", Cooperation.objects),
)


class ProgrammeQuerySet(RecordQuerySet):
    """Sessions or outcomes with the municipalities, themes, projects and cooperations that they name."""

    def with_row(self):
        return super().with_row().prefetch_related(*(published_related(*named) for named in NAMED))


class OutcomeQuerySet(ProgrammeQuerySet):
    """Outcomes, also with the cooperations that grew from them."""

    def with_row(self):
        return super().with_row().prefetch_related(published_related("grown_cooperations", Cooperation.objects))


class Session(InCalendar, Record):
    """One item of a congress's programme (on the page: Programmpunkt)."""

    public_through = ("congress",)

    congress = models.ForeignKey(
        Congress, on_delete=models.CASCADE, related_name="sessions", verbose_name=_("congress")
    )
    title = models.CharField(_("title"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=SessionKind, default=SessionKind.OTHER)
    municipalities = models.ManyToManyField(
        Municipality, blank=True, related_name="sessions", verbose_name=_("municipalities")
    )
    themes = models.ManyToManyField(Theme, blank=True, related_name="sessions", verbose_name=_("themes"))
    projects = models.ManyToManyField(Project, blank=True, related_name="sessions", verbose_name=_("projects"))
    cooperations = models.ManyToManyField(
        Cooperation, blank=True, related_name="sessions", verbose_name=_("cooperations")
    )
    day = models.DateField(_("day"), null=True, blank=True)
    begins = models.TimeField(_("begins at"), null=True, blank=True)
    ends = models.TimeField(_("ends at"), null=True, blank=True)
    room = models.CharField(_("room"), max_length=120, blank=True)
    summary = models.TextField(_("summary"), blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    objects = ProgrammeQuerySet.as_manager()
    _history_m2m_fields = ["municipalities", "themes", "projects", "cooperations"]

    class Meta(Record.Meta):
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ["congress", "position", "pk"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["congress", "title"],
                name="session_once_per_congress",
                violation_error_message=_("This congress already has a session of this title."),
            ),
            models.CheckConstraint(
                name="session_time_needs_a_day",
                condition=Q(begins__isnull=True, ends__isnull=True) | Q(day__isnull=False, begins__isnull=False),
                violation_error_message=_("A time needs its day, an end its beginning."),
            ),
            models.CheckConstraint(
                name="session_ends_after_it_begins",
                condition=Q(ends__isnull=True) | Q(ends__gt=F("begins")),
                violation_error_message=_("The session ends before it begins."),
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def first_stated(self):
        return (self.congress.uid, self.title)

    def get_absolute_url(self):
        return f"{self.congress.get_absolute_url()}#{self.anchor}"

    @property
    def anchor(self):
        """Its place on the congress's page."""
        return f"programmpunkt-{self.pk}"

    @property
    def entry_kind(self):
        """Its kind among all that the archive lists."""
        return self.kind

    @property
    def entry_label(self):
        return ENTRY_LABELS[self.entry_kind]

    @property
    def entry_text(self):
        """What the archive says of it below its title."""
        return self.summary

    def clean(self):
        super().clean()
        if not (self.day and self.congress_id and self.congress.start):
            return
        try:
            first, last = first_day(self.congress.start), last_day(self.congress.end or self.congress.start)
        except ValueError:  # told beside the congress's own field
            return
        if not first <= self.day <= last:
            raise ValidationError({"day": _("The congress does not take place on this day.")})


class Outcome(Record):
    """What came out of a congress (on the page: Ergebnis)."""

    public_through = ("congress",)

    congress = models.ForeignKey(
        Congress, on_delete=models.CASCADE, related_name="outcomes", verbose_name=_("congress")
    )
    text = models.TextField(_("text"))
    municipalities = models.ManyToManyField(
        Municipality, blank=True, related_name="outcomes", verbose_name=_("municipalities")
    )
    themes = models.ManyToManyField(Theme, blank=True, related_name="outcomes", verbose_name=_("themes"))
    projects = models.ManyToManyField(Project, blank=True, related_name="outcomes", verbose_name=_("projects"))
    cooperations = models.ManyToManyField(
        Cooperation, blank=True, related_name="outcomes", verbose_name=_("cooperations")
    )
    grown_cooperations = models.ManyToManyField(
        Cooperation,
        blank=True,
        related_name="grown_from",
        verbose_name=_("cooperations that grew from it"),
        help_text=_("Their pages say at which congress they began."),
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    objects = OutcomeQuerySet.as_manager()
    _history_m2m_fields = ["municipalities", "themes", "projects", "cooperations", "grown_cooperations"]

    class Meta(Record.Meta):
        verbose_name = _("outcome")
        verbose_name_plural = _("outcomes")
        ordering = ["congress", "position", "pk"]

    def __str__(self):
        return self.text[:80]

    def get_absolute_url(self):
        return f"{self.congress.get_absolute_url()}#{self.anchor}"

    @property
    def anchor(self):
        """Its place on the congress's page."""
        return f"ergebnis-{self.pk}"

    @property
    def entry_kind(self):
        """Its kind among all that the archive lists."""
        return OUTCOME

    @property
    def entry_label(self):
        return ENTRY_LABELS[self.entry_kind]

    @property
    def entry_text(self):
        """What the archive says of it."""
        return self.text


class Attendance(Record):
    """That a municipality was, or will be, at a congress (on the page: Teilnahme)."""

    public_through = ("congress", "municipality")
    owned_through = "municipality"

    congress = models.ForeignKey(
        Congress, on_delete=models.CASCADE, related_name="attendances", verbose_name=_("congress")
    )
    municipality = models.ForeignKey(
        Municipality, on_delete=models.CASCADE, related_name="attendances", verbose_name=_("municipality")
    )

    class Meta(Record.Meta):
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")
        ordering = ["congress", "municipality__sort_name", "pk"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["congress", "municipality"], name="attendance_once_per_congress"),
        ]

    def __str__(self):
        return f"{self.municipality} – {self.congress}"
