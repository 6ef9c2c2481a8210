"""AI training data in the admin."""

from django.contrib import admin, messages
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kommunen.admin.base import ADDRESSED_PUBLICATION, RecordAdmin
from kommunen.admin.imports import TablesMixin
from kommunen.admin.merging import MergeMixin
from kommunen.exchange.linked.croissant import missing
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
    readonly_fields = ["croissant"]
    fieldsets = [
        (None, {"fields": ["title", "municipality", ("kind", "data_type"), "subject", "themes", "summary", "url"]}),
        (_("Access"), {"fields": ["access", "license", "distributions", "croissant", "contact"]}),
        (_("What the data are"), {"fields": [("amount", "formats"), "labels", "limits"]}),
        (_("Collection"), {"fields": [("collected_from", "collected_until"), "area"]}),
        (_("Personal data"), {"fields": ["personal_data", "legal_basis", "opening_confirmed"]}),
        ADDRESSED_PUBLICATION,
    ]

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if obj.names_a_person:
            text = gettext(
                "“%(contact)s” looks like a person's address. The contact is public: please state an office or its "
                "mailbox."
            )
            self.message_user(request, text % {"contact": obj.contact}, messages.WARNING)

    @admin.display(description=_("description for programs (Croissant)"))
    def croissant(self, item):
        """Whether the saved entry has one, or what it lacks."""
        if item is None or not item.is_data:
            return _("A need has none: it is no data.")
        if lacking := missing(item):
            return _("Made by itself once these are stated: %(lacking)s.") % {"lacking": ", ".join(lacking)}
        return _("Complete: the public page offers it as soon as the entry is published.")
