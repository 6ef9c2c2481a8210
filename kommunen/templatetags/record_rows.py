"""The rows of lists and of the search."""

from django import template
from django.utils.safestring import mark_safe

from kommunen.filters.rows import Rows
from kommunen.models import Cooperation, Municipality, Project, TrainingData
from kommunen.search.nouns import noun_of
from kommunen.templatetags.presentation import labels, named

register = template.Library()
# Where snippet and marked title go: no text of a record holds these, for all are escaped.
HOLE, TITLE = mark_safe("<!-- snippet -->"), mark_safe("<!-- title -->")


@register.simple_tag(takes_context=True)
def record_rows(context, rows, template_name, names, level=2):
    """Draw each of some rows by its template.

    Arguments: rows, ``Rows`` or records; template_name; names, by which templates know the record, in one text; level,
    of the rows' headings.
    """
    row = context.template.engine.get_template(template_name)

    def draw(record, snippet, title):
        shown = {"snippet": snippet, "marked_title": title, "level": level}
        return row.render(context.new(dict.fromkeys(names.split(), record) | shown))

    if not isinstance(rows, Rows):
        texts = (draw(one, getattr(one, "snippet", ""), getattr(one, "marked_title", "")) for one in rows)
        return mark_safe("\n  ".join(["", *texts]))  # noqa: S308 - drawn by templates
    drawn = rows.drawn(
        (template_name, level),
        lambda record, snippet, title: draw(record, HOLE if snippet else "", TITLE if title else ""),
    )
    texts = (
        text.replace(HOLE, rows.snippets.get(pk, "")).replace(TITLE, rows.titles.get(pk, "")) for pk, text in drawn
    )
    return mark_safe("\n  ".join(["", *texts]))  # noqa: S308 - as above


@register.filter
def kind_of(record):
    """What kind of entry a record is, in words."""
    return noun_of(type(record)).label


@register.filter
def place_of(record):
    """Where a record of any kind belongs: municipalities, the states of one, the place of a congress; "" for none."""
    match record:
        case Municipality():
            return labels(record.federal_states)
        case Project():
            return named(record.municipalities.all())
        case Cooperation():
            return named(record.municipalities)
        case TrainingData():
            return named([record.municipality])
    return getattr(record, "place", "")
