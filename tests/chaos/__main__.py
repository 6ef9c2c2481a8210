"""``python -m tests.chaos``: break the house in every way we know, count what visitors and editors notice of it."""
# ruff: noqa: T201 - a command speaks to the terminal

import json
import os
import shutil
import signal
import socket
import sys
import tempfile
import time
from datetime import datetime
from pathlib import Path
from zipfile import ZipFile
from zoneinfo import ZoneInfo

import psycopg
import requests

from tests.chaos.cache import cache_away
from tests.chaos.editors import all_at_once, counted
from tests.chaos.house import Database, Site, Visitors, status, told, wait_until
from tests.chaos.slow import SLOW, slow_clients
from tests.chaos.torn import torn_saves
from tests.proofs import state

TABLE = Path("docs/AUSFAELLE.md")
AWAY = 5  # seconds
EDITORS = 100
HUGE = 100 * 1024**2
HEAD = """# Ausfälle

Was geschieht, wenn etwas ausfällt: gemessen von `make chaos` am {day} (Stand {commit}) auf einem Rechner mit {cores}
Kernen, mit gunicorn wie im Betrieb (2 Prozesse, je 4 Fäden), einem eigenen PostgreSQL und den mitgelieferten Daten.
„Unter Last“ heißt: Acht Besucher fragen dabei ohne Pause. Jede Zeile ist eine Prüfung: Gilt ihr Satz nicht, scheitert
der Befehl.

| Ausfall | Was gelten muss | gemessen |
|---|---|---|
"""
FAULTS = []


def expect(condition, what):
    if not condition:
        FAULTS.append(what)


def database_away(site, database):
    """Stop the database under load and start it again."""
    site.warm()
    before = site.workers()
    with Visitors(site.address) as visitors:
        time.sleep(3)
        gone = time.monotonic()
        database.stop()
        time.sleep(1)
        answer = requests.get(f"{site.address}/readyz", timeout=10)
        word = requests.get(f"{site.address}/projekte/?q=nie-gefragt", timeout=10)
        staff = requests.get(f"{site.address}/admin/", cookies={"sessionid": "x" * 32}, timeout=10)
        time.sleep(AWAY)
        back = time.monotonic()
        database.start_again()
        ready = wait_until(lambda: status(f"{site.address}/readyz") == 200, 30)
        time.sleep(3)
    during, after = visitors.counted(gone, back), visitors.counted(back + ready + 1.5)
    expect(set(during) <= {"Kopie", "200"} and during["Kopie"] > 50, f"während des Ausfalls: {told(during)}")
    expect(set(after) == {"200"}, f"danach: {told(after)}")
    expect(site.workers() == before, "die Prozesse wurden neu gestartet")
    expect((answer.status_code, answer.json().get("database")) == (503, "away"), f"/readyz: {answer.text}")
    expect((word.status_code, staff.status_code) == (503, 503), f"{word.status_code}, {staff.status_code}")
    return [
        (
            f"PostgreSQL {back - gone:.0f} Sekunden angehalten, unter Last",
            "öffentliche Seiten bleiben lesbar, `/readyz` nennt den Grund, was niemand zuvor sah, sagt 503",
            f"{told(during)}; langsamste Antwort {visitors.slowest(gone, back) * 1000:.0f} ms",
        ),
        (
            "PostgreSQL wieder gestartet",
            "alles geht weiter, ohne Neustart der Prozesse",
            f"bereit nach {ready:.1f} s; danach {told(after)}; dieselben {len(before)} Prozesse",
        ),
    ]


def worker_killed(site):
    """Kill one of the processes while people read."""
    with Visitors(site.address) as visitors:
        time.sleep(2)
        before, moment = site.workers(), time.monotonic()
        os.kill(min(before), signal.SIGKILL)
        again = wait_until(lambda: len(site.workers() - before) == 1 and len(site.workers()) == len(before), 30)
        time.sleep(4)
    counts = visitors.counted(moment)
    expect(counts["abgebrochen"] <= len(visitors.threads), f"nach dem Ende eines Prozesses: {told(counts)}")
    expect(set(counts) <= {"200", "abgebrochen"}, f"nach dem Ende eines Prozesses: {told(counts)}")
    measured = f"Ersatz nach {again:.1f} s; {told(counts)}"
    return [
        (
            "ein Prozess getötet (SIGKILL), unter Last",
            "höchstens die Anfragen, die er gerade hatte, brechen ab",
            measured,
        )
    ]


def huge_request(site):
    """Announce 100 MB, and send as much as is taken."""
    before, start, sent = site.memory(), time.monotonic(), 0
    with socket.create_connection(("127.0.0.1", site.port), timeout=20) as line:
        head = f"POST /fehler-melden/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: {HUGE}\r\n\r\n"
        line.sendall(head.encode())
        answer = line.recv(200).decode(errors="replace")
        try:
            while sent < HUGE:
                sent += line.send(b"x" * 65536)
        except OSError:
            pass
    took, grown = time.monotonic() - start, site.memory() - before
    expect(" 413 " in answer, f"große Anfrage: {answer[:60]!r}")
    expect(grown < 20, f"große Anfrage: {grown:.0f} MB mehr Speicher")
    said = answer.split("\r")[0][9:]
    more = f"{sent / 1024**2:.1f} MB gesendet; {max(grown, 0):.0f} MB mehr Speicher"
    measured = f"{said} nach {took * 1000:.0f} ms; {more}"
    return [("Anfrage von 100 MB", "abgelehnt, bevor sie gelesen ist", measured)]


