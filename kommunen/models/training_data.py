"""Data for artificial intelligence: offered, needed or being built up."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kommunen.models.address import Addressed, SortKeyField
from kommunen.models.municipality import Municipality
from kommunen.models.record import RecordQuerySet, published_related
from kommunen.models.theme import Theme


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
    license = models.CharField(_("licence"), max_length=200, blank=True)
    url = models.URLField(_("web page"), max_length=500, blank=True)
    summary = models.TextField(_("summary"), blank=True)
    sort_title = SortKeyField(of="title")

    objects = TrainingDataQuerySet.as_manager()
    _history_m2m_fields = ["themes"]

    class Meta(Addressed.Meta):
        verbose_name = _("AI training data")
        verbose_name_plural = _("AI training data")
        ordering = ["sort_title", "pk"]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("kommunen:training-data", args=[self.slug])
