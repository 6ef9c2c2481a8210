"""The facets beside a list."""

from functools import lru_cache

from django import template
from django.utils.html import conditional_escape, escape
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from kommunen.templatetags.presentation import figure

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
        boxes = drawn_options(field.auto_id, field.html_name, options)
        with context.push(field=field, options=options, boxes=boxes, further=further, note=note):
            drawn = box.render(context)
        if field.errors:
            return drawn
        if len(_kept) >= MOST_KEPT:
            _kept.clear()
        _kept[shown] = drawn
    return drawn


def drawn_options(facet_id, name, options):
    """Draw the boxes of a facet to tick. Arguments: facet_id; name, of the parameter; options, a list of Option."""
    parts = []
    for value, label, count, selected in options:
        before, between, after = around(facet_id, name, value, conditional_escape(label))
        parts += before, " checked" if selected else "", between, figure(count), after
    return mark_safe("".join(parts))  # noqa: S308 - what is not ours is escaped


@lru_cache(maxsize=5_000)
def around(facet_id, name, value, label):
    """What stands of an option before the word that it is chosen, between that and its number, and behind it.

    Arguments: facet_id; name, of the parameter; value; label, as HTML.
    """
    facet_id, name, value = map(escape, (facet_id, name, value))
    before = (
        '\n    <div class="kern-form-check">\n      <input class="kern-form-check__checkbox" type="checkbox"'
        f' id="{facet_id}-{value}" name="{name}" value="{value}"'
    )
    between = f'>\n      <label class="kern-label" for="{facet_id}-{value}">{label} <span class="facet__count">'
    return before, between, "</span></label>\n    </div>"
