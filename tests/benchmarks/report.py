"""docs/BENCHMARKS.md, from what was measured."""

import os
from datetime import datetime
from zoneinfo import ZoneInfo

from tests.proofs import state

DATA = {
    "real": "Daten von heute",
    "scale": "11.000 Kommunen, 100.000 Projekte",
}
HEAD = """# Messungen

Geschrieben vom Programm hinter `make bench`, nicht bearbeitet; jede Tabelle nennt Tag, Stand und Last ihres Laufs, eine
fehlende Zeile heißt: noch nicht gemessen. Gemessen wird auf {cores} Prozessorkernen, auf denen auch fragt, wer misst.

**Über HTTP** fragt `wrk` den Server, wie er im Betrieb läuft (gunicorn mit `deploy/gunicorn.conf.py`), und im selben
Lauf ein Datasette, das dieselben Projekte mit denselben Facetten und einem Volltextindex hat. „Aufbewahrt“: 64
Verbindungen, jede Seite wurde schon einmal gemacht. „Neu gemacht“: 64 Verbindungen, jede Anfrage hat ihre eigene
Adresse, keine Seite kommt fertig aus einem Zwischenspeicher, und eine Redaktion speichert zehnmal in der Sekunde.
„Geändert“: eine Verbindung, und vor jeder Anfrage wurde ein Projekt wirklich geändert, die Version der Daten ist also
jedes Mal eine andere; Anfragen je Sekunde sind dann, was ein Einzelner fragen könnte. Datasette antwortet aus einem
Prozess (mehr bietet es nicht) und bekommt keine Änderungen. „Gewicht“ ist die Seite gepackt, wie sie übertragen wird,
und entpackt.

**In der Anwendung** (ohne Netz): „Uhr“ ist, was ein Mensch wartet; „Rechnen“ ist die Rechenzeit von Anwendung und
Datenbank zusammen. Auf einer sonst freien Maschine sind beide fast gleich; ist sie ausgelastet (die mittlere Last
steht über jeder Tabelle, {cores} wäre voll), liegt die Uhr weit darüber, und nur das Rechnen lässt sich vergleichen.
Zeiten in Millisekunden: vorn der Median, hinten das 95. Perzentil aller Antworten einer Gruppe. „Erstmals“: Dieser
Prozess antwortet darauf zum ersten Mal, er liest und zeichnet also auch die Zeilen der Seite. „Wieder“: dieselben
Fragen noch einmal, gerechnet wird jedes Mal neu. „Geändert“ wie oben. „Abfragen“ ist das Höchste, was eine Antwort
brauchte: erstmals, wieder, geändert. Keine Seite kommt fertig aus einem Zwischenspeicher. Ziele: [SUCHE.md](SUCHE.md).
"""
ASKED = ("first", "warm", "changed")
WAYS = {"kept": "aufbewahrt", "made": "neu gemacht", "changed": "geändert"}


def written(results):
    """The whole file. Arguments: results, {"engine, data": {"day", "commit", "groups", "served"}}."""
    return HEAD.format(cores=os.cpu_count()) + "".join(section(name, found) for name, found in results.items())


def section(name, found):
    engine, data = name.split(", ")
    lines = [
        f"\n## {engine}: {DATA[data]}\n",
        f"Am {found['day']}, Stand {found['commit']}, mittlere Last der Maschine {number(found['load'])}.",
    ]
    if found.get("served"):
        lines += served(found["served"])
    if found["groups"]:
        head = "| | erstmals: Uhr | Rechnen | wieder: Uhr | Rechnen | geändert: Uhr | Rechnen | Abfragen |"
        lines += ["", head, "|---" + 7 * "|--:" + "|"]
    lines += [
        f"| {group} | {' | '.join(shown(times[way]) for way in ASKED)} | "
        f"{' / '.join(str(times[way]['queries']) for way in ASKED)} |"
        for group, times in found["groups"].items()
    ]
    return "\n".join([*lines, ""])


def served(found):
    """What was measured over HTTP: a table, the ratios, the memory."""
    yield from (
        "",
        "| über HTTP | | je Sekunde | Median | 95 von 100 unter | Abfragen | Gewicht, kB |",
        "|---|---|--:|--:|--:|--:|--:|",
    )
    for row in found["rows"]:
        name = row["name"] if row["server"] == "hier" else f"{row['server']}: {row['name']}"
        weight = f"{number(row['sent'] / 1000)} / {number(row['unpacked'] / 1000)}" if "sent" in row else ""
        failed = f", {row['errors']} ohne Antwort" if row["errors"] else ""
        times = f"{number(row['median'])} ms | {number(row['p95'])} ms" if row["answers"] else "keine Antwort | "
        asked = row.get("queries", "") if row["way"] != "kept" else ""
        yield f"| {name} | {WAYS[row['way']]}{failed} | {number(row['rate'])} | {times} | {asked} | {weight} |"
    yield ""
    for name, way, value in ratios(found["rows"]):
        yield f"- {name}, {WAYS[way]}: {value}"
    before, after = number(found["memory_at_start"]), number(found["memory"])
    yield f"- Speicher des größten Prozesses: {before} MB nach dem Start, {after} MB nach der Last"


def of_datasette(results, name):
    """What the same run has measured of Datasette beside the other engine: the rows are the same."""
    data, own = name.split(", ")[1], results[name]
    others = [one for other, one in results.items() if other != name and other.endswith(data)]
    same = [one for one in others if all(one[key] == own[key] for key in ("day", "commit"))]
    return [row for one in same for row in one.get("served", {}).get("rows", []) if row["server"] != "hier"]


def ratios(rows):
    """How our rates compare: (name, way, sentence) each."""
    rates = {(row["server"], row["name"], row["way"]): row["rate"] for row in rows}
    file = rates.get(("hier", "Statische Datei", "kept"))
    for (server, name, way), rate in rates.items():
        other = rates.get(("Datasette", name, way))
        if server == "hier" and other:
            yield name, way, f"das {number(rate / other)}-Fache von Datasette"
        if server == "hier" and way == "kept" and file and name != "Statische Datei":
            yield name, way, f"{number(100 * rate / file)} % der statischen Datei"


def shown(times):
    """The times of a group, as cells: median and 95th percentile, by the clock and of the processors."""
    pairs = (("median", "p95"), ("computing", "computing_p95"))
    return " | ".join(f"{number(times[middle])} / {number(times[high])}" for middle, high in pairs)


def number(value):
    return f"{value:,.0f}".replace(",", ".") if value >= 10 else f"{value:.1f}".replace(".", ",")


def stamp():
    """When, and of which state of the code."""
    return {
        "day": f"{datetime.now(ZoneInfo('Europe/Berlin')):%d.%m.%Y}",
        "commit": state("docs/BENCHMARKS.md", "tests/benchmarks/results.json"),
        "load": os.getloadavg()[1],
    }
