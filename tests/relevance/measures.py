"""How good a ranking is, by the usual three measures, on the judged queries beside this file. Pure."""

import hashlib
import json
from dataclasses import dataclass
from math import log2
from pathlib import Path

FILES = [Path(__file__).with_name(name) for name in ("queries.json", "blind.json")]
CUT = 10  # nDCG looks at the first ten
DEEP = 20  # recall at the first twenty


@dataclass(frozen=True)
class Judged:
    """One judged query: what was typed, of which kind it is, and the grade of each relevant record."""

    text: str
    kind: str
    type: str | None
    grades: dict
    blind: bool = False  # written by somebody who had seen neither the search nor what it finds

    @property
    def types(self):
        """The nouns to look at; None for all."""
        return [self.type] if self.type else None

    @property
    def half(self):
        """Which half it belongs to: the ranking was developed on one and is only measured on the other."""
        return "develop" if hashlib.sha256(self.text.encode()).digest()[0] % 2 == 0 else "hold out"


def judged_queries():
    """Read all judged queries."""
    return [
        Judged(row["query"], row["kind"], row["type"], row["relevant"], path.stem == "blind")
        for path in FILES
        for row in json.loads(path.read_text(encoding="utf-8"))
    ]


def ndcg(found, grades):
    """Normalised discounted cumulative gain of the first ten. Where nothing is to be found: 1 if nothing is."""
    if not grades:
        return float(not found)
    ideal = gain(sorted(grades.values(), reverse=True)[:CUT])
    return gain([grades.get(key, 0) for key in found[:CUT]]) / ideal


def gain(grades):
    return sum((2**grade - 1) / log2(place + 2) for place, grade in enumerate(grades))


def recall(found, grades):
    """Which share of what is clearly relevant (grades 2 and 3) stands among the first twenty; of twenty at most."""
    if not grades:
        return float(not found)
    wanted = {key for key, grade in grades.items() if grade >= 2}
    return len(wanted & set(found[:DEEP])) / min(len(wanted), DEEP) if wanted else 1.0


def reciprocal_rank(found, grades):
    """One over the place of the first relevant record; 0 where none is found."""
    if not grades:
        return float(not found)
    return next((1 / place for place, key in enumerate(found, start=1) if key in grades), 0.0)


MEASURES = {"nDCG@10": ndcg, "recall@20": recall, "MRR": reciprocal_rank}


def measure(queries, search):
    """Measure a search. Arguments: search, a function: Judged → keys "type:slug", best first.

    Returns: [(Judged, keys, {measure: value})].
    """
    results = []
    for query in queries:
        found = search(query)
        results.append((query, found, {name: value(found, query.grades) for name, value in MEASURES.items()}))
    return results


def averages(results):
    """Average the measures: {kind: {measure: value}}, with "all" for all queries."""
    groups = {"all": results}
    for result in results:
        groups.setdefault(result[0].kind, []).append(result)
    return {
        kind: {name: sum(values[name] for _, _, values in rows) / len(rows) for name in MEASURES}
        for kind, rows in groups.items()
        if rows
    }
