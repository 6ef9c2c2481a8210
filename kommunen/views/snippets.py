"""What a hit shows of itself, as HTML: everything escaped, what matched marked."""

from django.utils.html import format_html, format_html_join


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


def marked_html(segments):
    return format_html_join(
        "", "{}", ((format_html("<mark>{}</mark>", text) if is_match else text,) for text, is_match in segments)
    )
