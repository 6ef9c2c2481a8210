"""Sessions, outcomes and attendances in the admin, each with a list of its own."""

from django.contrib import admin
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from congress.models import Attendance, Outcome, Session
from kommunen.admin.base import PUBLICATION, RecordAdmin, names


class ProgrammeAdmin(RecordAdmin):
    """Something within a congress that names municipalities and themes."""

    list_select_related = ["congress"]
    list_prefetch_related = ["municipalities"]

    @admin.display(description=_("municipalities"))
    def shown_municipalities(self, item):
        return names(item.municipalities.all())


@admin.register(Session)
class SessionAdmin(ProgrammeAdmin):
    list_display = ["title", "congress", "kind", "shown_municipalities", "publication", "checked", "changed"]
    list_filter = ["kind", "congress", "themes"]
    search_fields = ["title", "summary", "congress__title", "municipalities__name"]
    fieldsets = [
        (None, {"fields": ["congress", "title", ("kind", "position"), "summary"]}),
        (_("Place and time"), {"fields": [("day", "begins", "ends", "room")]}),
        (_("Who and what"), {"fields": ["municipalities", "themes", "projects", "cooperations"]}),
        PUBLICATION,
    ]


@admin.register(Outcome)
class OutcomeAdmin(ProgrammeAdmin):
    list_display = ["beginning", "congress", "shown_municipalities", "publication", "checked", "changed"]
    list_filter = ["congress", "themes"]
    search_fields = ["text", "congress__title", "municipalities__name"]
    fieldsets = [
        (None, {"fields": ["congress", "text", "position"]}),
        (_("Who and what"), {"fields": ["municipalities", "themes", "projects", "cooperations"]}),
        (_("What became of it"), {"fields": ["grown_cooperations"]}),
        PUBLICATION,
    ]

    @admin.display(description=_("text"), ordering="text")
    def beginning(self, outcome):
        return Truncator(outcome.text).chars(120)


@admin.register(Attendance)
class AttendanceAdmin(RecordAdmin):
    list_display = ["municipality", "congress", "publication", "checked", "changed"]
    list_select_related = ["municipality", "congress"]
    list_filter = ["congress"]
    search_fields = ["municipality__name", "congress__title"]
    fieldsets = [(None, {"fields": ["congress", "municipality"]}), PUBLICATION]
