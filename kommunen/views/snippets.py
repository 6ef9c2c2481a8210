"""What a hit shows of itself, as HTML: everything escaped, what matched marked."""

from django.utils.html import escape, format_html
from django.utils.safestring import mark_safe


def as_html(snippet):
    """Escape a snippet and mark what matched; "" where there is no summary and nothing to add."""
    if snippet is None:
        return ""
    html = marked_html(snippet.summary)
    if not snippet.field:
        return html
    return format_html(
        '{}{}<span class="quiet">{}:</span> {}',
        html,
        " " if html else "",
        snippet.field.label,
        marked_html(snippet.further),
    )


def title_as_html(snippet):
    """The name of a hit, escaped, with what matched marked; "" where nothing in it did."""
    return marked_html(snippet.name) if snippet and any(is_match for _text, is_match in snippet.name) else ""


def marked_html(segments):
    parts = [f"<mark>{escape(text)}</mark>" if is_match else escape(text) for text, is_match in segments]
    return mark_safe("".join(parts))  # noqa: S308 - every part is escaped
