"""The servers that are loaded: ours as in production, and beside it a Datasette with the same rows and facets."""

import contextlib
import http.client
import json
import re
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from tests import postgres
from tests.chaos.house import Site

DATASETTE = Path(".build/datasette/bin/datasette")
SECONDS_TO_START = 400  # both workers compute before they answer: a minute with many rows, more on a busy machine
WIDE = 60_000  # milliseconds that Datasette may take for a facet or a query: by itself it leaves out what takes longer


def get(connection, path):
    """Ask over a connection that stays open. Returns: (bytes as sent, whether packed)."""
    connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
    answer = connection.getresponse()
    body = answer.read()
    if answer.status != 200:
        raise RuntimeError(f"{path}: {answer.status}")
    return body, answer.headers.get("Content-Encoding") == "gzip"


def wait_for(port, path):
    until = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < until:
        with contextlib.suppress(OSError, http.client.HTTPException, RuntimeError):
            return get(http.client.HTTPConnection("127.0.0.1", port, timeout=SECONDS_TO_START), path)
        time.sleep(0.3)
    raise RuntimeError(f"The server on port {port} did not answer.")


@contextlib.contextmanager
def our_server(url):
    """Yield gunicorn with the configuration of production, after each of its processes has warmed up."""
    with TemporaryDirectory() as folder:
        site = Site(url, folder)
        with site.log.open("ab") as log:
            command = [sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py", "congress.wsgi"]
            site.process = subprocess.Popen(command, env=site.environment, stdout=log, stderr=log)
        try:
            wait_for(site.port, "/readyz")
            yield site
        finally:
            site.stop()


def static_file(port):
    """The address of a static file, as pages name it."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", "/impressum/")
    body = connection.getresponse().read().decode()
    return re.search(r'href="(/static/kommunen/site\.[^"]*css)"', body)[1]


@contextlib.contextmanager
def datasette(database):
    """Yield the port of a Datasette. Arguments: database, see ``write_rows``."""
    port = postgres.free_port()
    settings = {"suggest_facets": "off", "facet_time_limit_ms": WIDE, "sql_time_limit_ms": WIDE}
    options = [part for name, value in settings.items() for part in ("--setting", name, str(value))]
    command = [DATASETTE, "serve", database, "--port", str(port), *options]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(port, "/-/versions.json")
        yield port
    finally:
        process.kill()
        process.wait()


def write_rows(path, facets, rows):
    """Write the projects for Datasette: their texts with a full-text index, a column for each facet.

    Arguments: facets, {name: whether a row has several values}; rows, (id, slug, title, summary, all texts, *values).
    """
    path.unlink(missing_ok=True)
    columns, content = ", ".join(f"{name} TEXT" for name in facets), "content='projects', content_rowid='id'"
    marks = ", ".join("?" * (5 + len(facets)))
    with contextlib.closing(sqlite3.connect(path)) as database, database:
        database.execute(f"CREATE TABLE projects (id INTEGER PRIMARY KEY, slug, title, summary, texts, {columns})")
        database.executemany(f"INSERT INTO projects VALUES ({marks})", rows)
        for name, several in facets.items():
            if not several:
                database.execute(f"CREATE INDEX by_{name} ON projects ({name})")
        database.execute(f"CREATE VIRTUAL TABLE projects_fts USING fts5(title, texts, {content})")
        database.execute("INSERT INTO projects_fts (projects_fts) VALUES ('rebuild')")
        database.execute("ANALYZE")


def asked_of_datasette(facets, values, word=""):
    """The address of the same list at Datasette. Arguments: values, the facets that are chosen: (name, value) pairs."""
    parts = [f"_facet_array={name}" if several else f"_facet={name}" for name, several in facets.items()]
    parts += [f"{name}__arraycontains={value}" if facets[name] else f"{name}={value}" for name, value in values]
    return f"/bench/projects?_size=24&_sort=title&{'&'.join([*parts, *([f'_search={word}'] if word else [])])}"


def several(values):
    """Values as Datasette reads them: a list as JSON."""
    return json.dumps(sorted(values), ensure_ascii=False)
