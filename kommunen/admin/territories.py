"""Official units and funding rounds, the frame that the programme gives, in the admin."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from kommunen.admin.base import PUBLICATION, RecordAdmin
from kommunen.models import FundingRound, Territory


@admin.register(Territory)
class TerritoryAdmin(RecordAdmin):
    belongs_here = _(
        "The official units that model projects consist of, with their official key, population and place on "
        "the map. They come from the official register."
    )
    example = _("Kempten (Allgäu), urban district, 09763000, Bavaria.")
    list_display = ["name", "key", "kind", "federal_state", "population", "publication", "checked"]
    list_filter = ["kind", "federal_state"]
    search_fields = ["name", "key"]
    fieldsets = [
        (None, {"fields": ["name", "kind", ("key", "federal_state")]}),
        (_("Figures"), {"fields": [("population", "area_km2")]}),
        (_("Place on the map"), {"fields": [("latitude", "longitude")]}),
        PUBLICATION,
    ]


@admin.register(FundingRound)
class FundingRoundAdmin(RecordAdmin):
    belongs_here = _("The three rounds in which the programme chose its model projects.")
    example = _("Round 2 of 2020, with its motto and how many were chosen.")
    list_display = ["__str__", "motto", "selected", "publication", "checked", "changed"]
    search_fields = ["number", "year", "motto"]
    fieldsets = [(None, {"fields": [("number", "year"), "motto", "selected"]}), PUBLICATION]
