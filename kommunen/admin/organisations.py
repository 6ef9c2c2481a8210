"""Partners outside the model municipalities in the admin."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from kommunen.admin.base import ADDRESSED_PUBLICATION, RecordAdmin
from kommunen.admin.imports import TablesMixin
from kommunen.admin.lookalikes import LookAlikesMixin
from kommunen.admin.merging import MergeMixin
from kommunen.models import Organisation


@admin.register(Organisation)
class OrganisationAdmin(LookAlikesMixin, MergeMixin, TablesMixin, RecordAdmin):
    belongs_here = _(
        "Partners outside the model municipalities: universities, companies, associations, other towns. "
        "Offices and organisations, no persons."
    )
    example = _("Fraunhofer IESE, with its website.")
    list_display = ["name", "website", "publication", "checked", "changed"]
    search_fields = ["name"]
    prepopulated_fields = {"slug": ["name"]}
    fieldsets = [(None, {"fields": ["name", "website"]}), ADDRESSED_PUBLICATION]
