"""The measured quality of the suggestions, as ``evaluate_suggestions --save`` wrote it: nobody types a figure."""

import json
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path

from kommunen.network.evaluation import concentration, known_pairs

PATH = Path(__file__).parents[1] / "data" / "suggestion_figures.json"


AIM, AIM_ACROSS = 0.60, 0.45  # of recall@10: of all pairs, and of those across borders


def misses_borders(stated):
    """Whether both lists miss the aim across borders."""
    return all(stated["methods"][name]["across"]["recall_10"] < AIM_ACROSS for name in ("page", "beyond"))


@lru_cache(maxsize=1)
def stored_figures():
    """What was measured last: day, number of pairs, seed, and {method: {border: {figure: value}}}."""
    return json.loads(PATH.read_text(encoding="utf-8"))


def report(measured, network, seed):
    """The figures as they are stored, rounded. Arguments: measured, as ``evaluation.evaluate`` returns it."""
    rounded = {
        method: {
            border: {name: round(value, 3) for name, value in asdict(figures).items()}
            for border, figures in borders.items()
            if figures
        }
        for method, borders in measured.items()
    }
    return {
        "day": network.as_of.isoformat(),
        "pairs": len(known_pairs(network.facts)),
        "seed": seed,
        "concentration": concentration(network),
        "methods": rounded,
    }


def store(stated):
    """Write the figures that the method page shows."""
    PATH.write_text(json.dumps(stated, indent=1) + "\n", encoding="utf-8")
    stored_figures.cache_clear()
