"""The facets beside a list."""

from django import template
from django.utils.translation import get_language

register = template.Library()
MOST_KEPT = 1_000
_kept = {}  # all that a facet shows → as it is drawn


@register.simple_tag(takes_context=True)
def facet(context, field, options, further, note=""):
    """Draw a facet. What it shows says all about how it looks: the same again is not drawn again.

    Arguments: field, a bound field; options and further, lists of Option; note, what the facet does not hold for.
    """
    page = context["request"].get_full_path() if further else ""  # where the link to all of it leads
    shown = get_language(), field.auto_id, field.html_name, str(field.label), str(note), page, len(further), *options
    if field.errors or (drawn := _kept.get(shown)) is None:
        box = context.template.engine.get_template("components/facet.html")
        with context.push(field=field, options=options, further=further, note=note):
            drawn = box.render(context)
        if field.errors:
            return drawn
        if len(_kept) >= MOST_KEPT:
            _kept.clear()
        _kept[shown] = drawn
    return drawn
