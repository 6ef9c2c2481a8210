"""How a wrong value is quoted in the fault that names it."""

from kommunen.language.query import printable

LONGEST = 60  # signs: enough to know one's own words again


def quoted(value):
    """Return the beginning of a value, without control characters."""
    text = printable(str(value)[: 2 * LONGEST])
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rstrip()}…"
