"""From what somebody typed to an ordered list of hits, with what the page has to say about it."""

from dataclasses import dataclass, field, replace
from itertools import accumulate

from django.db.models.functions import Left
from django.utils import timezone

from kommunen.language.compounds import is_known
from kommunen.language.folding import letters
from kommunen.language.query import Query, parse_query
from kommunen.language.tokens import analyse
from kommunen.models import SearchDocument, stamps
from kommunen.search.among import among
from kommunen.search.documents import stem_key
from kommunen.search.evidence import BEST, gather
from kommunen.search.kinds import of_a_kind
from kommunen.search.loosening import loosened, nearest
from kommunen.search.matching import LIES, LIES_WHOLLY, NO_FACTORS, OWN_NAMES, Match, held_by, match
from kommunen.search.ranking import LIES_THERE, order, score
from kommunen.search.words import known_places, known_total, speller, thesaurus

SURE = 0.88  # how near a mended word must be where nothing holds all words then, either: Leute is not meant to be legte
RANKED = 600  # hits whose names and dates are looked at; behind them the strength alone decides
TITLES = 50  # of the best hits, from which a mended word takes its form
FEW = 20  # hits that hold all words; where there are fewer, those that hold most of them follow


@dataclass(frozen=True, slots=True)
class Hit:
    """A record that was found."""

    type: str
    object_id: int
    title: str
    slug: str
    score: float
    document: int
    partly: bool = False


@dataclass(frozen=True)
class Question:
    """What all hits are compared with: the whole question as a key of letters, and as one of stems; the stems of its
    words in a row; whether it says where.
    """

    key: str
    stems: str
    row: str
    says_where: bool = False


@dataclass
class Answer:
    """What was found, best first.

    query: the question taken apart. counts: {type: how many}. suggestion: the question with its misspelt words mended,
    which the hits answer. whole: how many of the hits hold all words; the others hold most of them.
    """

    query: Query
    hits: list = field(default_factory=list)
    counts: dict = field(default_factory=dict)
    suggestion: str = ""
    whole: int = 0
    asked: Query | None = None  # the question that the hits answer
    further_terms: set = field(default_factory=set)
    tried: list = field(default_factory=list)  # where nothing was found: (word, how many documents hold it)
    nearest: list = field(default_factory=list)  # where nothing was found: known words like those that were typed
    all_documents: object = None  # a query for all documents that fit, where only the best were read

    @property
    def count(self):
        return sum(self.counts.values())

    @property
    def terms(self):
        """The terms to mark."""
        asked = self.asked or self.query
        own = {term for way in asked.ways for term in way.terms}
        return own | self.further_terms | {piece for phrase in asked.phrases for piece in phrase.pieces}


def ask(text, types=None, stamp=None):
    """Search. Never raises.

    Arguments: text, as typed; types, to look at these nouns alone; stamp, what ``stamps.now()`` returned for this
    question, where somebody has asked already. Returns: an Answer.
    """
    stamp = stamp or stamps.now()
    synonyms = thesaurus(stamp)
    query = synonyms.widen(parse_query(text))
    if not query.words and not query.phrases:
        return Answer(query)
    total = known_total(stamp)
    kind = of_a_kind(query, stamp, types)
    if kind and (answer := ask_for_a_kind(kind, query, types, total, stamp)).hits:
        return answer
    evidence, mended = gather(query, total, types), ""
    answer = find(query, evidence, stamp)
    for least in (0, SURE) if not answer.hits else ():
        if not (mended := mend(query, evidence, speller(stamp), least)):
            break
        better = synonyms.widen(parse_query(mended))
        evidence_of_better = gather(better, total, types)
        answer_to_better = find(better, evidence_of_better, stamp)
        if answer_to_better.hits or least == SURE:
            evidence, answer = evidence_of_better, answer_to_better
            mended = as_in_titles(better, query, answer.hits)
            break
    if len(answer.hits) < FEW and len(answer.hits) == answer.count and (loose := loosened(answer.asked, evidence)):
        query_of_parts = synonyms.widen(loose[0])
        exact = query_of_parts.phrases or query_of_parts.excluded  # whoever holds these must be known
        evidence = gather(query_of_parts, total, types, most=not exact)
        add_partly(answer, find(query_of_parts, evidence, stamp, factors=loose[1], partly=True))
    if kind and not answer.hits and (rest := ask_for_the_rest(kind, query, types, stamp)).hits:
        return rest
    if not answer.hits:
        answer.tried = [(asked.text, evidence.held(query.ways_for(index))) for index, asked in enumerate(query.words)]
        answer.nearest = nearest(answer.tried, speller(stamp))
    return replace(answer, query=query, suggestion=mended if answer.hits else "")


