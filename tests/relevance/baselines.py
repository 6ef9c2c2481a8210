"""What the search is measured against: plain full-text search, as it comes out of the box, on the same records.

All texts of a record stand in two columns, its name and the rest, the name weighing ten times as much.
"""

from django.db import connection

from kommunen.models import SearchDocument
from kommunen.search.nouns import Field


def build():
    """Fill a table of this connection's own with all that can be found."""
    rows = [
        (
            f"{document.type}:{document.slug}",
            document.type,
            " ".join(text for field, text in document.parts if field == Field.NAME),
            " ".join(text for field, text in document.parts if field != Field.NAME),
        )
        for document in SearchDocument.objects.order_by("type", "slug")
    ]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("CREATE VIRTUAL TABLE temp.plain USING fts5(key UNINDEXED, type UNINDEXED, name, rest)")
        else:
            cursor.execute(
                "CREATE TEMPORARY TABLE plain (key text, type text, name text, rest text, words tsvector GENERATED"
                " ALWAYS AS (setweight(to_tsvector('german', name), 'A') || to_tsvector('german', rest)) STORED)"
            )
        cursor.executemany("INSERT INTO plain (key, type, name, rest) VALUES (%s, %s, %s, %s)", rows)


def search(query):
    """Answer a judged query: keys, best first."""
    kind = "AND type = %s" if query.type else ""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            words = " ".join('"' + word.replace('"', "") + '"' for word in query.text.split() if word.strip('"'))
            cursor.execute(
                f"SELECT key FROM plain WHERE plain MATCH %s {kind} ORDER BY bm25(plain, 0, 0, 10, 1), key",
                [words, *filter(None, [query.type])],
            )
        else:
            cursor.execute(
                "SELECT key FROM plain, websearch_to_tsquery('german', %s) AS asked"
                f" WHERE words @@ asked {kind} ORDER BY ts_rank(words, asked) DESC, key",
                [query.text, *filter(None, [query.type])],
            )
        return [key for (key,) in cursor.fetchall()]