def slow_visitors(site, folder):
    """A hundred connections that begin to send a form and never go on."""
    answered, took = slow_clients(site.port, folder)
    expect(answered == 200 and took < 2, f"langsame Besucher: {answered} nach {took:.1f} s")
    return [
        (
            f"{SLOW} Verbindungen hinter Caddy beginnen ein Formular und senden nicht weiter",
            "alle anderen merken nichts davon",
            f"{answered} nach {took * 1000:.0f} ms",
        )
    ]


def many_editors(site, database, made):
    """All editors save at once: each a project of their own, then all the same one."""
    own, same = made["projects"][:EDITORS], made["projects"][EDITORS]

    def saved(ids):
        with psycopg.connect(database.url) as connection:
            query = "SELECT summary, version FROM kommunen_project WHERE id = ANY(%s)"
            return connection.execute(query, [ids]).fetchall()

    start = time.monotonic()
    apart = counted(all_at_once(site.address, made["editors"], own))
    took = time.monotonic() - start
    words = {summary for summary, _version in saved(own) if summary.startswith("Gleichzeitig ")}
    expect((apart[302], len(words)) == (EDITORS, EDITORS), f"eigene Projekte: {told(apart)}, {len(words)} gespeichert")

    [(_summary, version)] = saved([same])
    together = counted(all_at_once(site.address, made["editors"], [same] * EDITORS))
    [(summary, later)] = saved([same])
    expect((together[302], together[409]) == (1, EDITORS - 1), f"dasselbe Projekt: {told(together)}")
    expect(later == version + 1 and summary.startswith("Gleichzeitig "), f"Fassung {version} → {later}")
    return [
        (
            f"{EDITORS} Bearbeitende speichern zugleich, jede ein eigenes Projekt",
            "alles ist gespeichert",
            f"{told(apart)}; {len(words)} von {EDITORS} in der Datenbank; {took:.0f} s mit dem Öffnen der Formulare",
        ),
        (
            f"{EDITORS} Bearbeitende speichern zugleich dasselbe Projekt",
            "eine gewinnt, alle anderen sehen beide Fassungen, nichts wird still überschrieben",
            f"{told(together)}; Fassung {version} → {later}",
        ),
    ]


def restored(site, folder):
    """Back up from PostgreSQL while people read, restore into SQLite, back up again, compare."""
    with Visitors(site.address):
        site.manage("manage.py", "backup", f"--path={folder}/eins.zip")
    start, url = time.monotonic(), f"sqlite:///{folder}/zwei.sqlite3"
    site.manage("manage.py", "restore", f"{folder}/eins.zip", url=url)
    took = time.monotonic() - start
    site.manage("manage.py", "backup", f"--path={folder}/zwei.zip", url=url)
    one, two = (manifest(Path(folder) / f"{name}.zip") for name in ("eins", "zwei"))
    expect(one["tables"] == two["tables"], "die zurückgespielte Datenbank ist eine andere")
    rows = sum(table["rows"] for table in one["tables"].values())
    compared = f"{rows} Zeilen in {len(one['tables'])} Tabellen, alle Prüfsummen gleich"
    measured = f"{compared}; {took:.0f} s mit Tabellen und Suchindex"
    return [
        (
            "Datenbank verloren: Sicherung von PostgreSQL nach SQLite zurückgespielt",
            "jede Zeile ist wieder da",
            measured,
        )
    ]


def manifest(path):
    with ZipFile(path) as made:
        return json.loads(made.read("manifest.json"))


def main():
    folder = tempfile.mkdtemp(prefix="netzwerk-chaos-")
    os.chmod(folder, 0o755)
    database, site = Database(folder), None
    try:
        if database.account:
            os.chown(folder, database.account["user"], database.account["group"])
        database.begin()
        site = Site(database.url, folder)
        print("Datenbank einrichten …", flush=True)
        site.manage("manage.py", "migrate", "--verbosity=0")
        site.manage("manage.py", "load_directory")
        made = json.loads(site.manage("-m", "tests.chaos.editors", str(EDITORS)))
        site.start()
        rows = []
        for exercise in [
            lambda: database_away(site, database),
            lambda: worker_killed(site),
            lambda: huge_request(site),
            lambda: slow_visitors(site, folder),
            lambda: many_editors(site, database, made),
            lambda: torn_saves(site, database, made["editors"], expect),
            lambda: cache_away(database, folder, expect),
            lambda: restored(site, folder),
        ]:
            for row in exercise():
                print(" | ".join(row), flush=True)
                rows.append(f"| {' | '.join(row)} |")
    finally:
        if site and hasattr(site, "process"):
            site.stop()
            if FAULTS:
                print(site.log.read_text()[-3000:], file=sys.stderr)
        database.stop()
        shutil.rmtree(folder, ignore_errors=True)
    if FAULTS:
        print("NICHT BESTANDEN:", *FAULTS, sep="\n  ", file=sys.stderr)
        return 1
    head = HEAD.format(
        day=f"{datetime.now(ZoneInfo('Europe/Berlin')):%d.%m.%Y}", commit=state(TABLE), cores=os.cpu_count()
    )
    TABLE.write_text(head + "\n".join(rows) + "\n", encoding="utf-8")
    print(f"{TABLE} ist geschrieben.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
