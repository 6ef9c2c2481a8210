"""What every record needs to be public."""

from datetime import date

from factory.django import DjangoModelFactory

from kommunen.models import PublicationState
from kommunen.search.following import together


class RecordFactory(DjangoModelFactory):
    """What every record needs to be public."""

    class Meta:
        abstract = True

    checked_on = date(2026, 11, 22)
    state = PublicationState.PUBLISHED

    @classmethod
    def _generate(cls, strategy, params):
        """A record with its relations is one edit, as it is for an editor."""
        with together():
            return super()._generate(strategy, params)
