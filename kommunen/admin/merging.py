"""„Zusammenführen“ in the admin: choose two entries in the list, see what moves, confirm."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kommunen.admin.permissions import is_pmo
from kommunen.editing.merging import losing, merge, moving


@admin.action(permissions=["merge"], description=gettext_lazy("Merge two entries"))
def merge_two(modeladmin, request, queryset):
    ids = list(queryset.order_by("pk").values_list("pk", flat=True)[:3])
    if len(ids) != 2:
        modeladmin.message_user(request, _("Please choose exactly two entries."), messages.WARNING)
        return None
    return redirect(modeladmin.merge_url(*ids))


class MergeMixin:
    """For a noun's admin: two entries that are one. Only the PMO merges."""

    def get_actions(self, request):
        actions = super().get_actions(request)
        if is_pmo(request.user) and actions:
            actions["merge_two"] = self.get_action(merge_two)
        return actions

    def has_merge_permission(self, request):
        return is_pmo(request.user)

    def merge_url(self, kept, gone):
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_merge", args=[kept, gone])

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_merge"
        view = self.admin_site.admin_view(self.merge_view)
        return [path("<int:kept_id>/zusammenfuehren/<int:gone_id>/", view, name=name), *super().get_urls()]

    def merge_view(self, request, kept_id, gone_id):
        """What moves where; confirmed, it is done."""
        if not self.has_merge_permission(request):
            raise PermissionDenied
        found = self.model.objects.in_bulk([kept_id, gone_id])
        if len(found) != 2:
            raise Http404
        kept, gone = found[kept_id], found[gone_id]
        if request.method == "POST":
            merge(kept, gone, request.user)
            self.log_change(request, kept, _("Merged with “%(name)s”.") % {"name": gone})
            self.log_change(request, gone, _("Merged into “%(name)s”.") % {"name": kept})
            text = _("“%(gone)s” is now part of “%(kept)s”; its address leads there.")
            self.message_user(request, text % {"gone": gone, "kept": kept}, messages.SUCCESS)
            return redirect(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", kept.pk)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Merge two entries"),
            "kept": kept,
            "gone": gone,
            "moving": moving(kept, gone),
            "losing": losing(kept, gone),
            "other_way": self.merge_url(gone_id, kept_id),
        }
        return TemplateResponse(request, "admin/merge.html", context)
