"""The model municipalities in the admin."""

from django.apps import apps
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from kommunen.admin.base import ADDRESSED_PUBLICATION, RecordAdmin
from kommunen.admin.imports import TablesMixin
from kommunen.admin.permissions import is_pmo
from kommunen.editing.owning import ownership_field
from kommunen.models import Municipality


@admin.register(Municipality)
class MunicipalityAdmin(TablesMixin, RecordAdmin):
    belongs_here = _(
        "The model projects of the programme: a city, municipality, district, region or several together. "
        "There are 73, and the programme names no further ones."
    )
    example = _("Kempten (Allgäu), city, with its official unit, its funding and what becomes of the team afterwards.")
    list_display = ["name", "kind", "round", "phase", "funding_end", "publication", "checked", "changed"]
    list_select_related = ["round"]
    list_filter = ["round", "kind", "phase"]
    search_fields = ["name", "official_name", "project_name", "territories__name", "territories__key"]
    prepopulated_fields = {"slug": ["name"]}
    fieldsets = [
        (None, {"fields": ["name", "official_name", "kind", "territories", "website", "summary"]}),
        (
            _("Model project"),
            {
                "fields": [
                    "project_name",
                    ("round", "phase"),
                    ("funding_end", "funding_total_eur", "funding_share_percent"),
                ]
            },
        ),
        (_("After the funding"), {"fields": ["continuation", "continuation_team", "continuation_budget"]}),
        (_("Figures"), {"fields": [("population", "population_from"), ("area_km2", "area_from")]}),
        ADDRESSED_PUBLICATION,
        (_("Internal"), {"fields": ["contact_email", "review_required"]}),
    ]

    def get_readonly_fields(self, request, obj=None):
        """Whether changes are reviewed is for the PMO to say."""
        fields = super().get_readonly_fields(request, obj)
        return fields if is_pmo(request.user) else [*fields, "review_required"]

    def get_search_results(self, request, queryset, search_term):
        """A field that makes an owner offers an editor only the own municipalities."""
        if not is_pmo(request.user) and asked_by_owner_field(request.GET):
            queryset = queryset.filter(pk__in=request.user.edited_municipalities)
        return super().get_search_results(request, queryset, search_term)


def asked_by_owner_field(query):
    """Whether a search field asks that decides whose record it is."""
    try:
        model = apps.get_model(query.get("app_label", ""), query.get("model_name", ""))
    except LookupError:
        return False
    return ownership_field(model) == query.get("field_name")
