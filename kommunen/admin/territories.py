"""Official units and funding rounds, the frame that the programme gives, in the admin."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from kommunen.admin.base import PUBLICATION, RecordAdmin
from kommunen.models import FundingRound, Territory


@admin.register(Territory)
class TerritoryAdmin(RecordAdmin):
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
    list_display = ["__str__", "motto", "selected", "publication", "checked", "changed"]
    search_fields = ["number", "year", "motto"]
    fieldsets = [(None, {"fields": [("number", "year"), "motto", "selected"]}), PUBLICATION]
