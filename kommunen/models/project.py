"""What municipalities build and run."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kommunen.models.address import Addressed, SortKeyField
from kommunen.models.municipality import Municipality
from kommunen.models.organisation import Organisation
from kommunen.models.record import RecordQuerySet, published_related
from kommunen.models.stated_date import StatedDateField, end_not_before_start
from kommunen.models.technology import Technology
from kommunen.models.theme import Theme

REASON_WANTED = _("Please say why: a state of continuation is recorded only with its reason.")


class ProjectKind(models.TextChoices):
    """What comes out of it."""

    SOLUTION = "solution", _("solution")
    EVENT = "event", _("event series")
    PARTICIPATION = "participation", _("participation")
    STRATEGY = "strategy", _("strategy")
    ORGANISATION = "organisation", _("organisation")
    IDEA = "idea", _("idea")


class ProjectStatus(models.TextChoices):
    """How far a project is. ``UNKNOWN`` is a value of its own: shown as such, never guessed."""

    PLANNED = "planned", _("planned")
    IN_PROGRESS = "in_progress", _("under way")
    IN_OPERATION = "in_operation", _("in operation")
    COMPLETED = "completed", _("completed")
    DISCONTINUED = "discontinued", _("discontinued")
    UNKNOWN = "unknown", _("status unknown")

    @property
    def tone(self):
        """The kind of dot; it only accompanies the label, colour never stands alone."""
        return {
            self.PLANNED: "planned",
            self.IN_PROGRESS: "info",
            self.IN_OPERATION: "success",
            self.COMPLETED: "neutral",
            self.DISCONTINUED: "danger",
        }.get(self, "unknown")


class OpenSource(models.TextChoices):
    """Whether an address of open source code is recorded; "not recorded" never means that there is none."""

    RECORDED = "ja", _("address recorded")
    NOT_RECORDED = "nicht-erfasst", _("not recorded")

    def condition(self, prefix=""):
        """The condition on a query, where ``prefix`` leads to the project."""
        unknown = Q(**{f"{prefix}repository": ""})
        return unknown if self == self.NOT_RECORDED else ~unknown


class ContinuationState(models.TextChoices):
    """What becomes of a project when its funding has ended. ``UNKNOWN`` is a value of its own: never guessed."""

    OPEN = "open", _("still open")
    UNDER_WAY = "under_way", _("being arranged")
    SECURED = "secured", _("secured")
    ENDED = "ended", _("ends with the funding")
    UNKNOWN = "unknown", _("continuation not known")

    @property
    def tone(self):
        """The kind of dot; it only accompanies the label, colour never stands alone."""
        return {
            self.OPEN: "planned",
            self.UNDER_WAY: "info",
            self.SECURED: "success",
            self.ENDED: "neutral",
        }.get(self, "unknown")

    @classmethod
    def unsettled(cls):
        """The states in which nobody is known to go on with it."""
        return [cls.OPEN, cls.UNKNOWN]

    @classmethod
    def settled(cls):
        """The states in which it is decided what becomes of it: nobody can be sought any more."""
        return [cls.SECURED, cls.ENDED]


class Reusability(models.TextChoices):
    """Whether others can take a project over, and whether somebody is sought who does."""

    READY = "bereit", _("ready for reuse")
    WANTED = "gesucht", _("takeover wanted")

    def condition(self, prefix=""):
        """The condition on a query, where ``prefix`` leads to the project."""
        if self == self.WANTED:
            return Q(**{f"{prefix}takeover_wanted": True})
        running = Q(**{f"{prefix}status__in": [ProjectStatus.IN_PROGRESS, ProjectStatus.IN_OPERATION]})
        nothing_to_read = Q(**{f"{prefix}repository": "", f"{prefix}documentation": ""})
        return running & ~nothing_to_read


class ProjectQuerySet(RecordQuerySet):
    """Projects with what their rows and pages show."""

    def with_row(self):
        return (
            super()
            .with_row()
            .prefetch_related(
                published_related("municipalities", Municipality.objects), published_related("themes", Theme.objects)
            )
        )


class Project(Addressed):
    """What a municipality builds or runs (on the page: Projekt, Maßnahme). What is unknown stays empty."""

    owned_through = "municipalities"

    title = models.CharField(_("title"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=ProjectKind, default=ProjectKind.SOLUTION)
    municipalities = models.ManyToManyField(Municipality, related_name="projects", verbose_name=_("municipalities"))
    themes = models.ManyToManyField(Theme, blank=True, related_name="projects", verbose_name=_("themes"))
    status = models.CharField(_("status"), max_length=20, choices=ProjectStatus, default=ProjectStatus.UNKNOWN)
    start = StatedDateField(_("start"))
    end = StatedDateField(_("end"))
    summary = models.TextField(_("summary"), blank=True, help_text=_("One to three sentences in your own words."))
    url = models.URLField(_("web page"), max_length=500, blank=True)
    repository = models.URLField(
        _("source code"), max_length=500, blank=True, help_text=_("Where the open source code can be found.")
    )
    documentation = models.URLField(
        _("documentation"), max_length=500, blank=True, help_text=_("Where others can read how to reuse it.")
    )
    operator = models.CharField(
        _("operator after the funding"),
        max_length=200,
        blank=True,
        help_text=_("An office or organisation, never a person."),
    )
    continuation_reason = models.TextField(  # stands before the state: a merge moves field by field
        _("reason for the state of continuation"), blank=True, help_text=_("Why it is so, as the sources state it.")
    )
    continuation = models.CharField(
        _("continuation"), max_length=20, choices=ContinuationState, default=ContinuationState.UNKNOWN
    )
    continuation_source = models.URLField(
        _("source for the state of continuation"),
        max_length=500,
        blank=True,
        help_text=_("The page that says so: a decision, a report, a press release."),
    )
    takeover_wanted = models.BooleanField(
        _("takeover wanted"), default=False, help_text=_("Somebody is sought who takes it over, or goes on with it.")
    )
    technologies = models.ManyToManyField(
        Technology, blank=True, related_name="projects", verbose_name=_("technologies")
    )
    partners = models.ManyToManyField(
        Organisation,
        blank=True,
        related_name="projects",
        verbose_name=_("partners"),
        help_text=_("Partners outside the model municipalities."),
    )
    sort_title = SortKeyField(of="title")

    objects = ProjectQuerySet.as_manager()
    _history_m2m_fields = ["municipalities", "themes", "technologies", "partners"]

    class Meta(Addressed.Meta):
        verbose_name = _("project")
        verbose_name_plural = _("projects")
        ordering = ["sort_title", "pk"]  # pk last: equal titles do not wander between pages
        constraints = [
            *Addressed.Meta.constraints,
            end_not_before_start("project_end_not_before_start"),
            models.CheckConstraint(
                name="project_continuation_has_a_reason",
                condition=Q(continuation=ContinuationState.UNKNOWN) | ~Q(continuation_reason=""),
                violation_error_message=REASON_WANTED,
            ),
        ]
        indexes = [
            models.Index(fields=["state", "sort_title", "id"], name="project_in_list_order"),
            models.Index(fields=["state", "start", "id"], name="project_by_start"),
            models.Index(fields=["state", "-start", "id"], name="project_by_start_turned"),
            models.Index(fields=["state", "checked_on", "id"], name="project_by_check"),
            models.Index(fields=["state", "-checked_on", "id"], name="project_by_check_turned"),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("kommunen:project", args=[self.slug])

    @property
    def is_reusable(self):
        """Whether others can take it over: as ``Reusability.READY`` asks a query."""
        running = self.status in (ProjectStatus.IN_PROGRESS, ProjectStatus.IN_OPERATION)
        return running and bool(self.repository or self.documentation)
