"""The model municipalities themselves."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kommunen.models.address import Addressed, SortKeyField
from kommunen.models.funding_round import FundingRound
from kommunen.models.record import PublicationState, RecordQuerySet, published_related
from kommunen.models.state import State
from kommunen.models.stated_date import LastDayField, StatedDateField, months_after
from kommunen.models.territory import Territory


class MunicipalityKind(models.TextChoices):
    """What kind of model project it is."""

    CITY = "city", _("city")
    MUNICIPALITY = "municipality", pgettext_lazy("kind of model project", "municipality")
    DISTRICT = "district", _("district")
    REGION = "region", _("region")
    COOPERATION = "cooperation", _("cooperation of several municipalities")


class Phase(models.TextChoices):
    """Where the funded project stands."""

    STRATEGY = "strategy", _("strategy")
    IMPLEMENTATION = "implementation", _("implementation")
    COMPLETED = "completed", _("completed")


class FigureOrigin(models.TextChoices):
    """Which of two sources a figure was taken from."""

    PROFILE = "profile", _("profile on the programme's site")
    REGISTER = "register", _("official register of municipalities")


class SizeClass(models.TextChoices):
    """How many people live there: computed from the population, never stored."""

    VILLAGE = "bis-20000", _("under 20,000 people")
    TOWN = "bis-100000", _("20,000 to under 100,000 people")
    CITY = "bis-500000", _("100,000 to under 500,000 people")
    METROPOLIS = "ab-500000", _("500,000 people or more")

    @property
    def bounds(self):
        """From this population (inclusive) to that (exclusive); None is open."""
        limits = [0, 20_000, 100_000, 500_000, None]
        position = list(type(self)).index(self)
        return limits[position], limits[position + 1]

    def condition(self, prefix=""):
        """The condition on a query, where ``prefix`` leads to the municipality."""
        lowest, limit = self.bounds
        condition = Q(**{f"{prefix}population__gte": lowest})
        return condition if limit is None else condition & Q(**{f"{prefix}population__lt": limit})


class FundingEnd(models.TextChoices):
    """How long the funding still runs: a stated year ends on its last day."""

    ENDED = "beendet", _("already ended")
    WITHIN_6 = "6", _("within 6 months")
    WITHIN_12 = "12", _("within 12 months")
    WITHIN_24 = "24", _("within 24 months")
    UNKNOWN = "unbekannt", _("not known")

    def condition(self, prefix=""):
        """The condition on a query, where ``prefix`` leads to the municipality; "within" counts from today."""
        ends_on = f"{prefix}funding_ends_on"
        today = timezone.localdate()
        if self == self.UNKNOWN:
            return Q(**{f"{ends_on}__isnull": True})
        if self == self.ENDED:
            return Q(**{f"{ends_on}__lt": today})
        return Q(**{f"{ends_on}__gte": today, f"{ends_on}__lt": months_after(today, int(self.value))})

    @classmethod
    def nearest(cls, ends_on):
        """The narrowest of them that holds for a last day (None: not known); None where more than 24 months remain."""
        today = timezone.localdate()
        if ends_on is None:
            return cls.UNKNOWN
        if ends_on < today:
            return cls.ENDED
        within = (cls.WITHIN_6, cls.WITHIN_12, cls.WITHIN_24)
        return next((one for one in within if ends_on < months_after(today, int(one.value))), None)

    @property
    def tone(self):
        """The kind of dot; it only accompanies the label, colour never stands alone."""
        return {self.ENDED: "neutral", self.WITHIN_6: "danger", self.UNKNOWN: "unknown"}.get(self, "info")


class MunicipalityQuerySet(RecordQuerySet):
    """Municipalities with what their rows and pages show."""

    def with_project_count(self):
        """Add ``project_count``: how many published projects each has."""
        through = self.model.projects.rel.through
        counted = (
            through.objects.filter(municipality=models.OuterRef("pk"), project__state=PublicationState.PUBLISHED)
            .order_by()
            .values("municipality")
            .annotate(number=models.Count("pk"))
            .values("number")
        )
        return self.annotate(project_count=Coalesce(models.Subquery(counted), 0))

    def with_counted(self, projects):
        """Only those that have some of these projects, with ``counted``, their number."""
        rows = self.model.projects.rel.through.objects.filter(project__in=projects.order_by().values("pk")).order_by()
        own = rows.filter(municipality=models.OuterRef("pk")).values("municipality")
        counted = own.annotate(number=models.Count("pk")).values("number")
        return self.filter(pk__in=rows.values("municipality")).annotate(counted=models.Subquery(counted))

    def with_theme_count(self, theme):
        """Only those with published projects on this theme, with ``theme_count``, the busiest first."""
        counted = models.Count(
            "projects", filter=Q(projects__themes=theme, projects__state=PublicationState.PUBLISHED), distinct=True
        )
        return self.annotate(theme_count=counted).filter(theme_count__gt=0).order_by("-theme_count", "sort_name", "pk")

    def with_row(self):
        return (
            super()
            .with_row()
            .with_project_count()
            .select_related("round")
            .prefetch_related(published_related("territories", Territory.objects))
        )

    def on_map(self):
        """With what a map and the table beside it show, and nothing of what else belongs to a row."""
        alone = self.select_related(None).prefetch_related(None).with_project_count()
        return alone.prefetch_related(published_related("territories", Territory.objects))


class Municipality(Addressed):
    """One of the model projects: a city, municipality, district, region or cooperation of several."""

    owned_through = "pk"

    name = models.CharField(_("name"), max_length=120, help_text=_("As it stands in lists: short, without “Stadt”."))
    official_name = models.CharField(_("official name"), max_length=200, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=MunicipalityKind)
    round = models.ForeignKey(
        FundingRound, on_delete=models.PROTECT, related_name="municipalities", verbose_name=_("funding round")
    )
    territories = models.ManyToManyField(
        Territory,
        blank=True,
        related_name="municipalities",
        verbose_name=_("official units"),
        help_text=_("The towns, municipalities or districts that this model project consists of."),
    )
    population = models.PositiveIntegerField(_("population"), null=True, blank=True)
    population_from = models.CharField(_("population taken from"), max_length=10, choices=FigureOrigin, blank=True)
    area_km2 = models.DecimalField(_("area in km²"), max_digits=9, decimal_places=2, null=True, blank=True)
    area_from = models.CharField(_("area taken from"), max_length=10, choices=FigureOrigin, blank=True)
    phase = models.CharField(_("phase"), max_length=20, choices=Phase, blank=True)
    project_name = models.CharField(_("name of the model project"), max_length=200, blank=True)
    website = models.URLField(_("website"), max_length=500, blank=True)
    funding_end = StatedDateField(_("funding until"))
    funding_ends_on = LastDayField(of="funding_end")
    funding_total_eur = models.PositiveBigIntegerField(_("funding in euro"), null=True, blank=True)
    funding_share_percent = models.PositiveSmallIntegerField(
        _("federal share in percent"), null=True, blank=True, validators=[MaxValueValidator(100)]
    )
    summary = models.TextField(_("summary"), blank=True, help_text=_("Two or three sentences in your own words."))
    continuation = models.TextField(
        _("after the funding"), blank=True, help_text=_("What becomes of team and projects (Verstetigung).")
    )
    continuation_team = models.TextField(
        _("team after the funding"), blank=True, help_text=_("How many posts remain, and where they are placed.")
    )
    continuation_budget = models.TextField(
        _("budget after the funding"), blank=True, help_text=_("Who pays for what from then on.")
    )
    review_required = models.BooleanField(
        _("changes are reviewed"),
        default=False,
        help_text=_("What its editors change in published entries waits for the PMO, and the old version stays."),
    )
    contact_email = models.EmailField(
        _("address for questions"),
        blank=True,
        help_text=_("An office's mailbox, never public: it is asked regularly whether the entries still hold."),
    )
    sort_name = SortKeyField(of="name")

    objects = MunicipalityQuerySet.as_manager()
    _history_m2m_fields = ["territories"]

    class Meta(Addressed.Meta):
        verbose_name = _("model municipality")
        verbose_name_plural = _("model municipalities")
        ordering = ["sort_name", "pk"]
        constraints = [
            *Addressed.Meta.constraints,
            models.CheckConstraint(
                name="municipality_share_is_a_percentage",
                condition=Q(funding_share_percent__isnull=True) | Q(funding_share_percent__range=(0, 100)),
                violation_error_message=_("A share lies between 0 and 100 percent."),
            ),
            models.CheckConstraint(
                name="municipality_area_not_negative",
                condition=Q(area_km2__isnull=True) | Q(area_km2__gte=0),
                violation_error_message=_("An area is not negative."),
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("kommunen:municipality", args=[self.slug])

    @property
    def federal_states(self):
        """Its states in the order of the official key, from the prefetched territories."""
        found = {territory.federal_state for territory in self.territories.all()}
        return [state for state in State if state in found]
