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
    belongs_here = _(
        "What stood in a congress's programme: talks, workshops, visits. Name the municipalities and themes: "
        "they are how a session is found again."
    )
    example = _("Workshop “Open data in small towns”, on the first day, with two municipalities.")
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
    belongs_here = _(
        "What came out of a congress: a decision, an idea, a cooperation that grew from it. In a few "
        "sentences, and tied to the entries that it speaks of."
    )
    example = _("“Musterstadt proposes one shared collection of data; twelve municipalities take part.”")
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
    belongs_here = _(
        "That a municipality was at a congress, or will be. The municipality counts, no persons are named."
    )
    example = _("Musterstadt at the congress of last autumn.")
    list_display = ["municipality", "congress", "publication", "checked", "changed"]
    list_select_related = ["municipality", "congress"]
    list_filter = ["congress"]
    search_fields = ["municipality__name", "congress__title"]
    fieldsets = [(None, {"fields": ["congress", "municipality"]}), PUBLICATION]
