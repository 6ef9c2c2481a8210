"""Cooperations and their members in the admin."""

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kommunen.admin.base import ADDRESSED_PUBLICATION, RecordAdmin, names
from kommunen.admin.inlines import OwnRowsFormSet, RecordTable, SourceInline
from kommunen.admin.permissions import is_pmo
from kommunen.models import Cooperation, CooperationMember


class MemberFormSet(OwnRowsFormSet):
    """An editor's new cooperation has the own municipality as a member: else only the PMO could change it."""

    def clean(self):
        super().clean()
        if self.instance._state.adding and not is_pmo(self.user):
            entered = {
                form.cleaned_data["municipality"].pk for form in self.forms if form.cleaned_data.get("municipality")
            }
            if not entered & self.user.edited_municipalities:
                raise ValidationError(_("Please add your own municipality as a member."))


class MemberInline(RecordTable):
    model = CooperationMember
    formset = MemberFormSet
    fields = ["municipality", "role", "start", "end", "state", "checked_on"]
    verbose_name_plural = _("Members among the model municipalities")

    def get_extra(self, request, obj=None, **kwargs):
        return 0 if obj else 2


@admin.register(Cooperation)
class CooperationAdmin(RecordAdmin):
    list_display = ["title", "kind", "shown_municipalities", "publication", "checked", "changed"]
    list_prefetch_related = ["members__municipality"]
    list_filter = ["kind", "themes"]
    search_fields = ["title", "summary", "members__municipality__name", "other_partners__name"]
    prepopulated_fields = {"slug": ["title"]}
    inlines = [MemberInline, SourceInline]
    fieldsets = [
        (None, {"fields": ["title", "kind", "themes", "other_partners", "summary", "results"]}),
        (_("Period"), {"fields": [("start", "end")]}),
        ADDRESSED_PUBLICATION,
    ]

    @admin.display(description=_("municipalities"))
    def shown_municipalities(self, cooperation):
        return names(cooperation.municipalities)
