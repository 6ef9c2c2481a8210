"""The network as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class KommunenConfig(AppConfig):
    """The ground floor: municipalities, projects, cooperations. Knows nothing of the congress."""

    name = "kommunen"
    verbose_name = _("network")

    def ready(self):
        from kommunen.editing.baseline import keep_baselines
        from kommunen.filters.following import concerned
        from kommunen.models import follow_changes
        from kommunen.search import declarations, following, nouns

        for noun in declarations.NETWORK:
            nouns.register(noun)
        keep_baselines()
        following.follow_changes()
        follow_changes(concerned)  # last: what the log names is in the index already