def ask_for_a_kind(kind, query, types, total, stamp):
    """Answer a question for the records of a kind: those that are about something, or all that lie in a place."""
    if kind.about:
        return ask_for_the_rest(kind, query, kind.types or types, stamp)
    hits = {}
    for place in kind.places:
        where = thesaurus(stamp).widen(place)
        for hit in find(where, gather(where, total, [kind.noun.type]), stamp, there=True).hits:
            hits.setdefault(hit.document, hit)
    nearness = kind.nearness([hit.object_id for hit in hits.values()])
    meant = [hit for hit in hits.values() if hit.object_id in nearness]
    meant.sort(key=lambda hit: (nearness[hit.object_id], -hit.score))
    scores = accumulate((hit.score for hit in meant), min)
    meant = [replace(hit, score=score) for hit, score in zip(meant, scores, strict=True)]
    counts = {kind.noun.type: len(meant)} if meant else {}
    return Answer(query, meant, counts, whole=len(meant), asked=thesaurus(stamp).widen(kind.rest))


def ask_for_the_rest(kind, query, types, stamp):
    """Answer what a question says beside the kind of record."""
    answer = ask(kind.rest.text, types, stamp)
    suggestion = answer.suggestion and " ".join([kind.word, *answer.suggestion.split()])
    return replace(answer, query=query, suggestion=suggestion)


def add_partly(answer, partly):
    """Put what holds most of the words behind what holds all of them; no score of theirs is above any of those."""
    known = {hit.document for hit in answer.hits}
    more = [replace(hit, partly=True) for hit in partly.hits if hit.document not in known]
    if known and more and more[0].score > (least := answer.hits[-1].score):
        more = [replace(hit, score=round(hit.score * least / more[0].score, 2)) for hit in more]
    answer.whole = len(answer.hits)
    answer.hits = answer.hits + more
    for hit in more:
        answer.counts[hit.type] = answer.counts.get(hit.type, 0) + 1
    answer.further_terms = partly.terms if more else set()


def find(query, evidence, stamp, *, factors=NO_FACTORS, partly=False, there=False):
    """Match and order. Arguments: as ``match``."""
    known = known_places(stamp)
    places = known.indexes(query)
    lie_there = lying_in(query, evidence, places) if known.name_a_state(query) else ()
    if len(places) == len(query.words) and not there:
        places = {}
    found = match(query, evidence, rows_of, places=places, factors=factors, partly=partly, there=there)
    for document in lie_there if not there else ():
        if document in found:
            found[document] = found[document]._replace(strength=found[document].strength + LIES_THERE)
    if places and found and not there:
        found |= {
            document: Match(0, 0) for document in places_themselves(query, evidence, places) if document not in found
        }
    row = f" {' '.join(asked.entry.stem for asked in query.words)} "
    question = Question(letters(query.text), stem_key(query.text), row, bool(places))
    counts = evidence.counts
    hits = ordered(found, question, whole=counts is None or sum(counts.values()) <= BEST)
    if counts is None:
        counts = {}
        for document in found:
            kind = evidence.types[document]
            counts[kind] = counts.get(kind, 0) + 1
    return Answer(query, hits, counts, whole=len(hits), asked=query, all_documents=evidence.all_documents)


