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

Geschrieben vom Programm hinter `make bench`, nicht bearbeitet; jede Tabelle nennt Tag, Stand und Last ihres Laufs, eine
fehlende Zeile heißt: noch nicht gemessen. Zeiten in Millisekunden, in der Anwendung gemessen (ohne Netz), auf
{cores} Prozessorkernen. „Uhr“ ist, was ein Mensch wartet; „Rechnen“ ist die Rechenzeit von Anwendung und Datenbank
zusammen. Auf einer sonst freien Maschine sind beide fast gleich; ist sie ausgelastet (die mittlere Last steht über
jeder Tabelle, {cores} wäre voll), liegt die Uhr weit darüber, und nur das Rechnen lässt sich vergleichen. Vorn steht
jeweils der Median, hinten das 95. Perzentil aller Antworten einer Gruppe. „Geändert“ heißt: Vor jeder Anfrage wurde ein
Projekt wirklich geändert, was aus den Daten berechnet ist, galt also nicht mehr. „Abfragen“ ist das Höchste, was eine
Antwort brauchte, warm und geändert. Keine Seite kommt fertig aus einem Zwischenspeicher. Ziele: [SUCHE.md](SUCHE.md).
"""


def written(results):
    """The whole file. Arguments: results, {"engine, data": {"day", "commit", "groups"}}."""
    return HEAD.format(cores=os.cpu_count()) + "".join(section(name, found) for name, found in results.items())


def section(name, found):
    engine, data = name.split(", ")
    rows = [
        f"| {group} | {shown(times['warm'])} | {shown(times['changed'])} | "
        f"{times['warm']['queries']} / {times['changed']['queries']} |"
        for group, times in found["groups"].items()
    ]
    return "\n".join(
        [
            f"\n## {engine}: {DATA[data]}\n",
            f"Am {found['day']}, Stand {found['commit']}, mittlere Last der Maschine {number(found['load'])}.\n",
            "| | warm: Uhr | Rechnen | geändert: Uhr | Rechnen | Abfragen |",
            "|---|--:|--:|--:|--:|--:|",
            *rows,
            "",
        ]
    )


def shown(times):
    """The times of a group, as cells: median and 95th percentile, by the clock and of the processors."""
    pairs = (("median", "p95"), ("computing", "computing_p95"))
    return " | ".join(f"{number(times[middle])} / {number(times[high])}" for middle, high in pairs)


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
