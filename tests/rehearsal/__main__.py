"""``python -m tests.rehearsal``: update a house in use by the documented commands, go back, lose and restore it."""
# ruff: noqa: T201 - a command speaks to the terminal

import sys
import tempfile
import time
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

from tests import postgres
from tests.rehearsal.house import EDIT, HERE, House, RehearsalError, before_migrations

TABLE = HERE / "docs" / "PROBE.md"
FAR, NEAR = 12, 3  # how many migrations the earlier states lack
HEAD = """# Probe: aktualisieren, zurückgehen, zurückspielen

Geprobt von `make rehearsal` am {day}, mit den Befehlen aus [BETRIEB.md](BETRIEB.md) und Einstellungen wie im Betrieb.
Frühere Stände kommen aus der Geschichte des Projekts; jeder richtet seine Datenbank selbst ein, und eine Redaktion
ändert darin Seiten, 25 Projekte und Konten. Jede Zeile ist eine Prüfung: Gilt ihr Satz nicht, scheitert der Befehl.

| Probe | Was gelten muss | gemessen |
|---|---|---|
"""


def expect(condition, what):
    if not condition:
        raise RehearsalError(what)


def numbers(tables):
    return f"{sum(one['rows'] for one in tables.values())} Zeilen in {len(tables)} Tabellen"


def lived_in(house):
    """Set up an earlier state and let editors work in it. Returns: what they entered."""
    house.prepare()
    house.must("-c", EDIT)
    edited = house.edited()
    expect(len(edited["projects"]) == 25 and len(edited["accounts"]) == 2, "die Redaktion hat nichts geändert")
    return edited


def updated(old, edited, since, folder):
    """Update by the documented commands. Returns: the house as it is now, and the row of the table."""
    new, start = House(HERE, old.database), time.monotonic()
    refused = new.call("manage.py", "doctor")
    expect(refused.returncode == 1 and "make prepare" in refused.stdout, "doctor sieht die alten Tabellen nicht")
    new.prepare()
    took = time.monotonic() - start
    (folder / "netzwerk-probe.zip").touch()  # the doctor asks for a backup of these days
    new.manage("check", "--deploy", "--database", "default")
    said = new.manage("doctor", BACKUP_DIR=str(folder))
    now = new.edited()
    expect(now == edited, "nach der Aktualisierung steht nicht mehr da, was die Redaktion eintrug")
    kept = f"{len(now['projects'])} Projekte, {len(now['pages'])} Seiten, {len(now['accounts'])} Konten unverändert"
    engine = "PostgreSQL" if old.database.startswith("postgres") else "SQLite"
    hints = said.count("[Hinweis]") + said.count("[hint]")
    return new, (
        f"{engine}: Stand {since[0]} vom {since[1]} aktualisiert",
        "`doctor` nennt vorher die fehlenden Tabellen und hat danach keinen Fehler, was die Redaktion eintrug, bleibt",
        f"{took:.0f} s; {kept}; `doctor`: Fehler 0, Hinweise {hints}",
    )


def gone_back(old, new, path, tables, folder):
    """The backup from before the update: only the earlier program takes it, and then everything is as it was."""
    empty = f"sqlite:///{folder}/zurueck.sqlite3"
    refused = new.on(empty).call("manage.py", "restore", str(path))
    expect(refused.returncode == 1 and "Traceback" not in refused.stderr, "die neue Fassung nahm die alte Sicherung an")
    start = time.monotonic()
    old.on(empty).manage("restore", str(path))
    took = time.monotonic() - start
    expect(old.on(empty).backup(folder / "zurueck.zip") == tables, "zurückgespielt ist es eine andere Datenbank")
    return (
        "zurück zur vorigen Fassung",
        "die neue lehnt die Sicherung von vorher in einem Satz ab, die vorige stellt alles wieder her",
        f"{numbers(tables)}, alle Prüfsummen gleich; {took:.0f} s",
    )


def restored(new, folder):
    """Lose the database: the backup goes into an empty one of another engine, and into no full one."""
    path, empty = folder / "neu.zip", f"sqlite:///{folder}/neu.sqlite3"
    tables, edited, start = new.backup(path), new.edited(), time.monotonic()
    full = new.call("manage.py", "restore", str(path))
    expect(full.returncode == 1, "eine volle Datenbank nahm die Sicherung an")
    copy = new.on(empty)
    copy.manage("restore", str(path))
    took = time.monotonic() - start
    expect(copy.backup(folder / "neu-2.zip") == tables, "zurückgespielt ist es eine andere Datenbank")
    expect(copy.edited() == edited, "was die Redaktion eintrug, fehlt")
    copy.manage("doctor", BACKUP_DIR=str(folder))
    return (
        "Datenbank verloren: Sicherung von PostgreSQL in eine leere SQLite zurückgespielt",
        "jede Zeile ist wieder da, `doctor` hat keinen Fehler; eine volle Datenbank wird abgelehnt",
        f"{numbers(tables)}, alle Prüfsummen gleich; {took:.0f} s",
    )


def rehearse(folder, database):
    far, near = before_migrations(FAR), before_migrations(NEAR)
    old = House.of_commit(far[0], folder / "weit", f"sqlite:///{folder}/weit.sqlite3")
    yield updated(old, lived_in(old), far, folder)[1]
    old = House.of_commit(near[0], folder / "nah", database)
    edited = lived_in(old)
    before = folder / "vorher.zip"
    tables = old.backup(before)
    new, row = updated(old, edited, near, folder)
    yield row
    yield gone_back(old, new, before, tables, folder)
    yield restored(new, folder)


def main():
    rows = []
    try:
        with ExitStack() as stack:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="netzwerk-probe-")))
            server = stack.enter_context(postgres.running())
            for row in rehearse(folder, server.url):
                print(" | ".join(row), flush=True)
                rows.append(f"| {' | '.join(row)} |\n")
    except (RehearsalError, postgres.PostgresError) as error:
        print(f"NICHT BESTANDEN: {error}", file=sys.stderr)
        return 1
    TABLE.write_text(HEAD.format(day=f"{datetime.now(UTC):%d.%m.%Y}") + "".join(rows), encoding="utf-8")
    print(f"{TABLE.relative_to(HERE)} ist geschrieben.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
