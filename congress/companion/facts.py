"""The public facts that lie on the phone: every pair answer of one municipality, ready made, and the names for notes.

Answers are written here, where their rules stand, and only looked up on the phone. All of it is public.
"""

from collections import defaultdict

from django.urls import reverse
from django.utils import timezone

from kommunen.language import names as rules
from kommunen.language import namesakes, places
from kommunen.language.tokens import stop_words
from kommunen.models import Cooperation, Project, ProjectStatus, TrainingData, TrainingDataKind, current_version
from kommunen.network.current import network
from kommunen.network.hooks import ASKING_FIRST, RUNNING_FIRST, Work, hooks, own_cooperations, position
from kommunen.network.pair import tell
from kommunen.network.question import names
from kommunen.network.sentence import sentence
from kommunen.network.suggestions import suggest
from kommunen.network.verdict import answer
from kommunen.network.wording import in_words

MOST_KEPT = 8  # municipalities whose facts one process keeps
SUGGESTIONS, REASONS = 10, 3
_kept = {}  # slug → (stamp, facts)


def stamp_of(slug):
    """What a set of facts is called: the data's version, the day and the municipality. Equal stamps, equal facts."""
    return f"{current_version()}-{timezone.localdate():%Y%m%d}-{slug}"


def facts_for(slug):
    """The facts for one municipality, made once for each version of the data and each day.

    Returns: a dictionary for JSON; None where the municipality is not public.
    """
    stamp = stamp_of(slug)
    if _kept.get(slug, ("",))[0] != stamp:
        found = network()
        if slug not in found.nodes:
            return None
        if len(_kept) >= MOST_KEPT:
            _kept.pop(next(iter(_kept)))
        _kept[slug] = stamp, {"stamp": stamp, **vocabulary(found), **answers(found, found.nodes[slug])}
    return _kept[slug][1]


def vocabulary(found):
    """What is needed to recognise names in a line: forms, titles, and the rules as data."""
    known = names()
    titles = dict(Cooperation.objects.published().values_list("slug", "title"))
    return {
        "names": {
            "municipalities": {slug: node.name for slug, node in found.nodes.items()},
            "themes": {slug: str(subject) for slug, subject in found.subjects.items()},
            "cooperations": titles,
        },
        "forms": known.forms,
        "rules": {
            "abbreviations": known.abbreviations,
            "ambiguous": sorted(places.AMBIGUOUS),
            "withArticle": sorted(places.WITH_ARTICLE),
            "district": sorted(places.DISTRICT),
            "prepositions": sorted(places.PREPOSITIONS),
            "verbs": sorted(rules.VERBS),
            "weakHeads": sorted(rules.WEAK_HEADS),
            "stopWords": sorted(stop_words()),
            "otherPlaces": known.other_places,
            "determiner": places.DETERMINER.pattern,
            "mostPieces": rules.MOST_PIECES,
            "titles": sorted(namesakes.TITLES),
            "persons": sorted(namesakes.PERSONS),
            "particles": sorted(namesakes.PARTICLES),
            "shortened": sorted(namesakes.SHORTENED),
            "givenNames": sorted(namesakes.GIVEN_NAMES),
            "drinks": sorted(namesakes.DRINKS),
            "dishes": sorted(namesakes.DISHES),
            "article": sorted(namesakes.ARTICLE),
            "office": namesakes.OFFICE.pattern,
            "goods": namesakes.GOODS.pattern,
            "meal": namesakes.MEAL.pattern,
        },
    }


def answers(found, own):
    """The answer for each other municipality, on any theme ("") and on each, and whom to meet.

    Returns: {"own", "pairs": {slug: {theme: [tone, lead, text]}}, "suggestions": [{"slug", "reasons": [text]}]}.
    """
    works = works_by_theme()
    pairs = {}
    for slug, other in found.nodes.items():
        if slug == own.slug:
            continue
        told = tell(found, own, other)
        pairs[slug] = {"": in_three(told.answer, told.sentence)}
        for subject in found.subjects.values():
            known = answer(found, own, other, subject)
            said = sentence(known, found, hooks(found, separately(found, known, works)))
            pairs[slug][subject.slug] = in_three(known, said)
    suggested = in_words(found, own, "", suggest(found, own)[:SUGGESTIONS])
    return {
        "own": own.slug,
        "pairs": pairs,
        "suggestions": [
            {"slug": one["node"].slug, "reasons": [reason["text"] for reason in one["reasons"][:REASONS]]}
            for one in suggested
        ],
        "askAddress": reverse("kommunen:connected"),
    }


def in_three(known, said):
    """An answer as it is shown: the tone of its edge, the first word, the rest."""
    return [known.verdict.tone, str(said.lead), "".join(piece.text for piece in said.pieces).strip()]


def works_by_theme():
    """What everybody does on each theme, read at once: ``separate_works`` would ask anew for 1,656 pairs and themes.

    Returns: {(owner, theme): [Work, …]}.
    """
    found = defaultdict(dict)
    ai_data = TrainingData.objects.published().values_list(
        "municipality__slug", "themes__slug", "slug", "title", "kind"
    )
    for owner, theme, slug, title, kind in ai_data:
        rank = 1 + position(kind, ASKING_FIRST)
        found[owner, theme]["training-data", slug] = Work(
            owner, "training-data", slug, title, TrainingDataKind(kind), rank
        )
    projects = Project.objects.published().values_list(
        "municipalities__slug", "themes__slug", "slug", "title", "status"
    )
    for owner, theme, slug, title, status in projects:
        rank = 20 + position(status, RUNNING_FIRST)
        found[owner, theme]["project", slug] = Work(owner, "project", slug, title, ProjectStatus(status), rank)
    return {key: list(works.values()) for key, works in found.items()}


def separately(found, known, works):
    """What each of two does on a theme without the other, the best beginning first: {slug: [Work, …]}."""
    pair = (known.a.slug, known.b.slug)
    shared = found.taking_part[pair[0]] & found.taking_part[pair[1]]
    together = {found.facts[number].slug for number in shared if found.facts[number].noun == "project"}
    alone = {slug: [] for slug in pair}
    for slug in pair:
        alone[slug] += [
            one for one in works.get((slug, known.theme.slug), []) if one.noun != "project" or one.slug not in together
        ]
    for work in own_cooperations(found, pair, known.theme):
        alone[work.owner].append(work)
    return {slug: sorted(own, key=lambda work: (work.rank, work.title)) for slug, own in alone.items()}
