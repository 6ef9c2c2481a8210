"""Fetch from the database what a question needs: where its terms stand. The only file that reads postings.

Both engines answer the same queries from the same rows. Where a question's terms stand in more places than READ_ALL,
the database narrows it down to the best BEST documents, and counts all of them.
"""

from dataclasses import dataclass, field

from django.db import connection
from django.db.models import Count, F, Max, Q

from kommunen.language.query import Closeness
from kommunen.models import SearchPosting
from kommunen.search.among import among

READ_ALL = 6_000  # postings of one question that are read whole
BEST = 5_000  # documents that are ranked where there are more
MOST_OF_A_TERM = 1_000  # postings of a term that are read where most of the words are enough
ROW = ("term", "document_id", "type", "places", "grade")
BY = "grade, term, type, places"  # what groups of postings have in common


@dataclass
class Evidence:
    """Where the terms of a question stand.

    total: how many documents the index has. frequencies: {term: in how many documents}. places: {term: {document:
    places}}. types: {document: type}. counts: {type: how many documents fit} and all_documents, a query for them: only
    where not all were read.
    """

    total: int
    frequencies: dict = field(default_factory=dict)
    places: dict = field(default_factory=dict)
    types: dict = field(default_factory=dict)
    counts: dict | None = None
    all_documents: object = None

    def documents(self, term):
        return self.places.get(term, {})

    def held(self, ways):
        """In how many documents a word stands, in the most frequent of its ways."""
        return max((min(self.frequencies.get(term, 0) for term in way.terms) for way in ways), default=0)


def gather(query, total, types=None, *, most=False):
    """Read the evidence for a question.

    Arguments: total, how many documents the index has; types, to look at these nouns alone; most, to look for what
    holds most of the words: where they stand in too many places, the best of each are enough, and nobody counts.
    """
    terms = {term for way in query.ways for term in way.terms}
    terms |= {piece for phrase in (*query.phrases, *query.excluded) for piece in phrase.pieces}
    postings = SearchPosting.objects.order_by()
    if types is not None:
        postings = postings.filter(type__in=types)
    evidence = Evidence(total)
    groups = read(postings.filter(term__in=terms)[: READ_ALL + 1])
    if sum(len(documents) for *_group, documents in groups) > READ_ALL and most:
        best = postings.order_by("-grade", "document")
        groups = read(*(best.filter(term=term)[:MOST_OF_A_TERM] for term in sorted(terms)))
    elif sum(len(documents) for *_group, documents in groups) > READ_ALL:
        one_word = len(query.words) == 1 and not query.phrases and not query.excluded
        groups = best_of_one(query, postings, evidence) if one_word else best_of_many(query, postings, terms, evidence)
    for term, kind, places, documents in groups:
        evidence.places.setdefault(term, {}).update(dict.fromkeys(documents, places))
        evidence.types.update(dict.fromkeys(documents, kind))
    if not evidence.frequencies:
        evidence.frequencies = {term: len(documents) for term, documents in evidence.places.items()}
    return evidence


def read(*queries):
    """Read postings in groups, the best first: (term, type, places, documents) each. Arguments: queries for postings.

    The documents of a group come as one text, which is five times as quick as row by row.
    """
    arms = [postings.values_list(*ROW).query.sql_with_params() for postings in queries]
    sql = " UNION ALL ".join(f"SELECT * FROM ({arm}) AS arm{number}" for number, (arm, _own) in enumerate(arms))  # noqa: S608 - own
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {group()} FROM ({sql}) AS found GROUP BY {BY} ORDER BY grade DESC, {BY}",  # noqa: S608 - own
            [one for _sql, own in arms for one in own],
        )
        return [taken_apart(group) for group in cursor.fetchall()]


def group():
    """What is read of a group of postings: an ids' list as the engine joins it."""
    joined = "string_agg(document_id::text, ',')" if connection.vendor == "postgresql" else "group_concat(document_id)"
    return f"term, type, places, {joined}"


def taken_apart(group):
    """A group as the database gives it, with its documents as numbers."""
    term, kind, places, documents = group
    return term, kind, places, sorted(map(int, documents.split(",")))


