"""What is on a congress's programme."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from congress.models.congress import Congress
from kommunen.models import Municipality, Record, RecordQuerySet, Theme, published_related


class SessionKind(models.TextChoices):
    """The form of a session."""

    KEYNOTE = "keynote", _("keynote")
    TALK = "talk", _("talk")
    PANEL = "panel", _("panel")
    WORKSHOP = "workshop", _("workshop")
    EXHIBITION = "exhibition", _("exhibition")
    OTHER = "other", _("other")


class ProgrammeQuerySet(RecordQuerySet):
    """Sessions or outcomes with the municipalities and themes that they name."""

    def with_row(self):
        return (
            super()
            .with_row()
            .prefetch_related(
                published_related("municipalities", Municipality.objects), published_related("themes", Theme.objects)
            )
        )


class Session(Record):
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
    summary = models.TextField(_("summary"), blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    objects = ProgrammeQuerySet.as_manager()
    _history_m2m_fields = ["municipalities", "themes"]

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
        ]

    def __str__(self):
        return self.title


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
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    objects = ProgrammeQuerySet.as_manager()
    _history_m2m_fields = ["municipalities", "themes"]

    class Meta(Record.Meta):
        verbose_name = _("outcome")
        verbose_name_plural = _("outcomes")
        ordering = ["congress", "position", "pk"]

    def __str__(self):
        return self.text[:80]


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
