"""What a page shows, for search engines (schema.org)."""

from django import template

from kommunen.exchange.linked.structured import data_block, described

register = template.Library()


@register.simple_tag
def structured(record):
    """A published record as a block of data."""
    return data_block(described(record))
