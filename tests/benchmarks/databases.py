"""The databases that are measured: SQLite and PostgreSQL, each with the real data and with made-up ones."""

import os
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

from tests import postgres

FOLDER = Path(".build/bench")
MUNICIPALITIES, PROJECTS = 11_000, 100_000
MANAGE = [sys.executable, "manage.py"]


def environment(url):
    return {**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "tests.settings", "DEBUG": ""}


def manage(url, *arguments):
    subprocess.run([*MANAGE, *arguments], env=environment(url), check=True, stdout=subprocess.DEVNULL)


def fill(url, data):
    """Load the real data, or the made-up ones, which are written first where they are missing."""
    manage(url, "migrate", "--verbosity=0")
    if data == "real":
        manage(url, "load_directory")
        return
    folder = FOLDER / "scale"
    if not (folder / "congresses.json").exists():
        manage(
            url, "make_scale_data", f"--municipalities={MUNICIPALITIES}", f"--projects={PROJECTS}", f"--path={folder}"
        )
    manage(url, "load_directory", f"--path={folder}")


@contextmanager
def database(engine, data):
    """Yield the address of a filled database that is gone afterwards."""
    if engine == "PostgreSQL":
        with postgres.running() as server:
            fill(server.url, data)
            yield server.url
        return
    path = FOLDER / f"{data}.sqlite3"
    for one in FOLDER.glob(f"{data}.sqlite3*"):
        one.unlink()
    url = f"sqlite:///{path.resolve()}"
    fill(url, data)
    try:
        yield url
    finally:
        for one in FOLDER.glob(f"{data}.sqlite3*"):
            one.unlink()
