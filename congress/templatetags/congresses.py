"""What the network's pages show of the congress, without knowing it: templates ask here."""

from django import template
from django.db.models import Q

from congress.models import Congress
from kommunen.models import Cooperation, PublicationState
from kommunen.templatetags.presentation import period

register = template.Library()


@register.simple_tag
def held(congress):
    """When a congress is, in words: one stated date alone is that date, and not the begin of a span; "" is unknown."""
    return period(congress.start, congress.end or congress.start)


@register.simple_tag
def congresses_of(municipality):
    """The published congresses that a municipality hosted or is recorded to have attended, the latest first."""
    attended = Q(attendances__municipality=municipality, attendances__state=PublicationState.PUBLISHED)
    ids = Congress.objects.filter(attended | Q(host=municipality)).values("pk")
    return Congress.objects.published().filter(pk__in=ids).with_row()


@register.simple_tag
def origins_of(record):
    """The published outcomes from which a cooperation grew, with their congresses; the earliest first."""
    if not isinstance(record, Cooperation):
        return []
    grown = record.grown_from.published().select_related("congress")
    return grown.order_by("congress__start", "position", "pk")


@register.simple_tag
def mentions_of(record):
    """The published sessions and outcomes that name a project or a cooperation: the latest congress first."""
    rows = [noun.published().select_related("congress").all() for noun in (record.sessions, record.outcomes)]
    return sorted((one for found in rows for one in found), key=lambda one: one.congress.start, reverse=True)
