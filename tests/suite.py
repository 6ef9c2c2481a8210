"""The whole suite, as ``make test`` runs it: every part to its end, then the figures. ``python -m tests.suite``

One part after the other: everything but the browser on SQLite, with coverage, and beside it the static checks; what
depends on the engine once more on PostgreSQL; the browser. A part that fails, finds no test or does not end makes the
suite fail.
"""
# ruff: noqa: T201 - a command speaks to the terminal

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

RESULTS = Path(".build/results")
COVERAGE = RESULTS / "coverage.json"
DEMANDED = 90  # percent of the lines and branches
SECONDS_PER_PART = 25 * 60  # far more than any part takes: a test that hangs must not hang the house
TEST_ENVIRONMENT = {
    "DJANGO_SETTINGS_MODULE": "tests.settings",
    "DATABASE_URL": "sqlite:///.build/tests.sqlite3",  # only names the engine: the tests' own database is in memory
    "PYTHONUNBUFFERED": "1",
}
OURS = ["SECRET_KEY", "ALLOWED_HOSTS", "LOCAL_HTTP", "PUBLIC_URL", "DEBUG", "HTTPS_HEADER", "PROOF", "MAKEFLAGS"]


def environment():
    """Return the environment of a part: that of the user without any setting of the project."""
    return {name: value for name, value in os.environ.items() if name not in OURS} | TEST_ENVIRONMENT


def pytest(name, selection, *more, under=()):
    """A pytest run on both cores; the tests of a file stay together, because they share what it builds.

    Arguments: under, the program that the run is watched by and its arguments.
    """
    options = [
        "--numprocesses=2",
        "--dist=loadfile",
        "--no-loadscope-reorder",  # tests/running.py knows what takes long
        f"--junitxml={RESULTS / name}.xml",
        "--quiet",
        "--durations=5",
    ]
    return [sys.executable, *under, "-m", "pytest", "-m", selection, *options, *more]


CHECKS = "Prüfungen"
WITHOUT_BROWSER = ["tests", "--ignore=tests/browser"]
WITH_COVERAGE = ["-m", "slipcover", "--json", "--out", str(COVERAGE)]
PARTS = {
    CHECKS: ["make", "--no-print-directory", "check"],
    "SQLite": pytest("SQLite", "not browser", "--no-migrations", *WITHOUT_BROWSER, under=WITH_COVERAGE),
    "PostgreSQL": [
        *[sys.executable, "-m", "tests.postgres", "--"],
        *pytest("PostgreSQL", "not browser and not once", *WITHOUT_BROWSER),
    ],
    "Browser": pytest("Browser", "browser", "--dist=loadgroup", "--loadscope-reorder", "tests/browser"),
}


@dataclass
class Result:
    """How one part went."""

    name: str
    status: int
    seconds: float
    counts: dict

    @property
    def passed(self):
        return self.status == 0 and (self.counts.get("passed", 0) > 0 or not self.has_tests)

    @property
    def has_tests(self):
        return self.name != CHECKS

    def __str__(self):
        counts = ", ".join(f"{count} {kind}" for kind, count in self.counts.items() if count)
        if not counts:
            counts = "keine Tests gezählt" if self.has_tests else "in Ordnung" if self.passed else "nicht in Ordnung"
        return f"{self.name + ':':<12}{counts} ({self.seconds:.0f} s){'' if self.passed else '  FEHLGESCHLAGEN'}"


def counts(path):
    """Read the counts of a pytest run from its JUnit file; none where the run left no file."""
    try:
        suites = ElementTree.parse(path).getroot().iter("testsuite")
    except (OSError, ElementTree.ParseError):
        return {}
    total = dict.fromkeys(["tests", "failures", "errors", "skipped"], 0)
    for suite in suites:
        total = {kind: count + int(suite.get(kind, 0)) for kind, count in total.items()}
    bad = total["failures"] + total["errors"]
    return {"passed": total["tests"] - bad - total["skipped"], "failed": bad, "skipped": total["skipped"]}


def run(name, output=None):
    """Run a part to its end. Arguments: output, a file for what it says; otherwise it speaks to the terminal."""
    if output is None:
        print(f"\n=== {name} ===", flush=True)
    report = RESULTS / f"{name}.xml"
    report.unlink(missing_ok=True)
    start = time.monotonic()
    child = subprocess.Popen(PARTS[name], env=environment(), stdout=output, stderr=output and subprocess.STDOUT)
    try:
        status = child.wait(SECONDS_PER_PART)
    except subprocess.TimeoutExpired:
        print(f"{name}: nach {SECONDS_PER_PART // 60} Minuten abgebrochen.", file=sys.stderr)
        status = 124
    finally:
        if child.poll() is None:  # out of time, or interrupted: let it clear up after itself
            child.send_signal(signal.SIGTERM)
            with contextlib.suppress(subprocess.TimeoutExpired):
                child.wait(30)
            child.kill()
    return Result(name, status, time.monotonic() - start, counts(report))


def run_all(wanted):
    """Run the parts one after the other, and the checks, which need one core for a moment, beside the first."""
    others, log = [name for name in PARTS if name in wanted and name != CHECKS], RESULTS / f"{CHECKS}.log"
    with log.open("w", encoding="utf-8") as output, ThreadPoolExecutor(max_workers=1) as beside:
        checks = beside.submit(run, CHECKS, output) if CHECKS in wanted else None
        results = [run(name) for name in others[:1]]
        if checks is not None:
            results.insert(0, checks.result())
            print(f"\n=== {CHECKS} ===\n{log.read_text(encoding='utf-8')}", flush=True)
        return results + [run(name) for name in others[1:]]


def coverage():
    """Print what no test reached, and return the percentage that they reached; None where it was not measured."""
    try:
        percentage = json.loads(COVERAGE.read_text(encoding="utf-8"))["summary"]["percent_covered"]
    except (OSError, ValueError, KeyError):
        return None
    subprocess.run([sys.executable, "-m", "slipcover", "--merge", COVERAGE, "--out", COVERAGE], check=True)
    return percentage


def main(wanted):
    start = time.monotonic()
    RESULTS.mkdir(parents=True, exist_ok=True)
    COVERAGE.unlink(missing_ok=True)
    results = run_all(wanted)

    bad = [result.name for result in results if not result.passed]
    percentage = coverage() if "SQLite" in wanted else None
    print("\n=== Ergebnis ===")
    print(*results, sep="\n")
    if "SQLite" in wanted:
        told = "nicht gemessen" if percentage is None else f"{percentage:.1f} %".replace(".", ",")
        print(f"{'Abdeckung:':<12}{told} (verlangt: {DEMANDED} %)")
        if percentage is None or percentage < DEMANDED:
            bad.append("Abdeckung")
    minutes, seconds = divmod(round(time.monotonic() - start), 60)
    print(f"{'FEHLGESCHLAGEN: ' + ', '.join(bad) if bad else 'Alles bestanden'} nach {minutes}:{seconds:02} Minuten.")
    return 1 if bad else 0


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    try:
        sys.exit(main(sys.argv[1:] or list(PARTS)))
    except KeyboardInterrupt:
        sys.exit(130)
