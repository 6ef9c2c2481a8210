"""Reuses in the admin."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from kommunen.admin.base import PUBLICATION, RecordAdmin
from kommunen.models import Reuse


@admin.register(Reuse)
class ReuseAdmin(RecordAdmin):
    belongs_here = _(
        "That one takes over what another has built: who from whom, what, since when and what was changed for it."
    )
    example = _("Neustadt takes over the city app of Musterstadt, since 2024, with its own map.")
    list_display = ["subject", "giver", "taker", "since", "publication", "checked", "changed"]
    list_select_related = ["project", "from_municipality", "to_municipality", "cooperation"]
    search_fields = [
        "what",
        "project__title",
        "from_municipality__name",
        "from_name",
        "to_municipality__name",
        "to_name",
    ]
    fieldsets = [
        (None, {"fields": ["project", "what"]}),
        (
            _("From whom to whom"),
            {
                "fields": [("from_municipality", "from_name"), ("to_municipality", "to_name"), "since"],
                "description": _("State on each side either a model municipality or, in words, somebody outside them."),
            },
        ),
        (_("More on it"), {"fields": ["changes", "cooperation"]}),
        PUBLICATION,
    ]

    @admin.display(description=_("what"), ordering="what")
    def subject(self, reuse):
        return reuse.subject

    @admin.display(description=_("from"), ordering="from_municipality__sort_name")
    def giver(self, reuse):
        return reuse.giver

    @admin.display(description=_("to"), ordering="to_municipality__sort_name")
    def taker(self, reuse):
        return reuse.taker