def best_of_one(query, postings, evidence):
    """Read the best postings of a single word, and count the documents that hold it.

    A word that stands in more than BEST documents as it was typed is not looked for in other ways as well, and no part
    of a frequent word is exchanged for a synonym.
    """
    as_typed = postings.filter(term=query.ways_for(0)[0].terms[0])
    counts = dict(as_typed.values_list("type").annotate(number=Count("*")))
    if sum(counts.values()) >= BEST:
        evidence.counts, evidence.all_documents = counts, as_typed.values("document")
        return read(as_typed.order_by("-grade", "document")[:BEST])
    ways = [way for way in query.ways if way.closeness > Closeness.SYNONYM_OF_PART]
    single = [way.terms[0] for way in ways if len(way.terms) == 1]
    several = [way for way in ways if len(way.terms) > 1]
    arms = [postings.filter(term__in=single), *(together(postings, way) for way in several)]
    groups = read(arms[0].order_by("-grade", "document")[:BEST])
    numbers = [sum(len(documents) for *_group, documents in groups)]
    if several:
        found = read(*(arm.order_by("-grade", "document")[:BEST] for arm in arms[1:]))
        numbers += [
            sum(len(documents) for term, *_group, documents in found if term == way.terms[0]) for way in several
        ]
        documents = {document for *_group, documents in found for document in documents}
        groups += read(
            postings.filter(among("document", documents), term__in={t for way in several for t in way.terms})
        )
    if max(numbers) >= BEST:  # there are more, which nobody reads
        evidence.counts = counted(any_of([arm.values("type", "document") for arm in arms]))
        evidence.all_documents = any_of([arm.values("document") for arm in arms])
    return groups


def together(postings, way):
    """The postings of a way's first term in documents that hold its other terms as well."""
    first, *others = way.terms
    found = postings.filter(term=first)
    for term in others:
        found = found.filter(document__in=postings.filter(term=term).values("document"))
    return found


def any_of(arms):
    """Join queries, each row once; every arm by itself is answered from an index."""
    return arms[0].union(*arms[1:]) if len(arms) > 1 else arms[0].distinct()


def counted(documents):
    """Count documents by type. Arguments: documents, a query for (type, document), each once."""
    sql, parameters = documents.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT found.type, COUNT(*) FROM ({sql}) AS found GROUP BY found.type",  # noqa: S608 - Django's own SQL
            parameters,
        )
        return dict(cursor.fetchall())


def counted_with_best(documents, wanted):
    """Count documents by type, and read the postings of the best BEST; they are found once for both.

    Arguments: documents, a query for (type, document, best grade), each once; wanted, a query for the postings of the
    terms that were asked for, as ``ROW``. Returns: {type: number}, and the postings of the best, as ``read``.
    """
    sql, parameters = documents.query.sql_with_params()
    rows_sql, rows_parameters = wanted.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH found (type, document, best) AS MATERIALIZED ({sql}), strongest AS MATERIALIZED "  # noqa: S608 - own
            f"(SELECT document FROM found ORDER BY best DESC, document LIMIT {BEST}) "
            "SELECT '', type, COUNT(*), '' FROM found GROUP BY type UNION ALL "
            f"SELECT {group()} FROM ({rows_sql}) AS held "
            f"WHERE document_id IN (SELECT document FROM strongest) GROUP BY {BY}",
            [*parameters, *rows_parameters],
        )
        rows = cursor.fetchall()
    counts = {kind: number for term, kind, number, _none in rows if not term}
    return counts, [taken_apart(row) for row in rows if row[0]]


def best_of_many(query, postings, terms, evidence):
    """Read the postings of the best documents that hold every word, and count how many there are in all."""
    evidence.frequencies = frequencies(postings, terms)
    ways = [asked_for(query.ways_for(index), evidence) for index in range(len(query.words))]
    plain = {way.terms[0] for ways_of_word in ways for way in ways_of_word if len(way.terms) == len(ways_of_word) == 1}
    alone = len(plain) == len(ways) and not query.phrases and not query.excluded
    if alone and connection.vendor == "postgresql":
        return best_of_plain(postings, [way.terms[0] for [way] in ways], evidence)
    conditions = [held(postings, ways_of_word, evidence) for ways_of_word in ways]
    if not all(number for _condition, number, _once in conditions):
        return []  # nothing holds one of the words
    pieces = {piece for phrase in query.phrases for piece in phrase.pieces if piece in evidence.frequencies}
    conditions += [(Q(term=piece), evidence.frequencies[piece], True) for piece in pieces]
    (rarest, _number, once), *others = sorted(conditions, key=lambda condition: condition[1])
    found = postings.filter(rarest)
    for condition, *_rest in others:
        found = found.filter(document__in=postings.filter(condition).values("document"))
    for phrase in query.excluded:
        if len(phrase.pieces) == 1:
            found = found.exclude(document__in=postings.filter(term=phrase.pieces[0]).values("document"))
    documents = found.values("type", "document").annotate(best=F("grade") if once else Max("grade"))
    wanted = pieces | {term for ways_of_word in ways for way in ways_of_word for term in way.terms}
    wanted |= {piece for phrase in query.excluded for piece in phrase.pieces}
    evidence.counts, groups = counted_with_best(documents, postings.filter(term__in=wanted).values_list(*ROW))
    evidence.all_documents = found.values("document")
    return groups


