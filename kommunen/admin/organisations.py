"""Partners outside the model municipalities in the admin."""

from django.contrib import admin

from kommunen.admin.base import ADDRESSED_PUBLICATION, RecordAdmin
from kommunen.admin.imports import TablesMixin
from kommunen.admin.lookalikes import LookAlikesMixin
from kommunen.admin.merging import MergeMixin
from kommunen.models import Organisation


@admin.register(Organisation)
class OrganisationAdmin(LookAlikesMixin, MergeMixin, TablesMixin, RecordAdmin):
    list_display = ["name", "website", "publication", "checked", "changed"]
    search_fields = ["name"]
    prepopulated_fields = {"slug": ["name"]}
    fieldsets = [(None, {"fields": ["name", "website"]}), ADDRESSED_PUBLICATION]
