"""How good the suggestions are: hide known cooperations, and see whether the suggestions find them again."""

from collections import defaultdict
from dataclasses import astuple, dataclass
from functools import cache
from itertools import combinations
from random import Random
from statistics import fmean

from kommunen.models import CooperationKind
from kommunen.network.profiles import Distances, Profiles
from kommunen.network.suggestions import acquainted, reasons
from kommunen.network.ties import pair
from kommunen.network.traits import hide, read_traits

FOLDS, SEED = 5, 1
LAST = 1000  # points that put somebody behind all others
METHODS = ("chance", "themes", "state", "suggestions", "page", "beyond")


@dataclass(frozen=True, slots=True)
class Figures:
    """Means over directed pairs."""

    recall_5: float
    recall_10: float
    mrr: float


def known_pairs(facts):
    """All pairs of members of one cooperation of any kind but the one-off meeting."""
    lasting = [fact for fact in facts if fact.noun == "cooperation" and fact.kind != CooperationKind.EVENT]
    return {pair(a, b) for fact in lasting for a, b in combinations(fact.municipalities, 2)}


def folds(facts, seed=SEED):
    """The pairs to hide together, in five parts: cooperations are dealt at random, the same for the same seed."""
    with_pairs = sorted((fact for fact in facts if known_pairs([fact])), key=lambda fact: fact.slug)
    Random(seed).shuffle(with_pairs)  # noqa: S311 - deals cards, guards nothing
    return [known_pairs(with_pairs[start::FOLDS]) for start in range(FOLDS)]


def chances(scores, target):
    """Where a target stands among candidates: the chance to be among the first 5 and 10, and 1/rank; ties count evenly.

    Arguments: scores, {candidate: score}; target, one of them.
    """
    own = scores[target]
    above = sum(score > own for score in scores.values())
    equal = sum(score == own for score in scores.values())
    within = [min(1.0, max(0.0, (limit - above) / equal)) for limit in (5, 10)]
    return Figures(*within, sum(1 / (above + place) for place in range(1, equal + 1)) / equal)


def scorers(network, profiles):
    """The score of b as seen from a, by method.

    Beside three baselines: the suggestions among all others; as the page shows them, where whoever is left out counts
    as last; and as its second list shows them, who is in the same federal state last.
    """

    @cache
    def points(a, b):
        return sum(reason.points for reason in reasons(profiles, a, b))

    @cache
    def behind(a):
        left_out, last = acquainted(profiles, a)
        return dict.fromkeys(last, LAST) | dict.fromkeys(left_out, 2 * LAST)

    def one_state(a, b):
        return not {*network.nodes[a].states}.isdisjoint(network.nodes[b].states)

    return {
        "chance": lambda a, b: 0,
        "themes": lambda a, b: profiles.likeness(a, b)[0],
        "state": one_state,
        "suggestions": points,
        "page": lambda a, b: points(a, b) - behind(a).get(b, 0),
        "beyond": lambda a, b: points(a, b) - behind(a).get(b, 0) - 4 * LAST * one_state(a, b),
    }


def evaluate(network, seed=SEED):
    """Measure all methods.

    Returns: {method: {"all" | "within" | "across": Figures}}: of all directed pairs, of those within one federal state
    and of those across borders. A pair that several parts hide counts once, with its mean.
    """
    traits, distances = read_traits(network), Distances(network.nodes)
    found = {method: defaultdict(list) for method in METHODS}
    for hidden in folds(network.facts, seed):
        facts, left = hide(network, traits, hidden)
        profiles = Profiles(network.nodes, facts, left, distances, network.today)
        targets = defaultdict(set)
        for a, b in hidden:
            targets[a].add(b)
            targets[b].add(a)
        for method, score in scorers(network, profiles).items():
            for a, wanted in targets.items():
                scores = {b: score(a, b) for b in network.nodes if b != a}
                for b in wanted:
                    found[method][a, b].append(chances(scores, b))
    return {method: by_border(network, measured) for method, measured in found.items()}


def by_border(network, measured):
    """Means over pairs, of all, within a federal state and across. Arguments: measured, {(a, b): [Figures, …]}."""
    inside = {key: bool({*network.nodes[key[0]].states} & {*network.nodes[key[1]].states}) for key in measured}
    chosen = {
        "all": list(measured.values()),
        "within": [one for key, one in measured.items() if inside[key]],
        "across": [one for key, one in measured.items() if not inside[key]],
    }
    return {name: mean_of([mean_of(one) for one in rows]) for name, rows in chosen.items()}


def mean_of(rows):
    """The mean of some Figures; None where there are none."""
    return Figures(*(fmean(values) for values in zip(*map(astuple, rows), strict=True))) if rows else None


def concentration(network, most=3):
    """How many of the pairs across borders come from the few cooperations that make most of them.

    Returns: {"percent": share of all such pairs, "titles": of these cooperations}.
    """

    def across(facts):
        states = {slug: set(node.states) for slug, node in network.nodes.items()}
        return {(a, b) for a, b in known_pairs(facts) if states[a].isdisjoint(states[b])}

    ranked = sorted(network.facts, key=lambda fact: (-len(across([fact])), fact.title))[:most]
    share = len(across(ranked)) / max(1, len(across(network.facts)))
    return {"percent": round(100 * share), "titles": [fact.title for fact in ranked]}
