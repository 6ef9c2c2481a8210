"""What an answer of the search found, as a set of a list's rows.

Of a frequent word only the best hits are read, but the counts beside the facets are those of all. Their set is read
once, kept with the row sets, and brought up to date for the rows that have changed since.
"""

from django.db import connection

from kommunen.models import SearchDocument

MOST_KEPT = 200  # frequent questions for each list: 12 kB each, among a hundred thousand rows
MOST_CHANGED = 5_000  # rows; where more have changed since, the question is asked again


def rows_found(sets, answer, kind):
    """Return the set of a list's rows that an answer holds.

    Arguments: sets, a ``RowSets``; answer, an ``Answer``; kind, the type of the list's noun.
    """
    if answer.all_documents is None:
        return sets.of_ids(hit.object_id for hit in answer.hits if hit.type == kind) & sets.everything
    documents = SearchDocument.objects.order_by().filter(type=kind, pk__in=answer.all_documents)
    key = str(documents.query)
    rows, changes = sets.questions.pop(key, (None, 0))
    since = sets.changed_since(changes) if rows is not None else None
    if since is None or len(since) > MOST_CHANGED:
        rows = sets.of_ids(ids_by_type(answer).get(kind, ()))
    elif since:
        touched = sets.of_ids(since)
        rows ^= rows & touched
        rows |= sets.of_ids(documents.filter(object_id__in=since).values_list("object_id", flat=True))
    sets.questions[key] = rows, len(sets.changes)
    while len(sets.questions) > MOST_KEPT:
        sets.questions.pop(next(iter(sets.questions)), None)
    return rows & sets.everything


def ids_by_type(answer):
    """Read the ids of all that an answer to a frequent question holds, of every kind at once: {type: ids}.

    Each kind's ids come as one text, which is three times as quick as row by row.
    """
    if not hasattr(answer, "ids_by_type"):
        documents = SearchDocument.objects.order_by().filter(pk__in=answer.all_documents).values("type", "object_id")
        sql, parameters = documents.query.sql_with_params()
        number = "found.object_id::text" if connection.vendor == "postgresql" else "found.object_id"
        join = "string_agg" if connection.vendor == "postgresql" else "group_concat"
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT found.type, {join}({number}, ',') FROM ({sql}) AS found GROUP BY found.type",  # noqa: S608 - own
                parameters,
            )
            answer.ids_by_type = {kind: [int(number) for number in text.split(",")] for kind, text in cursor.fetchall()}
    return answer.ids_by_type
