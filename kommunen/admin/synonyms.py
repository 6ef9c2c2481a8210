"""Synonyms in the admin: what people type, and what it finds."""

from django.contrib import admin

from kommunen.admin.base import PUBLICATION, RecordAdmin
from kommunen.models import Synonym


@admin.register(Synonym)
class SynonymAdmin(RecordAdmin):
    list_display = ["word", "meaning", "both", "publication", "checked", "changed"]
    list_filter = ["both"]
    search_fields = ["word", "meaning"]
    fieldsets = [(None, {"fields": ["word", "meaning", "both"]}), PUBLICATION]
