"""Several municipalities together."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kommunen.models.address import Addressed, SortKeyField
from kommunen.models.municipality import Municipality
from kommunen.models.organisation import Organisation
from kommunen.models.record import Record, RecordQuerySet, published_related
from kommunen.models.stated_date import StatedDateField, end_not_before_start, first_day, last_day
from kommunen.models.theme import Theme


class CooperationKind(models.TextChoices):
    """What they do together. A one-off meeting is a weak tie and no cooperation by itself."""

    DEVELOPMENT = "development", _("development partnership")
    REUSE = "reuse", _("reuse")
    EXCHANGE = "exchange", _("exchange")
    ASSOCIATION = "association", _("association")
    WORKING_GROUP = "working_group", _("working group")
    EVENT = "event", _("one-off meeting")

    @classmethod
    def lasting(cls):
        """The kinds that count as a cooperation; the one-off meeting is shown apart."""
        return [kind for kind in cls if kind != cls.EVENT]


class CooperationQuerySet(RecordQuerySet):
    """Cooperations with what their rows and pages show."""

    def lasting(self):
        """Cooperations in the counted sense: without one-off meetings."""
        return self.filter(kind__in=CooperationKind.lasting())

    def one_off(self):
        """One-off meetings (on the page: Begegnungen)."""
        return self.filter(kind=CooperationKind.EVENT)

    def with_row(self):
        members = CooperationMember.objects.select_related("municipality")
        return (
            super()
            .with_row()
            .prefetch_related(
                published_related("members", members),
                published_related("themes", Theme.objects),
                published_related("other_partners", Organisation.objects),
            )
        )


class Cooperation(Addressed):
    """Several together: partnership, working group, association, exchange or reuse; perhaps with no member of ours."""

    owned_through = "members__municipality"

    title = models.CharField(_("title"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=CooperationKind)
    themes = models.ManyToManyField(Theme, blank=True, related_name="cooperations", verbose_name=_("themes"))
    other_partners = models.ManyToManyField(
        Organisation,
        blank=True,
        related_name="cooperations",
        verbose_name=_("other partners"),
        help_text=_("Partners outside the model municipalities."),
    )
    start = StatedDateField(_("start"))
    end = StatedDateField(_("end"))
    summary = models.TextField(_("summary"), blank=True, help_text=_("One to three sentences in your own words."))
    results = models.TextField(_("results"), blank=True, help_text=_("What came out of it, one result per line."))
    sort_title = SortKeyField(of="title")

    objects = CooperationQuerySet.as_manager()
    _history_m2m_fields = ["themes", "other_partners"]

    class Meta(Addressed.Meta):
        verbose_name = _("cooperation")
        verbose_name_plural = _("cooperations")
        ordering = ["sort_title", "pk"]
        constraints = [*Addressed.Meta.constraints, end_not_before_start("cooperation_end_not_before_start")]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("kommunen:cooperation", args=[self.slug])

    @property
    def is_lasting(self):
        """Whether it counts as a cooperation; a one-off meeting does not."""
        return self.kind != CooperationKind.EVENT

    @property
    def municipalities(self):
        """Its members among the model municipalities, each once, from the prefetched membership records."""
        return list({member.municipality_id: member.municipality for member in self.members.all()}.values())


class MemberRole(models.TextChoices):
    """What a member does in it."""

    LEAD = "lead", _("leading")
    PARTNER = "partner", _("partner")
    OBSERVER = "observer", _("observing")


class CooperationMember(Record):
    """That a municipality belongs to a cooperation, in which role and when. It may come back with other dates."""

    public_through = ("cooperation", "municipality")
    owned_through = "municipality"

    cooperation = models.ForeignKey(
        Cooperation, on_delete=models.CASCADE, related_name="members", verbose_name=_("cooperation")
    )
    municipality = models.ForeignKey(
        Municipality,
        on_delete=models.CASCADE,
        related_name="cooperation_members",
        verbose_name=_("municipality"),
    )
    role = models.CharField(_("role"), max_length=20, choices=MemberRole, blank=True)
    start = StatedDateField(_("member from"))
    end = StatedDateField(_("member until"))

    class Meta(Record.Meta):
        verbose_name = _("member")
        verbose_name_plural = _("members")
        ordering = ["cooperation", "municipality__sort_name", "pk"]
        constraints = [
            *Record.Meta.constraints,
            end_not_before_start("member_end_not_before_start"),
            models.UniqueConstraint(
                fields=["cooperation", "municipality", "start"],
                name="member_once_per_start",
                violation_error_message=_("This municipality is already listed as a member from that date."),
            ),
        ]

    def __str__(self):
        return f"{self.municipality} – {self.cooperation}"

    def clean(self):
        others = CooperationMember.objects.filter(
            ~Q(pk=self.pk), cooperation=self.cooperation_id, municipality=self.municipality_id
        )
        if any(periods_overlap(self, other) for other in others):
            raise ValidationError(_("This municipality is already a member at that time."))


def periods_overlap(one, other):
    """Tell whether two periods with stated start and end share a day; an unknown side is open."""
    return not (
        (one.end and other.start and last_day(one.end) < first_day(other.start))
        or (other.end and one.start and last_day(other.end) < first_day(one.start))
    )
