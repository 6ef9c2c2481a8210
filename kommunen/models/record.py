"""What all nouns share: publication state, sources, date of last check, version, history, and who may see or edit."""

from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ValidationError
from django.db import models
from django.db.backends.base.operations import BaseDatabaseOperations
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from kommunen.models.stated_date import months_after
from kommunen.models.web_address import refuse_unwritable

INTEGER_RANGES = BaseDatabaseOperations.integer_field_ranges  # SQLite would take more than PostgreSQL can keep


class PublicationState(models.TextChoices):
    """How far a record is on its way to the public; only ``PUBLISHED`` is ever shown to it."""

    DRAFT = "draft", _("draft")
    IN_REVIEW = "in_review", _("in review")
    PUBLISHED = "published", _("published")
    ARCHIVED = "archived", _("archived")

    @property
    def tone(self):
        """The kind of badge; it only accompanies the label."""
        return {self.PUBLISHED: "success", self.IN_REVIEW: "warning"}.get(self, "info")


class LastCheck(models.TextChoices):
    """How long ago somebody compared an entry with its sources."""

    WITHIN_6 = "6", _("within the last 6 months")
    WITHIN_12 = "12", _("within the last 12 months")
    OLDER = "aelter", _("longer ago")

    def condition(self, prefix=""):
        """The condition on a query, where ``prefix`` leads to the record."""
        checked_on, today = f"{prefix}checked_on", timezone.localdate()
        if self == self.OLDER:
            return Q(**{f"{checked_on}__lt": months_after(today, -12)})
        return Q(**{f"{checked_on}__gte": months_after(today, -int(self.value))})


class RecordQuerySet(models.QuerySet):
    """The questions that every noun answers."""

    def published(self):
        """What the public may see: itself published, and so is everything that it hangs on."""
        found = self.filter(state=PublicationState.PUBLISHED)
        for path in self.model.public_through:
            found = found.filter(Q(**{f"{path}__state": PublicationState.PUBLISHED}) | Q(**{f"{path}__isnull": True}))
        return found

    def in_use(self):
        """Those that nobody has put away."""
        return self.exclude(state=PublicationState.ARCHIVED)

    def visible_to(self, user):
        """All for staff with a role, what is published for everybody else."""
        return self.all() if user.is_authenticated and user.has_role else self.published()

    def editable_by(self, user):
        """What this account may change: everything for the PMO, the own municipality's records for its editors."""
        if not (user.is_authenticated and user.is_active):
            return self.none()
        if user.is_pmo:
            return self.all()
        path = self.model.owned_through
        if not path:
            return self.none()
        return self.filter(pk__in=self.model.objects.filter(**{f"{path}__in": user.edited_municipalities}).values("pk"))

    def with_row(self):
        """Whatever a list row, a feed entry or an export row shows; nouns with relations add them here."""
        return self.prefetch_related("sources")


class Record(models.Model):
    """A stated fact with its provenance. Unknown text is "", an unknown number None; both are shown as unknown."""

    public_through = ()  # relations that must be published as well before the public sees this record
    owned_through = ""  # relation to the municipality whose editors may change it; "" leaves it to the PMO

    state = models.CharField(
        _("publication state"),
        max_length=10,
        choices=PublicationState,
        default=PublicationState.DRAFT,
        db_index=True,
        help_text=_("The public sees only what is published. To remove something, archive it."),
    )
    checked_on = models.DateField(
        _("last checked on"),
        null=True,
        blank=True,
        help_text=_("The day on which somebody last compared this entry with its sources."),
    )
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    changed_at = models.DateTimeField(_("changed"), auto_now=True, db_index=True)
    sources = GenericRelation("kommunen.Source", verbose_name=_("sources"))
    history = HistoricalRecords(inherit=True)

    objects = RecordQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_checked_before_published",
                condition=~Q(state=PublicationState.PUBLISHED) | Q(checked_on__isnull=False),
                violation_error_message=_(
                    "Only what somebody has checked can be published: state the day of the check."
                ),
            )
        ]

    def clean_fields(self, exclude=None):
        faults = {}
        try:
            super().clean_fields(exclude=exclude)
        except ValidationError as error:
            faults = error.error_dict
        for field in self._meta.fields:
            if field.name not in faults and field.name not in (exclude or ()):
                try:
                    refuse_unkeepable(self, field)
                except ValidationError as error:
                    faults[field.name] = error
        if faults:
            raise ValidationError(faults)

    def clean(self):
        super().clean()
        check_day(self)

    def save(self, *args, **kwargs):
        if not self._state.adding:
            self.version += 1
            if (fields := kwargs.get("update_fields")) is not None:
                kwargs["update_fields"] = {*fields, "version", "changed_at"}
        super().save(*args, **kwargs)

    @property
    def is_public(self):
        """Whether the public sees this record (a query: for the admin, not for lists)."""
        return type(self).objects.published().filter(pk=self.pk).exists()


def refuse_unkeepable(record, field):
    """Refuse what Django's fields let pass and the database or the formats for programs cannot take."""
    if is_too_large(record, field):
        raise ValidationError(_("This number is too large."))
    if isinstance(field, models.URLField):
        refuse_unwritable(getattr(record, field.attname))


def is_too_large(record, field):
    """Whether a whole number is more than every database of ours can keep."""
    most = INTEGER_RANGES.get(field.get_internal_type(), (None, None))[1]
    value = getattr(record, field.attname)
    return most is not None and value is not None and value > most


def refuse_future(day):
    """Refuse a day on which nobody can have checked anything yet: the entry would look fresh for years."""
    if day > timezone.localdate():
        raise ValidationError(_("This day lies in the future."))


def check_day(record):
    """Look at the day of the last check of a record or a source that is about to be saved; what stands may stay."""
    day = record.checked_on
    try:
        refuse_future(day or timezone.localdate())
    except ValidationError as error:
        if not type(record)._base_manager.filter(pk=record.pk, checked_on=day).exists():
            raise ValidationError({"checked_on": error}) from error


def published_along(model, path):
    """The condition that every record on a way across relations is published: what hangs on a draft finds nothing.

    Arguments: model, where the way starts; path, like "municipalities__territories__federal_state"; what follows the
    last relation is passed over. Put it into the same ``filter()`` as the condition at the way's end.
    """
    condition, prefix = Q(), ""
    for step in filter(None, path.split("__")):
        field = next((field for field in model._meta.get_fields() if field.name == step), None)
        if field is None or not field.is_relation:
            break
        prefix, model = f"{prefix}{step}__", field.related_model
        if issubclass(model, Record):
            condition &= Q(**{f"{prefix}state": PublicationState.PUBLISHED})
    return condition


def published_related(path, queryset, to_attr=None):
    """Prefetch a relation with only what the public may see of it.

    Arguments: path, the relation's name; queryset, of the related model, narrowed or with prefetches as needed;
    to_attr, the attribute that gets it as a list: with many records, that takes a fraction of the time.
    """
    return models.Prefetch(path, queryset=queryset.published(), to_attr=to_attr)
