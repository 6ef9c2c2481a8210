"""The congress as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CongressConfig(AppConfig):
    """The upper floor: the congress, and the site as a whole."""

    name = "congress"
    verbose_name = _("congress")

    def ready(self):
        from congress import checks, search  # noqa: F401 - the checks register themselves
        from congress.models import Congress, Session
        from congress.network import meetings, sessions
        from kommunen.models import Municipality, Theme
        from kommunen.network.sources import add_facts, add_meetings
        from kommunen.search.nouns import register

        register(search.CONGRESS)
        add_facts(sessions, Session, Congress, Municipality, Theme)
        add_meetings(meetings)
