"""Proposals in the admin: what visitors and editors would change, for the PMO to decide."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kommunen.admin.permissions import is_pmo
from kommunen.editing.changes import parts, present, told, told_rows
from kommunen.editing.proposals import accept, decline
from kommunen.language.query import printable
from kommunen.models import Proposal, ProposalState


class StateFilter(admin.SimpleListFilter):
    """The open ones, unless one asks for others."""

    title = gettext_lazy("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [*ProposalState.choices[1:], ("all", _("all"))]

    def queryset(self, request, queryset):
        wanted = self.value() or ProposalState.OPEN
        return queryset if wanted == "all" else queryset.filter(state=wanted)

    def choices(self, changelist):
        first, *rest = super().choices(changelist)
        return [{**first, "display": ProposalState.OPEN.label}, *rest]


@admin.register(Proposal)
class ProposalAdmin(admin.ModelAdmin):
    """Only the PMO sees them: a visitor may have left an address."""

    list_display = ["subject", "said", "made_by", "made_at", "shown_state"]
    list_filter = [StateFilter]
    list_per_page = 50
    list_select_related = ["made_by"]
    show_full_result_count = False
    search_fields = ["text", "question"]
    actions = None
    fields = ["answer"]  # the decision is a page of its own

    class Media:
        css = {"all": ["kommunen/staff.css"]}

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("record")

    @admin.display(description=gettext_lazy("about"))
    def subject(self, proposal):
        return str(proposal)

    @admin.display(description=gettext_lazy("what is said"))
    def said(self, proposal):
        fields = told(type(proposal.record), proposal.changes["fields"]) if proposal.changes and proposal.record else []
        return Truncator(proposal.text or ", ".join(one["field"] for one in fields)).chars(80)

    @admin.display(description=gettext_lazy("state"), ordering="state")
    def shown_state(self, proposal):
        state = ProposalState(proposal.state)
        return format_html('<span class="state-badge state-badge--{}">{}</span>', state.tone, state.label)

    def has_module_permission(self, request):
        return is_pmo(request.user)

    def has_view_permission(self, request, obj=None):
        return is_pmo(request.user)

    def has_change_permission(self, request, obj=None):
        return is_pmo(request.user)

    def has_delete_permission(self, request, obj=None):
        return is_pmo(request.user)

    def has_add_permission(self, request):
        return False

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """The proposal beside what the record says now; the decision is the form."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        proposal = self.get_object(request, object_id) if object_id else None
        if proposal is None:
            raise Http404
        error = ""
        if request.method == "POST":
            try:
                with transaction.atomic():
                    self.decide(request, proposal)
            except ValidationError as fault:
                error = " ".join(fault.messages)
                proposal = self.get_object(request, object_id) or proposal  # as whoever decided it has left it
            else:
                return redirect("admin:kommunen_proposal_changelist")
        context = {**self.admin_site.each_context(request), **self.compared(proposal), "error": error}
        context |= {"title": str(proposal), "opts": self.opts, "original": proposal, "media": self.media}
        return render(request, "admin/proposal.html", context)

    def decide(self, request, proposal):
        """Accept what is ticked, or decline with a word; whoever proposed it reads what was left out."""
        answer = printable(request.POST.get("answer", "")).strip()
        if "decline" in request.POST:
            if not answer:
                raise ValidationError(_("Please say why: whoever proposed it reads your word."))
            decline(proposal, request.user, answer)
            messages.success(request, _("The proposal is declined."))
            return
        offered = parts(proposal.changes) if proposal.changes else []
        left_out = [name for name in offered if name not in request.POST.getlist("take")]
        if left_out:
            told = ", ".join(self.called(proposal, left_out))
            answer = "\n".join(filter(None, [_("Not taken over: %(parts)s.") % {"parts": told}, answer]))
        accept(proposal, request.user, answer, only=[name for name in offered if name not in left_out])
        said = _("The proposal is accepted in part.") if left_out else _("The proposal is accepted.")
        messages.success(request, said)

    def called(self, proposal, names):
        """Some parts of a proposal, as people call them."""
        compared = self.compared(proposal)
        called = {one["name"]: one["field"] for one in compared["fields"]}
        called |= {row["name"]: f"{row['noun']} „{row['label']}“" for row in compared["rows"]}
        return [called[name] for name in names if name in called]

    def compared(self, proposal):
        """What would change, in words; and whether the record has moved on since."""
        record, changes = proposal.record, proposal.changes
        if record is None or not changes:
            return {"fields": [], "rows": [], "record_url": self.record_url(record)}
        fields = told(type(record), changes["fields"])
        for one in fields:
            now = present(record, type(record)._meta.get_field(one["name"]))
            one["moved_on"] = now != changes["fields"][one["name"]]["old"]
        return {"fields": fields, "rows": told_rows(changes["rows"]), "record_url": self.record_url(record)}

    def record_url(self, record):
        """Where the record is edited; "" where there is none."""
        if record is None:
            return ""
        return reverse(f"admin:{record._meta.app_label}_{record._meta.model_name}_change", args=[record.pk])
