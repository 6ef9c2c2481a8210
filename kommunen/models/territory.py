"""Official units with their key (AGS): what model municipalities consist of."""

from functools import reduce
from operator import or_

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kommunen.models.record import Record
from kommunen.models.state import State


class TerritoryKind(models.TextChoices):
    """The length of the key follows from the kind."""

    MUNICIPALITY = "municipality", _("municipality (8 digits)")
    DISTRICT = "district", _("district (5 digits)")
    ASSOCIATION = "association", _("association of municipalities (9 digits)")


KEY_DIGITS = {TerritoryKind.MUNICIPALITY: 8, TerritoryKind.DISTRICT: 5, TerritoryKind.ASSOCIATION: 9}
LATITUDES, LONGITUDES = (47.2, 55.1), (5.8, 15.1)  # Germany, from Haldenwanger Eck to List, Isenbruch to Neißeaue


def any_of(conditions):
    """Join conditions by "or"."""
    return reduce(or_, conditions)


class Territory(Record):
    """A municipality, district or association of municipalities in the official register."""

    owned_through = ""

    key = models.CharField(_("official key (AGS)"), max_length=9, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=TerritoryKind)
    name = models.CharField(_("name"), max_length=200)
    federal_state = models.CharField(_("federal state"), max_length=2, choices=State, db_index=True)
    population = models.PositiveIntegerField(_("population"), null=True, blank=True)
    area_km2 = models.DecimalField(_("area in km²"), max_digits=9, decimal_places=2, null=True, blank=True)
    latitude = models.FloatField(
        _("latitude"), validators=[MinValueValidator(LATITUDES[0]), MaxValueValidator(LATITUDES[1])]
    )
    longitude = models.FloatField(
        _("longitude"), validators=[MinValueValidator(LONGITUDES[0]), MaxValueValidator(LONGITUDES[1])]
    )

    class Meta(Record.Meta):
        verbose_name = _("territory")
        verbose_name_plural = _("territories")
        ordering = ["key"]
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                name="territory_key_fits_kind",
                condition=any_of(
                    Q(kind=kind, key__regex=rf"^[0-9]{{{digits}}}$") for kind, digits in KEY_DIGITS.items()
                ),
                violation_error_message=_(
                    "The key has 8 digits for a municipality, 5 for a district, 9 for an association."
                ),
            ),
            models.CheckConstraint(
                name="territory_key_fits_state",
                condition=any_of(Q(federal_state=state, key__startswith=state.key_prefix) for state in State),
                violation_error_message=_("The key's first two digits are not those of this federal state."),
            ),
            models.CheckConstraint(
                name="territory_lies_in_germany",
                condition=Q(latitude__range=LATITUDES, longitude__range=LONGITUDES),
                violation_error_message=_("This place does not lie in Germany."),
            ),
            models.CheckConstraint(
                name="territory_area_not_negative",
                condition=Q(area_km2__isnull=True) | Q(area_km2__gte=0),
                violation_error_message=_("An area is not negative."),
            ),
        ]

    def __str__(self):
        return self.name
