"""Data for artificial intelligence: offered, needed or being built up."""

import re

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kommunen.models.address import Addressed, SortKeyField
from kommunen.models.contact import validate_contact
from kommunen.models.distribution import DistributionsField, readable
from kommunen.models.licence import licence_of
from kommunen.models.municipality import Municipality
from kommunen.models.record import PublicationState, RecordQuerySet, published_related
from kommunen.models.stated_date import StatedDateField, end_not_before_start
from kommunen.models.theme import Theme

TAKEN = ("bedarf",)  # addresses below /ki-daten/ that are no record
BASIS_WANTED = _("Data about people are published only with their legal basis. Please state it.")
OPENING_UNCONFIRMED = _(
    "Data about people that are open to all are published only once somebody has confirmed that they may be."
)
A_PERSONS_ADDRESS = re.compile(r"\b[^\W\d_]{2,}\.[^\W\d_]{2,}(?:-[^\W\d_]+)?@")  # first name, last name


class TrainingDataKind(models.TextChoices):
    """Whether somebody gives, seeks or starts something."""

    OFFER = "offer", _("offer")
    NEED = "need", _("need")
    INITIATIVE = "initiative", _("initiative")


class DataType(models.TextChoices):
    """What the data consist of."""

    IMAGE = "image", _("images")
    TEXT = "text", _("text")
    SENSOR = "sensor", _("sensor readings")
    AUDIO = "audio", _("audio")
    GEO = "geo", _("geodata")
    VIDEO = "video", _("video")
    TABULAR = "tabular", _("tables")
    OTHER = "other", _("other")


class DataAccess(models.TextChoices):
    """Who can get the data. ``UNKNOWN`` is a value of its own: shown as such, never guessed."""

    OPEN = "open", _("open to all")
    ON_REQUEST = "on_request", _("on request")
    WITHIN_COOPERATION = "within_cooperation", _("within a cooperation")
    NONE = "none", _("no access")
    UNKNOWN = "unknown", _("access not known")


class PersonalData(models.TextChoices):
    """Whether the data tell of people. ``UNKNOWN`` is a value of its own: shown as such, never guessed."""

    NONE = "none", _("no personal data")
    ANONYMISED = "anonymised", _("anonymised")
    PSEUDONYMISED = "pseudonymised", _("pseudonymised")
    CONTAINED = "contained", _("contains personal data")
    UNKNOWN = "unknown", _("personal data: not known")

    @classmethod
    def about_people(cls):
        """Those that the law protects: a pseudonym is no protection from it."""
        return [cls.PSEUDONYMISED, cls.CONTAINED]


class LicenceStated(models.TextChoices):
    """Whether a licence is recorded; "not recorded" never means that there is none."""

    RECORDED = "ja", _("licence recorded")
    NOT_RECORDED = "nicht-erfasst", _("not recorded")

    def condition(self, prefix=""):
        """The condition on a query, where ``prefix`` leads to the data."""
        unknown = Q(**{f"{prefix}license": ""})
        return unknown if self == self.NOT_RECORDED else ~unknown


class TrainingDataQuerySet(RecordQuerySet):
    """AI data with what their rows show."""

    def with_row(self):
        return (
            super()
            .with_row()
            .select_related("municipality")
            .prefetch_related(published_related("themes", Theme.objects))
        )


