"""What every record needs to be public."""

from datetime import date

from factory.django import DjangoModelFactory

from kommunen.models import PublicationState


class RecordFactory(DjangoModelFactory):
    """What every record needs to be public."""

    class Meta:
        abstract = True

    checked_on = date(2026, 11, 22)
    state = PublicationState.PUBLISHED
