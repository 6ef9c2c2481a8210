"""The congress as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CongressConfig(AppConfig):
    """The upper floor: the congress, and the site as a whole."""

    name = "congress"
    verbose_name = _("congress")

    def ready(self):
        from congress import checks  # noqa: F401, PLC0415 - registers the checks, once models are ready
