"""The suggestions in short, for a municipality's own page."""

from django import template

from kommunen.network.current import network
from kommunen.network.suggestions import suggest
from kommunen.network.wording import in_words

register = template.Library()
FEW, REASONS = 3, 3


@register.inclusion_tag("components/short_suggestions.html")
def short_suggestions(municipality):
    """Three to meet next, each with its weightiest reasons. Arguments: municipality, with a slug."""
    found = network()
    node = found.nodes.get(municipality.slug)
    rows = in_words(found, node, "", suggest(found, node)[:FEW]) if node else []
    for row in rows:
        row["reasons"] = row["reasons"][:REASONS]
    return {"node": node, "rows": rows}
