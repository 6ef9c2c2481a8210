"""Who does already what somebody is about to enter: by the words of the search index, and by titles spelt alike."""

from dataclasses import dataclass
from math import log

from rapidfuzz import fuzz, process

from kommunen.language.folding import fold
from kommunen.language.query import parse_query
from kommunen.models import Cooperation, Organisation, Project, SearchDocument, Technology, stamps
from kommunen.search.evidence import gather
from kommunen.search.matching import OWN_NAMES
from kommunen.search.words import known_places, known_total, thesaurus

MOST = 5
ENOUGH = 0.55  # of what the title says, weighed by how rare its words are
ALIKE = 86  # of 100: titles so near are taken for the same, whatever they say
SHORTEST = 4  # letters before anything is compared
TYPES = {"project": Project, "cooperation": Cooperation}
SAME_THEME = 0.1


@dataclass(frozen=True)
class LookAlike:
    """A record that may be the same, its type ("project", "cooperation"), how alike (0 to 1), and whose it is."""

    record: object
    type: str
    score: float
    municipalities: tuple

    @property
    def noun(self):
        """What it is, in a word."""
        return self.record._meta.verbose_name


def look_alikes(title, summary="", themes=(), exclude=None):
    """Projects and cooperations that may be what a title means, the likeliest first.

    Arguments: title, as far as it is typed; summary; themes, their ids; exclude, the record that is edited itself.
    """
    if len(title.strip()) < SHORTEST:
        return []
    scores = by_words(title, summary)
    for key, score in by_spelling(title):
        scores[key] = max(score, scores.get(key, 0))
    if exclude is not None and exclude.pk:
        scores.pop((exclude._meta.model_name, exclude.pk), None)
    best = sorted(scores.items(), key=lambda item: (-item[1], item[0]))[: 4 * MOST]
    found = [each for kind, model in TYPES.items() for each in read(kind, model, dict(best), set(map(int, themes)))]
    return sorted(found, key=lambda each: (-each.score, each.type, each.record.pk))[:MOST]


def by_words(title, summary):
    """{(type, id): how much of the title's meaning a record holds}; the summary only helps to decide."""
    stamp = stamps.now()
    query = thesaurus(stamp).widen(parse_query(title))
    total = known_total(stamp)
    evidence = gather(query, total, list(TYPES))
    places = known_places(stamp).indexes(query)
    words = [index for index in range(len(query.words)) if index not in places]
    weights = {index: log(2 + total / (1 + evidence.held(query.ways_for(index)))) for index in words}
    whole = sum(weights.values())
    if not whole:
        return {}
    held = {}
    for index in words:
        for document, share in documents_of(query, index, evidence).items():
            held[document] = held.get(document, 0) + share * weights[index] / whole
    wanted = [document for document, score in held.items() if score >= ENOUGH]
    rows = SearchDocument.objects.filter(pk__in=wanted).values_list("pk", "type", "object_id", "size")
    own = len(words)
    return {  # a long title that says much more is less alike
        (kind, pk): held[document] * (1 - 0.25 * max(0, size - own) / max(size, own, 1))
        for document, kind, pk, size in rows
    }


def documents_of(query, index, evidence):
    """{document: how well it holds a word}: in its name wholly, elsewhere less."""
    found = {}
    for way in query.ways_for(index):
        sets = [evidence.documents(term) for term in way.terms]
        if not all(sets):
            continue
        for document in set.intersection(*map(set, sets)):
            named = all(bits[document] & OWN_NAMES for bits in sets)
            found[document] = max(found.get(document, 0), 1.0 if named else 0.6)
    return found


def by_spelling(title):
    """((type, id), score) of records whose titles are spelt alike, drafts included."""
    key = fold(title)
    for kind, model in TYPES.items():
        titles = {pk: fold(text) for pk, text in model.objects.in_use().order_by().values_list("pk", "title")}
        for _text, score, pk in process.extract(
            key, titles, scorer=fuzz.token_sort_ratio, score_cutoff=ALIKE, limit=MOST
        ):
            yield (kind, pk), score / 100


def read(kind, model, scores, themes):
    """The records behind the best scores, with the municipalities that they belong to."""
    ids = [pk for found, pk in scores if found == kind]
    related = ["municipalities"] if model is Project else ["members__municipality"]
    for record in model.objects.in_use().filter(pk__in=ids).prefetch_related("themes", *related):
        shared = bool(themes & {theme.pk for theme in record.themes.all()})
        places = record.municipalities.all() if model is Project else record.municipalities
        yield LookAlike(record, kind, min(1.0, scores[kind, record.pk] + SAME_THEME * shared), tuple(places))


def products(title):
    """Named software that a title speaks of, or is called alike: somebody has built it already."""
    key = fold(title)
    found = []
    for technology in Technology.objects.in_use().filter(product=True):
        names = [technology.name, *filter(None, map(str.strip, technology.synonyms.splitlines()))]
        if any(
            fuzz.ratio(key, fold(name)) >= ALIKE or (len(name) >= SHORTEST and f" {fold(name)} " in f" {key} ")
            for name in names
        ):
            found.append(technology)
    return found[:MOST]


def organisations_like(name, exclude=None):
    """Organisations that are spelt like a name, the likeliest first: (organisation, score from 0 to 1)."""
    if len(name.strip()) < SHORTEST:
        return []
    names = {pk: fold(text) for pk, text in Organisation.objects.in_use().order_by().values_list("pk", "name")}
    names.pop(getattr(exclude, "pk", None), None)
    near = process.extract(fold(name), names, scorer=fuzz.token_set_ratio, score_cutoff=80, limit=MOST)
    records = Organisation.objects.in_bulk([pk for _text, _score, pk in near])
    return [(records[pk], score / 100) for _text, score, pk in near]
