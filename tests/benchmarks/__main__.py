"""``python -m tests.benchmarks``: fill the databases, measure, write docs/BENCHMARKS.md.

BENCH says how much: ``all`` (the default) the real data and the made-up ones of a large country, ``real`` or ``scale``
those alone, ``short`` a few seconds of the real data, to see that it works: it prints and writes nothing.
ENGINE=PostgreSQL measures that one alone. What was not measured stays as it was. ``--measure "PostgreSQL, scale"``
measures the database in DATABASE_URL as it stands.
"""
# ruff: noqa: T201 - a command speaks to the terminal

import json
import os
import subprocess
import sys
import time
from pathlib import Path

from tests.benchmarks import databases, report

RESULTS = Path("tests/benchmarks/results.json")
TABLE = Path("docs/BENCHMARKS.md")
SECONDS, SHORT = 5, 2  # for each measurement over HTTP
EXTENT = {"all": ["real", "scale"], "real": ["real"], "scale": ["scale"], "short": ["real"]}


def asked():
    return os.environ.get("BENCH", "all")


def keep(name):
    """Measure the connected database and write the table. Runs in a process of its own, with Django's settings."""
    import django  # noqa: PLC0415 - only here are the settings those of the tests

    django.setup()
    from tests.benchmarks import measuring, questions, serving  # noqa: PLC0415 - models need the settings

    short = asked() == "short"
    results = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}
    results[name] = report.stamp() | {"groups": {}, "served": {}}
    results = dict(sorted(results.items(), key=lambda item: (item[0].split(", ")[1], item[0])))

    def save():
        if short:
            return  # a few seconds are no measurement
        RESULTS.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        TABLE.write_text(report.written(results), encoding="utf-8")

    said = lambda text: print(text, flush=True)  # noqa: E731 - print, at once
    seconds, url = SHORT if short else SECONDS, os.environ["DATABASE_URL"]
    results[name]["served"] = serving.measure_all(url, seconds, report.of_datasette(results, name), said)
    save()
    groups = questions.groups()
    for number, (group, times) in enumerate(measuring.measure_all(groups[:2] if short else groups), start=1):
        warm = times["warm"]
        said(f"  {number}/{len(groups)} {group}: {warm['median']:.0f} ms, {warm['computing']:.0f} ms gerechnet")
        results[name]["groups"][group] = times
        save()
    print(report.section(name, results[name]))


def main(arguments):
    if arguments[:1] == ["--measure"]:
        return keep(arguments[1])
    if asked() not in EXTENT:
        print(f"BENCH ist {' oder '.join(EXTENT)}.", file=sys.stderr)
        return 2
    databases.FOLDER.mkdir(parents=True, exist_ok=True)
    engines = [os.environ["ENGINE"]] if os.environ.get("ENGINE") else ["SQLite", "PostgreSQL"]
    start = time.monotonic()
    for data in EXTENT[asked()]:
        for engine in engines[:1] if asked() == "short" else engines:
            print(f"=== {engine}: {report.DATA[data]}; die Daten werden geladen ===", flush=True)
            with databases.database(engine, data) as url:
                print(f"=== gemessen wird nach {time.monotonic() - start:.0f} Sekunden ===", flush=True)
                command = [sys.executable, "-m", "tests.benchmarks", "--measure", f"{engine}, {data}"]
                subprocess.run(command, env=databases.environment(url), check=True)
    if asked() != "short":
        print(f"{TABLE} ist geschrieben.")
    print(f"Fertig nach {(time.monotonic() - start) / 60:.1f} Minuten.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
