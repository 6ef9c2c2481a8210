"""Partners outside the model municipalities."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from kommunen.models.address import Addressed, SortKeyField


class Organisation(Addressed):
    """A company, association, university or municipality outside the programme that takes part in something."""

    name = models.CharField(_("name"), max_length=200)
    website = models.URLField(_("website"), max_length=500, blank=True)
    sort_name = SortKeyField(of="name")

    class Meta(Addressed.Meta):
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["sort_name", "pk"]

    def __str__(self):
        return self.name
