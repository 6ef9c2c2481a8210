"""An import that is killed has written everything or nothing."""

import os
import random
import sqlite3
import subprocess
import sys
from time import sleep

import pytest
from django.db import connection

ROWS = 100  # as tests.importing prepares them


@pytest.fixture
def empty_database(transactional_db):  # nothing may be open while it is copied
    """A function that writes the test database, with its tables and no rows, to a file."""
    connection.ensure_connection()

    def write(path):
        with sqlite3.connect(path) as target:
            connection.connection.backup(target)

    return write


@pytest.mark.proof
@pytest.mark.once
def test_a_killed_import_leaves_everything_as_before_or_as_after(tmp_path, proof_full, proof_figure, empty_database):
    path = tmp_path / "db.sqlite3"
    empty_database(path)
    environment = os.environ | {"DATABASE_URL": f"sqlite:///{path}", "DJANGO_SETTINGS_MODULE": "congress.settings"}
    command = [sys.executable, "-m", "tests.importing"]
    subprocess.run([*command, "prepare"], env=environment, check=True)
    original, seen, chance = path.read_bytes(), [], random.Random(4)

    for _attempt in range(50 if proof_full else 2):
        for left in tmp_path.iterdir():
            left.unlink()
        path.write_bytes(original)
        process = subprocess.Popen([*command, "run"], env=environment, stdout=subprocess.PIPE, text=True)
        assert process.stdout.readline() == "ready\n"
        sleep(chance.uniform(0, 1))
        process.kill()
        process.wait()
        process.stdout.close()
        seen.append(state(path))

    assert set(seen) <= {(0, 0, 0), (ROWS, ROWS, 1)}, seen
    proof_figure("Einlesen abgebrochen: davor oder danach, nie dazwischen", f"{len(seen)} von {len(seen)}")


def state(path):
    """How many projects are changed, how many have their new history, whether the upload counts as imported."""
    with sqlite3.connect(path) as database:
        asked = [
            "SELECT COUNT(*) FROM kommunen_project WHERE summary = 'neu' AND version > 1",
            "SELECT COUNT(*) FROM kommunen_historicalproject WHERE summary = 'neu'",
            "SELECT COUNT(*) FROM kommunen_upload WHERE done_at IS NOT NULL",
        ]
        return tuple(database.execute(question).fetchone()[0] for question in asked)
