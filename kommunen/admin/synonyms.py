"""Synonyms in the admin: what people type, and what it finds."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from kommunen.admin.base import PUBLICATION, RecordAdmin
from kommunen.models import Synonym


@admin.register(Synonym)
class SynonymAdmin(RecordAdmin):
    belongs_here = _(
        "Words that people type into the search, and the words that they mean by them. It works at once, in "
        "the whole search."
    )
    example = _("“refuse” finds “waste”.")
    list_display = ["word", "meaning", "both", "publication", "checked", "changed"]
    list_filter = ["both"]
    search_fields = ["word", "meaning"]
    fieldsets = [(None, {"fields": ["word", "meaning", "both"]}), PUBLICATION]
