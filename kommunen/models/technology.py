"""What projects are built with: a curated list."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from kommunen.models.address import Addressed, SortKeyField


class Technology(Addressed):
    """A technology, or a named software product; its synonyms are the words under which sources speak of it."""

    name = models.CharField(_("name"), max_length=120)
    synonyms = models.TextField(_("synonyms"), blank=True, help_text=_("Other words for the same, one per line."))
    product = models.BooleanField(
        _("named software"),
        default=False,
        help_text=_("Tick for one certain product (CIVITAS/CORE, Consul), not for a technology in general (LoRaWAN)."),
    )
    sort_name = SortKeyField(of="name")

    class Meta(Addressed.Meta):
        verbose_name = _("technology")
        verbose_name_plural = _("technologies")
        ordering = ["sort_name", "pk"]

    def __str__(self):
        return self.name