class TrainingData(Addressed):
    """Training data for AI in the municipal collection."""

    public_through = ("municipality",)
    owned_through = "municipality"

    title = models.CharField(_("title"), max_length=200)
    municipality = models.ForeignKey(
        Municipality, on_delete=models.CASCADE, related_name="training_data", verbose_name=_("municipality")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=TrainingDataKind)
    data_type = models.CharField(_("kind of data"), max_length=20, choices=DataType, default=DataType.OTHER)
    themes = models.ManyToManyField(Theme, blank=True, related_name="training_data", verbose_name=_("themes"))
    subject = models.CharField(
        _("subject"),
        max_length=200,
        blank=True,
        help_text=_("What is seen, read or measured, in a few words: tree crowns, damage to roads."),
    )
    amount = models.CharField(
        _("amount"), max_length=200, blank=True, help_text=_("For example: 12,000 images, 40 GB.")
    )
    formats = models.CharField(
        _("formats"), max_length=200, blank=True, help_text=_("For example: GeoTIFF, labels as COCO JSON.")
    )
    labels = models.TextField(
        _("labels"), blank=True, help_text=_("What is marked in the data, by whom and how, and how it was checked.")
    )
    license = models.CharField(
        _("licence"),
        max_length=200,
        blank=True,
        help_text=_("Best a code that programs know: DL-DE-ZERO-2.0, DL-DE-BY-2.0, CC0-1.0, CC-BY-4.0, CC-BY-SA-4.0."),
    )
    access = models.CharField(_("access"), max_length=20, choices=DataAccess, default=DataAccess.UNKNOWN)
    distributions = DistributionsField(
        _("addresses of the data"),
        help_text=_(
            "Where the files themselves can be fetched, one per line, best with the media type: "
            "https://… text/csv. A checksum may follow: sha256:…"
        ),
    )
    personal_data = models.CharField(
        _("personal data"), max_length=20, choices=PersonalData, default=PersonalData.UNKNOWN
    )
    legal_basis = models.CharField(
        _("legal basis"),
        max_length=300,
        blank=True,
        help_text=_("Which law or consent allows the use of personal data."),
    )
    opening_confirmed = models.BooleanField(
        _("may be open to all"),
        default=False,
        help_text=_(
            "Only for data about people that are open to all: I have checked that the legal basis allows everybody to "
            "fetch and use them."
        ),
    )
    limits = models.TextField(
        _("known limits and bias"),
        blank=True,
        help_text=_("What the data do not show, or show too often: one season, one district, one kind of camera."),
    )
    collected_from = StatedDateField(_("collected from"))
    collected_until = StatedDateField(_("collected until"))
    area = models.CharField(
        _("collection area"), max_length=200, blank=True, help_text=_("Where the data were collected.")
    )
    contact = models.CharField(
        _("contact office"),
        max_length=200,
        blank=True,
        help_text=_(
            "This is public: an office or its mailbox, never a person. Nothing checks whether an address is "
            "personal, so please do."
        ),
    )
    url = models.URLField(_("web page"), max_length=500, blank=True)
    summary = models.TextField(_("summary"), blank=True, help_text=_("One to three sentences in your own words."))
    sort_title = SortKeyField(of="title")

    objects = TrainingDataQuerySet.as_manager()
    _history_m2m_fields = ["themes"]

    class Meta(Addressed.Meta):
        verbose_name = _("AI training data")
        verbose_name_plural = _("AI training data")
        ordering = ["sort_title", "pk"]
        constraints = [
            *Addressed.Meta.constraints,
            end_not_before_start("training_data_end_not_before_start", "collected_from", "collected_until"),
            models.CheckConstraint(
                name="training_data_about_people_has_a_basis",
                condition=~Q(state=PublicationState.PUBLISHED)
                | ~Q(personal_data__in=PersonalData.about_people())
                | ~Q(legal_basis=""),
                violation_error_message=BASIS_WANTED,
            ),
            models.CheckConstraint(
                name="training_data_about_people_opened_knowingly",
                condition=~Q(state=PublicationState.PUBLISHED)
                | ~Q(personal_data__in=PersonalData.about_people())
                | ~Q(access=DataAccess.OPEN)
                | Q(opening_confirmed=True),
                violation_error_message=OPENING_UNCONFIRMED,
            ),
        ]

    def __str__(self):
        return self.title

    def clean(self):
        super().clean()
        if self.slug in TAKEN:
            raise ValidationError({"slug": _("This address belongs to another page.")})
        try:
            validate_contact(self.contact)
        except ValidationError as error:
            raise ValidationError({"contact": error}) from error
        if self.state == PublicationState.PUBLISHED and (faults := self.unprotected):
            raise ValidationError(faults)

    def get_absolute_url(self):
        return reverse("kommunen:training-data", args=[self.slug])

    @property
    def places(self):
        """Where the data can be fetched: a list of ``Distribution``."""
        return readable(self.distributions)

    @property
    def known_licence(self):
        """The licence, where it is one that programs know; otherwise None."""
        return licence_of(self.license)

    @property
    def says_of_people(self):
        """Whether it is known if the data tell of people."""
        return self.personal_data != PersonalData.UNKNOWN

    @property
    def unprotected(self):
        """What keeps data about people from being published: ``{field: sentence}``, empty where nothing does."""
        if self.personal_data not in PersonalData.about_people():
            return {}
        faults = {} if self.legal_basis else {"legal_basis": BASIS_WANTED}
        if self.access == DataAccess.OPEN and not self.opening_confirmed:
            faults["opening_confirmed"] = OPENING_UNCONFIRMED
        return faults

    @property
    def names_a_person(self):
        """Whether the contact looks like a person's mailbox: first and last name before the @."""
        return bool(A_PERSONS_ADDRESS.search(self.contact))

    @property
    def is_data(self):
        """Whether there are, or will be, data: somebody's need is none."""
        return self.kind != TrainingDataKind.NEED
