"""Projects in the admin."""

from django.contrib import admin, messages
from django.utils.translation import gettext_lazy as _

from kommunen.admin.base import ADDRESSED_PUBLICATION, RecordAdmin, names
from kommunen.admin.imports import TablesMixin
from kommunen.admin.lookalikes import LookAlikesMixin
from kommunen.admin.merging import MergeMixin
from kommunen.editing.quality_words import continuation_contradictions
from kommunen.models import Project


@admin.register(Project)
class ProjectAdmin(LookAlikesMixin, MergeMixin, TablesMixin, RecordAdmin):
    belongs_here = _(
        "What a municipality builds or runs with the funding: a service, a platform, a participation format, "
        "a strategy. One entry for one thing that others could take over or ask about; no press news, no "
        "single dates."
    )
    example = _(
        "“Sensors at tree roots”, Musterstadt, under way since 2023, theme climate adaptation, with the page of "
        "the city as its source."
    )
    list_display = ["title", "shown_municipalities", "status", "publication", "checked", "changed"]
    list_prefetch_related = ["municipalities"]
    list_filter = ["status", "continuation", "takeover_wanted", "kind", "themes"]
    search_fields = ["title", "summary", "municipalities__name"]
    prepopulated_fields = {"slug": ["title"]}
    fieldsets = [
        (None, {"fields": ["title", "municipalities", ("kind", "status"), "themes", "summary"]}),
        (_("Period"), {"fields": [("start", "end")]}),
        (_("Technology and partners"), {"fields": ["technologies", "partners", "url", "repository"]}),
        (
            _("After the funding"),
            {
                "fields": [
                    ("continuation", "operator"),
                    "continuation_reason",
                    "continuation_source",
                    "takeover_wanted",
                    "documentation",
                ]
            },
        ),
        ADDRESSED_PUBLICATION,
    ]

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        for text in continuation_contradictions(obj):
            self.message_user(request, text, messages.WARNING)

    @admin.display(description=_("municipalities"))
    def shown_municipalities(self, project):
        return names(project.municipalities.all())
