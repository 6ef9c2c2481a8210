"""A whole house to break: PostgreSQL, gunicorn as in production, visitors who never stop asking."""

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from pathlib import Path

import psycopg
import requests

from tests import postgres

PATHS = ["/", "/projekte/", "/projekte/?thema=ki", "/kommunen/bamberg/", "/suche/?q=hochwasser", "/en/themen/"]
VISITORS = 8


class Database(postgres.Server):
    """A server that can be stopped and started again at its place."""

    def begin(self):
        self.create()
        self.start()
        self.port = self.url.rsplit(":", 1)[1].split("/")[0]

    def start_again(self):
        options = [f"-c{name}={value}" for name, value in {**postgres.SETTINGS, "port": self.port}.items()]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [self.programs / "postgres", "-D", self.folder / "data", *options],
                cwd=self.folder,
                env=self.environment(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                **self.account,
            )
        until = time.monotonic() + postgres.SECONDS_TO_START
        while time.monotonic() < until:
            with contextlib.suppress(psycopg.OperationalError), psycopg.connect(self.url):
                return
            time.sleep(0.05)
        raise postgres.PostgresError("The database did not come back.")


class Site:
    """gunicorn with the configuration of production."""

    def __init__(self, url, folder):
        self.port = postgres.free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.environment = {
            **os.environ,
            "MALLOC_ARENA_MAX": "2",  # as in deploy/
            "MALLOC_TRIM_THRESHOLD_": "131072",
            "DJANGO_SETTINGS_MODULE": "congress.settings",
            "SECRET_KEY": "only-for-the-exercise-" + "x1y2z3" * 8,
            "ALLOWED_HOSTS": "127.0.0.1",
            "LOCAL_HTTP": "1",
            "PUBLIC_URL": self.address,
            "DATABASE_URL": url,
            "PORT": str(self.port),
            "API_REQUESTS_PER_MINUTE": "0",
            "SEARCHES_PER_MINUTE": "0",
            "ARCHIVE_DIR": str(folder),
        }
        self.log = Path(folder) / "gunicorn.log"

    def manage(self, *arguments, url=None):
        environment = self.environment | ({"DATABASE_URL": url} if url else {})
        command = [sys.executable, *arguments]
        return subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout

    def start(self):
        with self.log.open("ab") as log:
            command = ["-m", "gunicorn", "--config", "deploy/gunicorn.conf.py", "congress.wsgi"]
            self.process = subprocess.Popen([sys.executable, *command], env=self.environment, stdout=log, stderr=log)
        wait_until(lambda: status(f"{self.address}/readyz") == 200, 60)

    def warm(self):
        """Ask for every page often enough that each process has made and kept it."""
        for path in PATHS * 12:
            requests.get(self.address + path, headers={"Connection": "close"}, timeout=60)

    def asks_something_new(self):
        """Ask what nobody can have asked before. Returns: whether it was answered."""
        return status(f"{self.address}/suche/?q=neu{time.monotonic_ns()}") == 200

    def workers(self):
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        return {int(pid) for pid in children.split()}

    def memory(self):
        """Megabytes of the largest worker."""
        states = [Path(f"/proc/{pid}/status").read_text().partition("VmRSS:")[2] for pid in self.workers()]
        return max(int(state.split()[0]) for state in states if state) / 1024  # one that is ending has none

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(40)
        self.process.kill()


class Visitors:
    """Threads that ask for public pages until told to stop; what they were answered, with the time."""

    def __init__(self, address):
        self.address, self.answers, self.going = address, [], True
        self.threads = [threading.Thread(target=self.walk, args=[number], daemon=True) for number in range(VISITORS)]

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_exception):
        self.going = False
        for thread in self.threads:
            thread.join(30)

    def walk(self, number):
        while self.going:
            path = PATHS[number % len(PATHS)]
            start = time.monotonic()
            try:
                with requests.get(self.address + path, timeout=20) as response:
                    kind = "Kopie" if response.headers.get("X-Served-Stale") else str(response.status_code)
            except requests.RequestException:
                kind = "abgebrochen"
            self.answers.append((start, kind, time.monotonic() - start))
            number += 1
            time.sleep(0.02)

    def counted(self, since=0.0, until=float("inf")):
        return Counter(kind for start, kind, _took in self.answers if since <= start < until)

    def slowest(self, since=0.0, until=float("inf")):
        return max((took for start, _kind, took in self.answers if since <= start < until), default=0)


def told(counts):
    return ", ".join(f"{number} × {kind}" for kind, number in sorted(counts.items(), key=str))


def status(address):
    try:
        return requests.get(address, timeout=10).status_code
    except requests.RequestException:
        return 0


def wait_until(condition, seconds):
    """Wait until something holds. Returns: how long it took."""
    start = time.monotonic()
    while time.monotonic() - start < seconds:
        if condition():
            return time.monotonic() - start
        time.sleep(0.05)
    raise TimeoutError(f"It did not happen within {seconds} seconds.")
