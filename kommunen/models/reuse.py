"""Who took over what from whom."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import BigIntegerField, F, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kommunen.models.cooperation import Cooperation
from kommunen.models.municipality import Municipality
from kommunen.models.project import Project
from kommunen.models.record import PublicationState, Record, RecordQuerySet
from kommunen.models.stated_date import StatedDateField


def municipality_or_name(side):
    """The condition that exactly one of a side's two fields is filled: a model municipality, or a name outside them."""
    inside, name = f"{side}_municipality__isnull", f"{side}_name"
    return Q(**{inside: False, name: ""}) | (Q(**{inside: True}) & ~Q(**{name: ""}))


def id_or_none(side):
    """A side's municipality as a number that is equal to itself, also where there is none."""
    return Coalesce(f"{side}_municipality", 0, output_field=BigIntegerField())


class ReuseQuerySet(RecordQuerySet):
    """Reuses with what their rows show."""

    def involving(self, municipality):
        """Those that a municipality gave or took."""
        return self.filter(Q(from_municipality=municipality) | Q(to_municipality=municipality))

    def with_row(self):
        return super().with_row().select_related("project", "from_municipality", "to_municipality", "cooperation")


class Reuse(Record):
    """One takes over another's project (on the page: Nachnutzung); never guessed from the order of members."""

    public_through = ("project", "from_municipality", "to_municipality", "cooperation")
    owned_through = "to_municipality"

    project = models.ForeignKey(
        Project, on_delete=models.PROTECT, null=True, blank=True, related_name="reuses", verbose_name=_("project")
    )
    what = models.CharField(
        _("what"), max_length=200, blank=True, help_text=_("In words, where it is none of the recorded projects.")
    )
    from_municipality = models.ForeignKey(
        Municipality,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="reuses_given",
        verbose_name=_("from municipality"),
    )
    from_name = models.CharField(_("from (outside the model municipalities)"), max_length=200, blank=True)
    to_municipality = models.ForeignKey(
        Municipality,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="reuses_taken",
        verbose_name=_("to municipality"),
    )
    to_name = models.CharField(_("to (outside the model municipalities)"), max_length=200, blank=True)
    since = StatedDateField(_("since"))
    changes = models.TextField(_("changes"), blank=True, help_text=_("What was changed when it was taken over."))
    cooperation = models.ForeignKey(
        Cooperation,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="reuses",
        verbose_name=_("cooperation that tells the same"),
    )

    objects = ReuseQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("reuse")
        verbose_name_plural = _("reuses")
        ordering = ["pk"]
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                name="reuse_names_what",
                condition=Q(project__isnull=False) | ~Q(what=""),
                violation_error_message=_("State the project, or in words what was taken over."),
            ),
            models.CheckConstraint(
                name="reuse_names_one_giver",
                condition=municipality_or_name("from"),
                violation_error_message=_("State from whom: a model municipality or a name outside them, not both."),
            ),
            models.CheckConstraint(
                name="reuse_names_one_taker",
                condition=municipality_or_name("to"),
                violation_error_message=_("State by whom: a model municipality or a name outside them, not both."),
            ),
            models.CheckConstraint(
                name="reuse_from_another",
                condition=Q(from_municipality__isnull=True)
                | Q(to_municipality__isnull=True)
                | ~Q(from_municipality=F("to_municipality")),
                violation_error_message=_("Nobody takes something over from itself."),
            ),
            models.UniqueConstraint(
                "project",
                id_or_none("from"),
                "from_name",
                id_or_none("to"),
                "to_name",
                name="reuse_of_a_project_told_once",
                condition=~Q(state=PublicationState.ARCHIVED),
                violation_error_message=_("This reuse is recorded already: the same project, giver and taker."),
            ),
        ]

    def __str__(self):
        return f"{self.subject}: {self.giver} → {self.taker}"

    def clean(self):
        """A draft may still be wanting; what goes to the public contradicts neither project nor cooperation."""
        super().clean()
        if self.state not in {PublicationState.IN_REVIEW, PublicationState.PUBLISHED}:
            return
        faults = {}
        if self.project and self.giver and not self.giver_has_it():
            text = _("%(giver)s neither runs this project nor took it over. Record that first, or choose another.")
            faults["project"] = text % {"giver": self.giver}
        if outside := self.outside_the_cooperation():
            text = _("%(names)s: not in this cooperation. Add them there, or leave the cooperation empty.")
            faults["cooperation"] = text % {"names": ", ".join(outside)}
        if faults:
            raise ValidationError(faults)

    def giver_has_it(self):
        """Whether the giver runs the project, is a partner in it, or took it over from somebody."""
        inside = self.from_municipality_id
        taken = Reuse.objects.in_use().filter(project=self.project).exclude(pk=self.pk)
        if inside:
            runs = self.project.municipalities.filter(pk=inside)
            return runs.exists() or taken.filter(to_municipality=inside).exists()
        partners = self.project.partners.filter(name=self.from_name)
        return partners.exists() or taken.filter(to_name=self.from_name).exists()

    def outside_the_cooperation(self):
        """The names of the municipalities on either side that are no members of the cooperation that tells the same."""
        if self.cooperation is None:
            return []
        members = set(self.cooperation.members.values_list("municipality", flat=True))
        sides = filter(None, [self.from_municipality, self.to_municipality])
        return [str(one) for one in sides if one.pk not in members]

    @property
    def told_at(self):
        """The address where it is told: with its project, else with one of its sides. It has no page of its own."""
        told_by = self.project or self.to_municipality or self.from_municipality
        return f"{told_by.get_absolute_url()}#nachnutzung" if told_by else reverse("kommunen:reuse-list")

    @property
    def subject(self):
        """What was taken over, in words."""
        return self.what or (self.project.title if self.project else "")

    @property
    def giver(self):
        """Who gave it: a municipality's or an outsider's name."""
        return str(self.from_municipality or self.from_name)

    @property
    def taker(self):
        """Who took it over: a municipality's or an outsider's name."""
        return str(self.to_municipality or self.to_name)
