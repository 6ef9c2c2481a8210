"""Themes and technologies, the two vocabularies, in the admin."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from kommunen.admin.base import ADDRESSED_PUBLICATION, RecordAdmin
from kommunen.models import Technology, Theme


class VocabularyAdmin(RecordAdmin):
    search_fields = ["name", "synonyms"]
    prepopulated_fields = {"slug": ["name"]}

    @admin.display(description=_("synonyms"))
    def words(self, entry):
        return ", ".join(entry.synonyms.splitlines())


@admin.register(Theme)
class ThemeAdmin(VocabularyAdmin):
    list_display = ["name", "name_en", "words", "publication", "checked", "changed"]
    search_fields = ["name", "name_en", "synonyms"]
    fieldsets = [(None, {"fields": ["name", "name_en", "synonyms", "european"]}), ADDRESSED_PUBLICATION]


@admin.register(Technology)
class TechnologyAdmin(VocabularyAdmin):
    list_display = ["name", "product", "words", "publication", "checked", "changed"]
    list_filter = ["product"]
    fieldsets = [(None, {"fields": ["name", "product", "synonyms"]}), ADDRESSED_PUBLICATION]
