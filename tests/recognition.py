"""The table of recognition: how many judged sentences are read rightly. ``python -m tests.recognition``"""
# ruff: noqa: T201 - a command speaks to the terminal

import os
from collections import Counter

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

from tests.kommunen.language.test_names import judged, real_names


def main():
    names, right, number = real_names(), Counter(), Counter()
    kinds = ("Kommunen", "Themen", "Kooperationen")
    for sentence, expected, is_trap in judged():
        found = tuple(map(set, names.recognise(sentence).values()))
        rows = {"Fallen" if is_trap else "übrige Sätze": found == expected, "alle Sätze": found == expected}
        rows |= {kind: one == other for kind, one, other in zip(kinds, found, expected, strict=True) if other}
        number.update(rows.keys())
        right.update(name for name, is_right in rows.items() if is_right)
    print("| Sätze | Anzahl | ganz richtig | Anteil |\n|---|---:|---:|---:|")
    for name in ("alle Sätze", "Fallen", "übrige Sätze", *kinds):
        share = f"{100 * right[name] / number[name]:.1f}".replace(".", ",")
        label = f"darin {name}" if name in kinds else name
        print(f"| {label} | {number[name]} | {right[name]} | {share} % |")


if __name__ == "__main__":
    main()
