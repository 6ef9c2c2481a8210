"""AI training data in the admin."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from kommunen.admin.base import ADDRESSED_PUBLICATION, RecordAdmin
from kommunen.models import TrainingData


@admin.register(TrainingData)
class TrainingDataAdmin(RecordAdmin):
    list_display = ["title", "municipality", "kind", "data_type", "publication", "checked", "changed"]
    list_select_related = ["municipality"]
    list_filter = ["kind", "data_type", "themes"]
    search_fields = ["title", "summary", "municipality__name"]
    prepopulated_fields = {"slug": ["title"]}
    fieldsets = [
        (None, {"fields": ["title", "municipality", ("kind", "data_type"), "themes", "summary"]}),
        (_("Access"), {"fields": ["license", "url"]}),
        ADDRESSED_PUBLICATION,
    ]
