"""Who publishes: what an editor changes is live at once, or waits for the PMO."""

from kommunen.models import Municipality, PublicationState


def is_reviewed(user, record):
    """Whether this account's changes to a record are for the PMO to publish.

    So it is where the PMO switched that on for the editor's municipality, and with cooperations, which belong to
    several: their editors change the own membership and propose the rest.
    """
    if user.is_pmo:
        return False
    if "__" in record.owned_through:
        return True
    own = user.edited_municipalities & owners(record) if record.pk else user.edited_municipalities
    return Municipality.objects.filter(pk__in=own, review_required=True).exists()


def waits(user, record):
    """Whether a change to this record, as it is stored, is kept as a proposal instead of being made."""
    return record.state == PublicationState.PUBLISHED and is_reviewed(user, record)


def owners(record):
    """The ids of the municipalities that a record belongs to."""
    found = type(record).objects.filter(pk=record.pk).values_list(record.owned_through, flat=True)
    return {key for key in found if key is not None}
