"""docs/BENCHMARKS.md, from what was measured."""

import os
from datetime import datetime
from zoneinfo import ZoneInfo

from tests.proofs import git

DATA = {
    "real": "Daten von heute",
    "scale": "11.000 Kommunen, 100.000 Projekte",
}
HEAD = """# Messungen

Geschrieben von `make bench`, nicht bearbeitet. Zeiten in Millisekunden, in der Anwendung gemessen (ohne Netz), auf
{cores} Prozessorkernen. „Mitte“ ist der Median, „95“ das 95. Perzentil aller Antworten einer Gruppe. „Rechnen“ ist die
eigene Rechenzeit der Anwendung (Median): Ist die Maschine ausgelastet, liegt die Uhr weit darüber. „Geändert“ heißt:
vor jeder Anfrage wurde ein Projekt wirklich geändert, was aus den Daten berechnet ist, galt also nicht mehr. „Abfragen“
ist das Höchste, was eine Antwort brauchte, warm und geändert. Die Ziele stehen in [SUCHE.md](SUCHE.md).
"""


def written(results):
    """The whole file. Arguments: results, {"engine, data": {"day", "commit", "groups"}}."""
    return HEAD.format(cores=os.cpu_count()) + "".join(section(name, found) for name, found in results.items())


def section(name, found):
    engine, data = name.split(", ")
    rows = [
        f"| {group} | {number(warm['median'])} | {number(warm['p95'])} | {number(warm['computing'])} | "
        f"{number(changed['median'])} | {number(changed['p95'])} | {number(changed['computing'])} | "
        f"{warm['queries']} / {changed['queries']} |"
        for group, times in found["groups"].items()
        for warm, changed in [(times["warm"], times["changed"])]
    ]
    return "\n".join(
        [
            f"\n## {engine}: {DATA[data]}\n",
            f"Am {found['day']}, Stand {found['commit']}, mittlere Last der Maschine {number(found['load'])}.\n",
            "| | warm: Mitte | 95 | Rechnen | geändert: Mitte | 95 | Rechnen | Abfragen |",
            "|---|--:|--:|--:|--:|--:|--:|--:|",
            *rows,
            "",
        ]
    )


def number(value):
    return f"{value:,.0f}".replace(",", ".") if value >= 10 else f"{value:.1f}".replace(".", ",")


def stamp():
    """When, and of which state of the code."""
    changed = " mit Änderungen" if git("status", "--porcelain", "--untracked-files=no") else ""
    return {
        "day": f"{datetime.now(ZoneInfo('Europe/Berlin')):%d.%m.%Y}",
        "commit": git("rev-parse", "--short", "HEAD") + changed,
        "load": os.getloadavg()[1],
    }
