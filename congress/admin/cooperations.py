"""A cooperation that grew from a note or a conversation: it closes the step, and no second one grows from it."""

from django.contrib import admin, messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from congress.companion.follow_ups import step_records
from kommunen.admin.cooperations import CooperationAdmin
from kommunen.models import Cooperation

admin.site.unregister(Cooperation)


@admin.register(Cooperation)
class GrowingCooperationAdmin(CooperationAdmin):
    """The network's form, which knows the step from which somebody came: ``schritt=note-12`` in its address."""

    def one_at_a_time(self, request, object_id, form_url, extra_context):
        step = None if object_id else self.step_of(request)
        if step and (grown := step.grown_cooperation):
            messages.warning(request, _("A cooperation grew from this already. Here it is."))
            return redirect(reverse("admin:kommunen_cooperation_change", args=[grown.pk]))
        return super().one_at_a_time(request, object_id, form_url, extra_context)

    def step_of(self, request):
        """The step, held until all is saved where something is; None where there is none for this account."""
        found = step_records(request.user, request.GET.get("schritt", ""))
        held = found.select_for_update(of=("self",)) if request.method == "POST" else found
        return held.select_related("congress", "grown_cooperation").first()

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        step = None if change else self.step_of(request)
        if step:
            step.grown_cooperation, step.done = form.instance, True
            step.save()
            back = reverse("companion:follow-ups", args=[step.congress.slug])
            link = format_html('<a href="{}">{}</a>', back, _("Back to the open steps"))
            messages.success(request, format_html("{} {}", _("The step from which it grew is done."), link))
