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
    belongs_here = _(
        "The themes by which everybody searches and filters. Few and clear ones; other words for the same "
        "theme are synonyms, one per line."
    )
    example = _("Mobility, in English “Mobility”, synonyms: traffic, parking, sharing.")
    list_display = ["name", "name_en", "words", "publication", "checked", "changed"]
    search_fields = ["name", "name_en", "synonyms"]
    fieldsets = [(None, {"fields": ["name", "name_en", "synonyms", "european"]}), ADDRESSED_PUBLICATION]


@admin.register(Technology)
class TechnologyAdmin(VocabularyAdmin):
    belongs_here = _(
        "Techniques and named software that projects use. Tick “product” for software with a name of its own."
    )
    example = _("LoRaWAN as a technique; CIVITAS/CORE as a product.")
    list_display = ["name", "product", "words", "publication", "checked", "changed"]
    list_filter = ["product"]
    fieldsets = [(None, {"fields": ["name", "product", "synonyms"]}), ADDRESSED_PUBLICATION]