def places_themselves(query, evidence, places):
    """The municipalities that a question names as its place: a way on, behind what was asked for."""
    named = None
    for index in places:
        holders = {
            document
            for way in query.ways_for(index)
            for document, bits in evidence.documents(way.terms[0]).items()
            if len(way.terms) == 1 and bits & OWN_NAMES and evidence.types[document] == "municipality"
        }
        named = holders if named is None else named & holders
    return named or ()


def lying_in(query, evidence, places):
    """The municipalities that lie in the federal state that a question names."""
    held = [held_by(query, evidence, index, LIES_WHOLLY if whole else LIES) for index, whole in places.items()]
    return [one for one in set.intersection(*map(set, held)) if evidence.types[one] == "municipality"] if held else []


def ordered(found, question, whole=True):
    """Order the matches; look closely at the strongest. Arguments: whole, to order those behind them as well."""
    strongest = sorted(found, key=lambda document: -found[document].strength)
    today = timezone.localdate()
    scored = sorted(
        ((score(found[row.pk], row, question, today), row) for row in documents(strongest[:RANKED], *LOOKED_AT)),
        key=order,
    )
    behind = documents(strongest[RANKED:]) if whole else ()
    scored += sorted(((found[row.pk].strength, row) for row in behind), key=order)
    return [
        Hit(document.type, document.object_id, document.title, document.slug, round(number, 2), document.pk)
        for number, document in scored
    ]


SHOWN = ("pk", "type", "object_id", "title", "slug", "dated")
LOOKED_AT = ("names", "size", "standing", "ends_on", "beginning")
LONGEST_BEGINNING = 400  # letters of a row of stems: it begins with those of the title, which has 300 at most


def documents(ids, *more):
    """Read the index rows of some documents, with more columns than what is shown where these are named."""
    rows = SearchDocument.objects.annotate(beginning=Left("row", LONGEST_BEGINNING)) if more else SearchDocument.objects
    return rows.filter(among("pk", ids)).values_list(*SHOWN, *more, named=True) if ids else ()


def rows_of(ids):
    """Read where each word of some documents stands."""
    return dict(SearchDocument.objects.filter(among("pk", ids)).values_list("pk", "row"))


def mend(query, evidence, spelling, least):
    """Exchange the words that nothing holds for the nearest that something holds.

    Arguments: least, how near it must be, from 0 to 1. Returns: the question anew; "" where no word is near.
    """
    text, mended = query.text, False
    for index in reversed(range(len(query.words))):
        if any(all(term in evidence.frequencies for term in way.terms) for way in query.ways_for(index)):
            continue
        asked = query.words[index]
        if is_known(asked.text):  # it is spelt rightly, nobody wrote it here: Frauen are no Fragen
            continue
        near = spelling.suggest(asked.text)
        if near and near[0].score >= least:
            text = text[: asked.start] + near[0].word + text[asked.end :]
            mended = True
    return text if mended else ""


def as_in_titles(mended, query, hits):
    """Write the mended words of a question in the form in which most titles of what it found have them.

    Arguments: mended, the question in which words were exchanged; query, as it was typed. Returns: the text. A form
    that stands before the same word as in the question goes first: „Digitaler“ Zwilling, though „Digitale“ is frequent.
    """
    text, typed = mended.text, {asked.text for asked in query.words}
    for index, asked in reversed(list(enumerate(mended.words))):
        if asked.text in typed:
            continue
        behind = mended.words[index + 1].text.casefold() if index + 1 < len(mended.words) else ""
        forms = {}
        for hit in hits[:TITLES]:
            for token in analyse(hit.title):
                if token.stem == asked.entry.stem:
                    form = forms.setdefault(hit.title[token.start : token.end], [0, 0])
                    form[0] += bool(behind) and hit.title[token.end :].casefold().startswith(f" {behind}")
                    form[1] += 1
        if forms:
            text = text[: asked.start] + max(forms, key=forms.get) + text[asked.end :]
    return text
