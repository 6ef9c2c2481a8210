"""What the network's pages show of the congress, without knowing it: templates ask here."""

from django import template
from django.db.models import Q

from congress.models import Congress
from kommunen.models import PublicationState

register = template.Library()


@register.simple_tag
def congresses_of(municipality):
    """The published congresses that a municipality hosted or is recorded to have attended, the latest first."""
    attended = Q(attendances__municipality=municipality, attendances__state=PublicationState.PUBLISHED)
    ids = Congress.objects.filter(attended | Q(host=municipality)).values("pk")
    return Congress.objects.published().filter(pk__in=ids).with_row()
