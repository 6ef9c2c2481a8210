"""``python -m tests.benchmarks``: fill the databases, measure, write docs/BENCHMARKS.md.

BENCH=real (the default) measures the real data alone, BENCH=scale the made-up ones, BENCH=all both; ENGINE=PostgreSQL
that one alone. Sections that were not measured stay as they were. ``--measure "PostgreSQL, scale"`` measures the
database in DATABASE_URL as it stands.
"""
# ruff: noqa: T201 - a command speaks to the terminal

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.benchmarks import databases, report

RESULTS = Path("tests/benchmarks/results.json")
TABLE = Path("docs/BENCHMARKS.md")


def keep(name):
    """Measure the connected database and write the table. Runs in a process of its own, with Django's settings."""
    import django  # noqa: PLC0415 - only here are the settings those of the tests

    django.setup()
    from tests.benchmarks import measuring, questions  # noqa: PLC0415 - models need the settings

    results = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}
    results[name] = report.stamp() | {"groups": {}}
    results = dict(sorted(results.items(), key=lambda item: (item[0].split(", ")[1], item[0])))
    for group, times in measuring.measure_all(questions.groups()):
        print(f"  {group}: {times['warm']['median']:.0f} ms, {times['warm']['computing']:.0f} ms gerechnet", flush=True)
        results[name]["groups"][group] = times
        RESULTS.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        TABLE.write_text(report.written(results), encoding="utf-8")
    print(report.section(name, results[name]))


def main(arguments):
    if arguments[:1] == ["--measure"]:
        return keep(arguments[1])
    asked = os.environ.get("BENCH", "real")
    databases.FOLDER.mkdir(parents=True, exist_ok=True)
    for data in ["real", "scale"] if asked == "all" else [asked]:
        for engine in [os.environ["ENGINE"]] if os.environ.get("ENGINE") else ["SQLite", "PostgreSQL"]:
            print(f"=== {engine}: {report.DATA[data]} ===", flush=True)
            with databases.database(engine, data) as url:
                command = [sys.executable, "-m", "tests.benchmarks", "--measure", f"{engine}, {data}"]
                subprocess.run(command, env=databases.environment(url), check=True)
    print(f"{TABLE} ist geschrieben.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
