"""Congresses in the admin, with their programme, outcomes and who attends."""

from django.contrib import admin
from django.urls import path
from django.utils.translation import gettext_lazy as _

from congress.admin.announcing import announce
from congress.models import Attendance, Congress, Outcome, Session
from kommunen.admin.base import ADDRESSED_PUBLICATION, RecordAdmin
from kommunen.admin.inlines import RecordStack, RecordTable, SourceInline


class SessionInline(RecordStack):
    model = Session
    fields = [
        ("title", "kind", "position"),
        ("day", "begins", "ends", "room"),
        ("municipalities", "themes"),
        ("projects", "cooperations"),
        "summary",
        ("state", "checked_on"),
    ]
    show_change_link = True
    classes = ["collapse"]
    verbose_name_plural = _("Programme")


class OutcomeInline(RecordStack):
    model = Outcome
    fields = [
        "text",
        ("municipalities", "themes"),
        ("projects", "cooperations"),
        "grown_cooperations",
        ("position", "state", "checked_on"),
    ]
    show_change_link = True
    classes = ["collapse"]


class AttendanceInline(RecordTable):
    model = Attendance
    fields = ["municipality", "state", "checked_on"]
    classes = ["collapse"]
    verbose_name_plural = _("Who attends")


@admin.register(Congress)
class CongressAdmin(RecordAdmin):
    belongs_here = _(
        "Congresses and conferences of the network, with programme, outcomes and who attends. The next one is "
        "announced by the short form on the start page."
    )
    example = _("The congress in Musterstadt, with days, place, host and motto.")
    list_display = ["title", "kind", "status", "place", "start", "participants", "publication", "checked", "changed"]
    list_filter = ["kind", "status"]
    search_fields = ["title", "motto", "place", "host__name"]
    prepopulated_fields = {"slug": ["title"]}
    inlines = [SessionInline, OutcomeInline, AttendanceInline, SourceInline]
    fieldsets = [
        (None, {"fields": ["title", ("kind", "number", "status"), "motto", "summary"]}),
        (_("Place and time"), {"fields": [("start", "end"), ("place", "venue"), ("host", "participants")]}),
        ADDRESSED_PUBLICATION,
    ]

    def get_urls(self):
        own = path("announce/", self.admin_site.admin_view(self.announce), name="congress_congress_announce")
        return [own, *super().get_urls()]

    def announce(self, request):
        """The short form for the congress that comes next."""
        return announce(self, request)
