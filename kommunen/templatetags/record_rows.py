"""The rows of lists and of the search."""

from django import template
from django.utils.safestring import mark_safe

from kommunen.filters.rows import Rows

register = template.Library()
HOLE = mark_safe("<!-- snippet -->")  # where the snippet goes: no text of a record holds it, for all are escaped


@register.simple_tag(takes_context=True)
def record_rows(context, rows, template_name, names, level=2):
    """Draw each of some rows by its template.

    Arguments: rows, ``Rows`` or records; template_name; names, by which templates know the record, in one text; level,
    of the rows' headings.
    """
    row = context.template.engine.get_template(template_name)

    def draw(record, snippet):
        return row.render(context.new(dict.fromkeys(names.split(), record) | {"snippet": snippet, "level": level}))

    if not isinstance(rows, Rows):
        return mark_safe("\n  ".join(["", *(draw(one, getattr(one, "snippet", "")) for one in rows)]))  # noqa: S308 - drawn by templates
    drawn = rows.drawn((template_name, level), lambda record, snippet: draw(record, HOLE if snippet else ""))
    return mark_safe("\n  ".join(["", *(text.replace(HOLE, rows.snippets.get(pk, "")) for pk, text in drawn)]))  # noqa: S308 - as above
