"""AI training data in the admin."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from kommunen.admin.base import ADDRESSED_PUBLICATION, RecordAdmin
from kommunen.admin.imports import TablesMixin
from kommunen.admin.merging import MergeMixin
from kommunen.models import TrainingData


@admin.register(TrainingData)
class TrainingDataAdmin(MergeMixin, TablesMixin, RecordAdmin):
    belongs_here = _(
        "Data to train artificial intelligence with: offered, needed or being built up. Only a description; "
        "the data themselves stay with the municipality. Data about people need their legal basis."
    )
    example = _("Musterstadt offers 12,000 labelled pictures of road damage under CC BY 4.0.")
    list_display = ["title", "municipality", "kind", "data_type", "publication", "checked", "changed"]
    list_select_related = ["municipality"]
    list_filter = ["kind", "data_type", "access", "personal_data", "themes"]
    search_fields = ["title", "summary", "municipality__name"]
    prepopulated_fields = {"slug": ["title"]}
    fieldsets = [
        (None, {"fields": ["title", "municipality", ("kind", "data_type"), "subject", "themes", "summary", "url"]}),
        (_("Access"), {"fields": ["access", "license", "distributions", "contact"]}),
        (_("What the data are"), {"fields": [("amount", "formats"), "labels", "limits"]}),
        (_("Collection"), {"fields": [("collected_from", "collected_until"), "area"]}),
        (_("Personal data"), {"fields": ["personal_data", "legal_basis"]}),
        ADDRESSED_PUBLICATION,
    ]
