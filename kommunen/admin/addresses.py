"""Old addresses in the admin: kept by the program, given up only by the PMO."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from kommunen.admin.permissions import is_pmo, may_see
from kommunen.models import OldAddress


@admin.register(OldAddress)
class OldAddressAdmin(admin.ModelAdmin):
    list_display = ["slug", "content_type", "leads_to", "since"]
    list_select_related = ["content_type"]
    list_per_page = 50
    show_full_result_count = False
    search_fields = ["slug"]
    fields = readonly_fields = ["slug", "content_type", "leads_to", "since"]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("record")

    @admin.display(description=_("leads to"))
    def leads_to(self, address):
        return address.record

    def has_module_permission(self, request):
        return may_see(request.user)

    def has_view_permission(self, request, obj=None):
        return may_see(request.user)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return is_pmo(request.user)
