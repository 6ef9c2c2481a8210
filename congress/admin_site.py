"""The admin, grouped as staff think."""

from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig as DjangoAdminConfig
from django.utils.translation import gettext_lazy as _

GROUPS = [
    (_("Network"), ["Municipality", "Project", "Cooperation", "Reuse", "TrainingData", "Organisation"]),
    (_("Congress"), ["Congress", "Session", "Outcome", "Attendance"]),
    (_("Editing"), ["Theme", "Technology", "Territory", "FundingRound", "ProgrammeFact", "Page", "OldAddress"]),
    (_("Accounts"), ["User"]),
]


class StaffSite(AdminSite):
    """Django's admin with our name, and with the nouns in four groups instead of by app."""

    site_title = _("Network of Model Municipalities")
    site_header = _("Network of Model Municipalities")
    index_title = _("Workplace")

    def get_app_list(self, request, app_label=None):
        found = {
            model["object_name"]: model for app in self._build_app_dict(request).values() for model in app["models"]
        }
        groups = []
        for name, nouns in GROUPS:
            models = [found.pop(noun) for noun in nouns if noun in found]
            if models:
                groups.append(
                    {"name": name, "app_label": "kommunen", "app_url": "", "has_module_perms": True, "models": models}
                )
        return groups


class AdminConfig(DjangoAdminConfig):
    """Makes ours the default site, so that `@admin.register` needs no site."""

    default_site = "congress.admin_site.StaffSite"