def best_of_plain(postings, terms, evidence):
    """As ``best_of_many``, for words that each stand as one term.

    Where they stand comes from the same index that joins them, which takes PostgreSQL half the time. SQLite, which
    joins row by row, would take longer.
    """
    first, *others = sorted(terms, key=lambda term: evidence.frequencies.get(term, 0))  # 0: nothing holds it
    found = postings.filter(term=first)
    parts = [postings.filter(term=term).values("document", "places").query.sql_with_params() for term in others]
    parts.insert(0, found.values("document", "type", "grade", "places").query.sql_with_params())
    numbers = range(len(terms))
    tables = ", ".join(f"t{number} AS NOT MATERIALIZED ({sql})" for number, (sql, _own) in enumerate(parts))
    joins = " ".join(f"JOIN t{number} USING (document)" for number in numbers[1:])
    columns = ", ".join(f"t{number}.places AS places{number}" for number in numbers)
    names, none = ", ".join(f"places{number}" for number in numbers), ", ".join("0" for _number in numbers)
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH {tables}, found AS MATERIALIZED "  # noqa: S608 - Django's own SQL
            f"(SELECT document, type, grade, {columns} FROM t0 {joins}), strongest AS "
            f"(SELECT * FROM found ORDER BY grade DESC, document LIMIT {BEST}) "
            f"SELECT type, COUNT(*), '', {none} FROM found GROUP BY type UNION ALL "
            f"SELECT type, 0, string_agg(document::text, ','), {names} FROM strongest GROUP BY type, {names}",
            [one for _sql, own in parts for one in own],
        )
        rows = cursor.fetchall()
    evidence.counts = {kind: number for kind, number, documents, *_places in rows if not documents}
    for term in others:
        found = found.filter(document__in=postings.filter(term=term).values("document"))
    evidence.all_documents = found.values("document")
    return [
        taken_apart((term, kind, places[number], documents))
        for number, term in enumerate((first, *others))
        for kind, _number, documents, *places in rows
        if documents
    ]


def frequencies(postings, terms):
    """In how many documents each of some terms stands: {term: number}. Nobody counts beyond BEST."""
    queries = [postings.filter(term=term).values("document")[: BEST + 1].query.sql_with_params() for term in terms]
    sql = " UNION ALL ".join(f"SELECT %s, COUNT(*) FROM ({part}) AS part{n}" for n, (part, _) in enumerate(queries))  # noqa: S608 - own
    with connection.cursor() as cursor:
        cursor.execute(sql, [one for term, (_, own) in zip(terms, queries, strict=True) for one in (term, *own)])
        return {term: number for term, number in cursor.fetchall() if number}


def asked_for(ways, evidence):
    """The ways by which a word is looked for: as it was typed alone, where that finds more than BEST documents."""
    as_typed = max(ways, key=lambda way: way.closeness)  # not what a word makes together with its neighbour
    return [as_typed] if evidence.frequencies.get(as_typed.terms[0], 0) > BEST else ways


def held(postings, ways, evidence):
    """The condition on a posting that its document holds a word in any of these ways.

    Returns: the condition; about how many documents meet it; whether each of them does so by one posting alone.
    """
    single = [way.terms[0] for way in ways if len(way.terms) == 1 and way.terms[0] in evidence.frequencies]
    condition = Q(term__in=single)
    number = sum(evidence.frequencies[term] for term in single)
    for way in ways:
        if len(way.terms) > 1 and all(term in evidence.frequencies for term in way.terms):
            first, *others = sorted(way.terms, key=evidence.frequencies.get)
            both = Q(term=first)
            for term in others:
                both &= Q(document__in=postings.filter(term=term).values("document"))
            condition |= both
            number += evidence.frequencies[first]
    return condition, number, len(single) == 1 and number == evidence.frequencies[single[0]]
