"""The operator's pages and the facts on the programme in the admin."""

from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from kommunen.admin.base import ADDRESSED_PUBLICATION, PUBLICATION, RecordAdmin
from kommunen.models import Page, ProgrammeFact


@admin.register(ProgrammeFact)
class ProgrammeFactAdmin(RecordAdmin):
    belongs_here = _(
        "Facts on the programme as a whole, for the page that explains it. One sentence each, with its source."
    )
    example = _("“The programme supports 73 model projects from 2019 on.”")
    list_display = ["beginning", "position", "publication", "checked", "changed"]
    search_fields = ["text"]
    fieldsets = [(None, {"fields": ["text", "position"]}), PUBLICATION]

    @admin.display(description=_("text"), ordering="text")
    def beginning(self, fact):
        return Truncator(fact.text).chars(120)


@admin.register(Page)
class PageAdmin(RecordAdmin):
    belongs_here = _(
        "Pages with longer text: imprint, privacy, accessibility, easy language. Text is written in Markdown; "
        "untick “still a draft” when it holds."
    )
    example = _("“Imprint” with the operator's address.")
    list_display = ["title", "placeholder", "publication", "checked", "changed"]
    list_filter = ["placeholder"]
    search_fields = ["title", "body"]
    prepopulated_fields = {"slug": ["title"]}
    fieldsets = [
        (None, {"fields": ["title", "body", "placeholder"]}),
        (_("In English"), {"fields": ["title_en", "body_en"]}),
        ADDRESSED_PUBLICATION,
    ]

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name in {"body", "body_en"}:
            kwargs["widget"] = AdminTextareaWidget(attrs={"rows": 24})
        return super().formfield_for_dbfield(db_field, request, **kwargs)
