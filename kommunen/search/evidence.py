"""Fetch from the database what a question needs: where its terms stand. The only file that reads postings.

Both engines answer the same queries from the same rows. Where a question's terms stand in more places than READ_ALL,
the database narrows it down to the best BEST documents, and counts the rest.
"""

from dataclasses import dataclass, field

from django.db.models import Count, Q

from kommunen.models import SearchDocument, SearchPosting

READ_ALL = 20_000  # postings of one question that are read whole
BEST = 5_000  # documents that are ranked where there are more


@dataclass
class Evidence:
    """Where the terms of a question stand.

    frequencies: {term: in how many documents}. places: {term: {document: places}}. types: {document: type}.
    total: how many documents the index has. counts: {type: how many documents fit}, only where not all were read.
    """

    frequencies: dict
    places: dict = field(default_factory=dict)
    types: dict = field(default_factory=dict)
    total: int = 0
    counts: dict | None = None
    all_documents: object = None

    def documents(self, term):
        return self.places.get(term, {})

    def held(self, ways):
        """In how many documents a word stands, in the most frequent of its ways."""
        return max((min(self.frequencies.get(term, 0) for term in way.terms) for way in ways), default=0)


def gather(query, types=None):
    """Read the evidence for a question. Arguments: types, to look at these nouns alone."""
    terms = {term for way in query.ways for term in way.terms}
    terms |= {piece for phrase in (*query.phrases, *query.excluded) for piece in phrase.pieces}
    postings = SearchPosting.objects.filter(term__in=terms)
    if types is not None:
        postings = postings.filter(type__in=types)
    frequencies = dict(postings.order_by().values_list("term").annotate(number=Count("pk")))
    evidence = Evidence(frequencies, total=SearchDocument.objects.count())
    if sum(frequencies.values()) > READ_ALL:
        postings = best_of(query, postings, evidence)
    for term, document, kind, places in postings.values_list("term", "document_id", "type", "places"):
        evidence.places.setdefault(term, {})[document] = places
        evidence.types[document] = kind
    return evidence


def best_of(query, postings, evidence):
    """Narrow down to the best documents that hold every word, and count how many there are in all."""
    conditions = [held(query.ways_for(index), evidence) for index in range(len(query.words))]
    pieces = {piece for phrase in query.phrases for piece in phrase.pieces if piece in evidence.frequencies}
    conditions += [(Q(term=piece), evidence.frequencies[piece]) for piece in pieces]
    if not conditions:
        return postings.order_by("-grade")[:BEST]
    (rarest, _number), *others = sorted(conditions, key=lambda condition: condition[1])
    found = postings.filter(rarest)
    for condition, _number in others:
        found = found.filter(document__in=postings.filter(condition).order_by().values("document"))
    for phrase in query.excluded:
        if len(phrase.pieces) == 1:
            found = found.exclude(document__in=postings.filter(term=phrase.pieces[0]).order_by().values("document"))
    counted = found.order_by().values_list("type").annotate(number=Count("document", distinct=True))
    evidence.counts = dict(counted)
    evidence.all_documents = found.order_by().values("document")
    best = found.order_by("-grade", "document")
    if not others:
        return best[:BEST]
    return postings.filter(document__in=list(dict.fromkeys(best.values_list("document", flat=True)[:BEST])))


def held(ways, evidence):
    """The condition on a posting that its document holds a word in any of these ways, and about how many there are."""
    single = [way.terms[0] for way in ways if len(way.terms) == 1]
    condition = Q(term__in=single)
    number = sum(evidence.frequencies.get(term, 0) for term in single)
    for way in ways:
        if len(way.terms) > 1 and all(term in evidence.frequencies for term in way.terms):
            first, *rest = sorted(way.terms, key=evidence.frequencies.get)
            both = Q(term=first)
            for term in rest:
                both &= Q(document__in=SearchPosting.objects.filter(term=term).values("document"))
            condition |= both
            number += evidence.frequencies[first]
    return condition, number
