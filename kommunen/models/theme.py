"""The fields of action: a controlled vocabulary in German and English."""

from django.db import models
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kommunen.models.address import Addressed, SortKeyField
from kommunen.models.record import PublicationState, RecordQuerySet


class EuropeanTheme(models.TextChoices):
    """The subjects under which Europe's catalogues sort data: the vocabulary "data-theme" of the EU."""

    AGRI = "AGRI", _("agriculture, fisheries, forestry and food")
    ECON = "ECON", _("economy and finance")
    EDUC = "EDUC", _("education, culture and sport")
    ENER = "ENER", _("energy")
    ENVI = "ENVI", _("environment")
    GOVE = "GOVE", _("government and public sector")
    HEAL = "HEAL", _("health")
    INTR = "INTR", _("international issues")
    JUST = "JUST", _("justice, legal system and public safety")
    REGI = "REGI", _("regions and cities")
    SOCI = "SOCI", _("population and society")
    TECH = "TECH", _("science and technology")
    TRAN = "TRAN", _("transport")


class ThemeQuerySet(RecordQuerySet):
    """Themes with how much there is on each."""

    def with_project_count(self):
        """Add ``project_count``: how many published projects carry the theme."""
        through = self.model.projects.rel.through
        counted = (
            through.objects.filter(theme=models.OuterRef("pk"), project__state=PublicationState.PUBLISHED)
            .order_by()
            .values("theme")
            .annotate(number=models.Count("pk"))
            .values("number")
        )
        return self.annotate(project_count=Coalesce(models.Subquery(counted), 0))


class Theme(Addressed):
    """A field of action (on the page: Thema) with the words that people use for it."""

    name = models.CharField(_("name"), max_length=120)
    name_en = models.CharField(_("name in English"), max_length=120, blank=True)
    synonyms = models.TextField(
        _("synonyms"), blank=True, help_text=_("Words that mean this theme in a search, one per line.")
    )
    european = models.CharField(
        _("subject in the EU"),
        max_length=4,
        blank=True,
        choices=EuropeanTheme,
        help_text=_("Under which data on this theme stand in the data portals of Germany and Europe."),
    )
    sort_name = SortKeyField(of="name")

    objects = ThemeQuerySet.as_manager()

    class Meta(Addressed.Meta):
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        ordering = ["sort_name", "pk"]

    def __str__(self):
        return self.name_en if self.name_en and get_language() == "en" else self.name

    def get_absolute_url(self):
        return reverse("kommunen:theme", args=[self.slug])
