"""Makes ours the default admin site. Read before there are models: what needs them stands in ``workplace.py``."""

from django.contrib.admin.apps import AdminConfig as DjangoAdminConfig


class AdminConfig(DjangoAdminConfig):
    """Names our site, so that ``@admin.register`` needs none."""

    default_site = "congress.workplace.StaffSite"
