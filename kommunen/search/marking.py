"""What a hit shows of itself: the sentence with the matched words, and where else they stand."""

from dataclasses import dataclass

from django.utils.translation import get_language

from kommunen.language.highlight import excerpt, mark
from kommunen.models import SearchDocument
from kommunen.search.nouns import Field

LONGEST = 320  # letters of a summary that are shown


@dataclass(frozen=True, slots=True)
class Snippet:
    """Segments (text, whether it matched) of the summary and of the name; and, where neither of them shows why it was
    found, the field that does, with its segments.
    """

    summary: list
    name: list
    field: Field | None = None
    further: list | None = None


def snippets(hits, terms):
    """Make a Snippet for each hit: {document: Snippet}, in one query."""
    rows = SearchDocument.objects.filter(pk__in=[hit.document for hit in hits]).values_list("pk", "parts")
    return {pk: snippet(parts, frozenset(terms)) for pk, parts in rows}


def snippet(parts, terms):
    """Arguments: parts, (number of the field, text) pairs as in SearchDocument.parts; terms, those that may match."""
    texts = {field: [text for number, text in parts if number == field] for field in Field}
    summary = excerpt(" ".join(texts[Field.SUMMARY]), terms, LONGEST)
    names = [mark(text, terms) for text in texts[Field.NAME]]
    name = names[-1 if get_language() == "en" else 0]  # a theme has one in each language
    if matched(summary) or any(map(matched, names)):
        return Snippet(summary, name)
    for field in (Field.ALIAS, Field.TECHNOLOGY, Field.DETAIL, Field.PLACE, Field.THEME, Field.PARTNER):
        for text in texts[field]:
            if matched(segments := excerpt(text, terms, LONGEST)):
                return Snippet(summary, name, field, segments)
    return Snippet(summary, name)


def matched(segments):
    return any(is_match for _text, is_match in segments)
