"""Long proofs and their figures: what a test proves by numbers stands in docs/PROOFS.md.

A test marked ``proof`` asks ``proof_full`` how much to do and hands its numbers to ``proof_figure``::

    @pytest.mark.proof
    def test_search_stays_quick(proof_full, proof_figure):
        rows = 100_000 if proof_full else 200
        ...
        proof_figure("Suche in 100.000 Projekten, Median", 12.5, "ms")

``make test`` runs the small sample and forgets the figures; ``make proof`` (``python -m tests.proofs``) runs all of it
on SQLite and on PostgreSQL and writes the table; ``python -m tests.proofs '<pytest -k>'`` runs a part and renews its
rows.
"""
# ruff: noqa: T201 - a command speaks to the terminal

import json
import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.suite import environment

FOLDER = Path(".build/proofs")
TABLE = Path("docs/PROOFS.md")
KNOWN = Path("tests/proofs.json")  # what the table is written from
ENGINES = {"SQLite": [], "PostgreSQL": [sys.executable, "-m", "tests.postgres", "--"]}
FIGURES = pytest.StashKey[dict]()
NO_TEST = pytest.ExitCode.NO_TESTS_COLLECTED


@pytest.fixture
def proof_full():
    """Whether to do all of a proof; otherwise a small fixed sample."""
    return os.environ.get("PROOF") == "full"


@pytest.fixture
def proof_figure(request):
    """Take one figure: its name in German, a number or a text, the unit, and whether to add it to what was taken."""

    def take(name, value, unit="", *, add=False):
        figures = request.config.stash.setdefault(FIGURES, {})
        earlier = figures[name]["value"] if add and name in figures else 0
        figures[name] = {"value": earlier + value if add else value, "unit": unit}

    return take


def pytest_sessionfinish(session):
    if path := os.environ.get("PROOF_FILE"):
        Path(path).write_text(json.dumps(session.config.stash.get(FIGURES, {}), ensure_ascii=False), encoding="utf-8")


def german(figure):
    """Write a figure the German way: 1.234,5 ms."""
    if figure is None:
        return "–"
    value, unit = figure["value"], figure["unit"]
    if isinstance(value, int | float) and not isinstance(value, bool):
        plain = f"{value:,}" if isinstance(value, int) else f"{value:,.{2 if abs(value) < 10 else 1}f}"
        value = plain.translate(str.maketrans(",.", ".,"))
    return f"{value} {unit}".strip()


def git(*arguments):
    return subprocess.run(["git", *arguments], capture_output=True, text=True, check=False).stdout.strip()


def state(*written):
    """The commit that is measured, and whether anything is changed since, but for what the measurement writes."""
    changed = git("status", "--porcelain", "--", ".", *[f":!{path}" for path in written])
    return git("rev-parse", "--short", "HEAD") + (" mit Änderungen" if changed else "")


def merged(known, figures, day, commit):
    """Put the figures of a run into those that are known: each row keeps the day and the state of its last run.

    Arguments: known, ``{name: {"day", "commit", engine: {value, unit}}}``; figures, ``{engine: {name: figure}}``; day
    and commit, of this run.
    """
    for engine, found in figures.items():
        for name, figure in found.items():
            known.setdefault(name, {})[engine] = figure
            known[name] |= {"day": day, "commit": commit}
    return known


def table(rows):
    """Return docs/PROOFS.md. Arguments: rows, as ``merged`` returns them."""
    found = rows.items()
    head = f"""# Beweise

Gemessen von `make proof` auf {os.cpu_count()} Prozessorkernen; jede Zeile nennt Tag und Stand ihres letzten Laufs.
Diese Datei wird geschrieben, nicht bearbeitet. `make proof ONLY='<Wort>'` führt einen Teil aus. Ein Strich heißt: Von
der Datenbank hängt es nicht ab.

| Beweis | {" | ".join(ENGINES)} | Tag | Stand |
|---|{"---:|" * len(ENGINES)}---|---|
"""
    cells = [[name, *(german(row.get(engine)) for engine in ENGINES), row["day"], row["commit"]] for name, row in found]
    return head + "".join(f"| {' | '.join(row)} |\n" for row in cells)


def start(engine, chosen):
    """Begin the proofs on an engine, all or those that pytest's ``-k`` chooses; both engines run at once."""
    (FOLDER / f"{engine}.json").unlink(missing_ok=True)
    selection = "proof" if engine == "SQLite" else "proof and not browser and not once"
    command = [*ENGINES[engine], sys.executable, "-m", "pytest", "--import-mode=importlib", "-m", selection, "--quiet"]
    command += ["--show-capture=no"]  # thousands of requests that were rightly refused would hide the fault
    command += ["-k", chosen] if chosen else []
    own = {"PROOF": "full", "PROOF_FILE": str(FOLDER / f"{engine}.json")}
    with (FOLDER / f"{engine}.log").open("w", encoding="utf-8") as log:
        return subprocess.Popen(command, env=environment() | own, stdout=log, stderr=subprocess.STDOUT)


def main(chosen=""):
    FOLDER.mkdir(parents=True, exist_ok=True)
    print("Beweise auf SQLite und PostgreSQL laufen …", flush=True)
    running = {engine: start(engine, chosen) for engine in ENGINES}
    fine = (0, NO_TEST) if chosen else (0,)  # a part may have nothing that depends on the engine
    failed = [engine for engine, process in running.items() if process.wait() not in fine]
    for engine in ENGINES:
        print(f"\n=== {engine} ===", (FOLDER / f"{engine}.log").read_text(encoding="utf-8")[-5000:], sep="\n")
    if failed:
        print(f"FEHLGESCHLAGEN: {', '.join(failed)}. {TABLE} bleibt, wie es war.", file=sys.stderr)
        return 1
    figures = {engine: json.loads((FOLDER / f"{engine}.json").read_text(encoding="utf-8")) for engine in ENGINES}
    commit = state(KNOWN, TABLE)  # what an earlier part wrote is no change
    known = json.loads(KNOWN.read_text(encoding="utf-8")) if chosen and KNOWN.exists() else {}
    rows = merged(known, figures, f"{datetime.now(ZoneInfo('Europe/Berlin')):%d.%m.%Y}", commit)
    KNOWN.write_text(json.dumps(rows, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    TABLE.write_text(table(rows), encoding="utf-8")
    print(f"{TABLE} geschrieben: {sum(map(len, figures.values()))} Zahlen.")
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(*sys.argv[1:2]))
    except KeyboardInterrupt:
        sys.exit(130)
