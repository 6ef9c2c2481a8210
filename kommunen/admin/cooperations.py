"""Cooperations and their members in the admin."""

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kommunen.admin.base import ADDRESSED_PUBLICATION, RecordAdmin, names
from kommunen.admin.imports import TablesMixin
from kommunen.admin.inlines import OwnRowsFormSet, RecordTable, SourceInline
from kommunen.admin.merging import MergeMixin
from kommunen.admin.permissions import is_pmo
from kommunen.admin.rows import RowForm
from kommunen.models import Cooperation, CooperationMember, Municipality, PublicationState, Theme

PROPOSED = (PublicationState.DRAFT, PublicationState.IN_REVIEW)
MOST_ASKED = 20  # members that an address fills in


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


def asked_members(request):
    """The municipalities that an address asks for, ``municipalities=bamberg,kiel``: where somebody comes from a pair
    or a note. What they send back is theirs alone."""
    slugs = request.GET.get("municipalities", "").split(",") if request.method == "GET" else []
    found = Municipality.objects.in_bulk([slug for slug in slugs if slug][:MOST_ASKED], field_name="slug")
    return [found[slug] for slug in slugs if slug in found]


class MemberForm(RowForm):
    """An editor names another municipality as a draft only: it, or the PMO, publishes its own membership."""

    def check_owner(self, cleaned):
        member, proposed = cleaned.get("municipality"), cleaned.get("state") in PROPOSED
        if self.instance.pk or member is None or not proposed or member.pk in self.user.edited_municipalities:
            super().check_owner(cleaned)


class MemberInline(RecordTable):
    model = CooperationMember
    form = MemberForm
    formset = MemberFormSet
    fields = ["municipality", "role", "start", "end", "state", "checked_on"]
    verbose_name_plural = _("Members among the model municipalities")

    def get_extra(self, request, obj=None, **kwargs):
        return 0 if obj else max(2, len(asked_members(request)))


@admin.register(Cooperation)
class CooperationAdmin(MergeMixin, TablesMixin, RecordAdmin):
    belongs_here = _(
        "Where several work together: development partnership, working group, association, exchange or reuse. "
        "Members are model municipalities, partners are everybody else. A one-off meeting is kept apart and "
        "counts as none."
    )
    example = _("“Working group city apps”: its lead, its members since when, its theme, and its results one per line.")
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

    def get_changeform_initial_data(self, request):
        """What an address fills in; a theme also by its own address, ``themes=ki``."""
        initial = super().get_changeform_initial_data(request)
        asked = request.GET.get("themes", "").split(",")
        if asked != [""]:
            keys = [key for key in asked if key.isascii() and key.isdigit()]
            initial["themes"] = Theme.objects.filter(Q(slug__in=asked) | Q(pk__in=keys))
        return initial

    def get_formset_kwargs(self, request, obj, inline, prefix):
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        if isinstance(inline, MemberInline) and obj.pk is None and (members := asked_members(request)):
            own = request.user.edited_municipalities
            kwargs["initial"] = [
                {"municipality": one} | ({} if is_pmo(request.user) or one.pk in own else {"state": PROPOSED[0]})
                for one in members
            ]
        return kwargs

    @admin.display(description=_("municipalities"))
    def shown_municipalities(self, cooperation):
        return names(cooperation.municipalities)
