"""The site as it is shipped: the real server, the real data and the packed static files, on a database of its own.

It runs beside the tests, as a process. So a browser test sees what a visitor sees, and a test that changes something
takes a copy of the database instead of tidying up.
"""

import os
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from tests.postgres import free_port

ROOT = Path(__file__).resolve().parents[2]
SECONDS_TO_START = 30


class Site:
    """A server on a free port of 127.0.0.1. ``url`` has no slash at its end.

    Arguments: folder, for its files; database_url, of a database that somebody else keeps; else it has its own there.
    """

    def __init__(self, folder, database_url=""):
        self.folder = Path(folder)
        self.database = self.folder / "db.sqlite3"
        self.database_url = database_url or f"sqlite:///{self.database}"
        self.log = self.folder / "server.log"
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.process = None

    @property
    def environment(self):
        return {name: value for name, value in os.environ.items() if name not in ["DEBUG", "HTTPS_HEADER"]} | {
            "DJANGO_SETTINGS_MODULE": "congress.settings",
            "SECRET_KEY": "only-for-the-browser-tests-" + "0123456789" * 4,
            "ALLOWED_HOSTS": "127.0.0.1,localhost",
            "LOCAL_HTTP": "1",
            "PUBLIC_URL": self.url,
            "DATABASE_URL": self.database_url,
        }

    def manage(self, *arguments, **options):
        """Run a command of manage.py on this site's database; return what it printed."""
        result = subprocess.run(
            [sys.executable, ROOT / "manage.py", *arguments],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
            **options,
        )
        assert result.returncode == 0, f"manage.py {arguments[0]} failed:\n{result.stdout}{result.stderr}"
        return result.stdout

    def run(self, code):
        """Run Python code beside the site, for example to make a draft or an account; return what it printed."""
        return self.manage("shell", "--no-imports", "-c", code)

    def load(self):
        """Make the database from the shipped facts."""
        self.manage("migrate", "--verbosity", "0")
        self.manage("load_directory")

    def copy(self, folder):
        """Return another site with the same records, not yet started. Call it where nobody writes."""
        twin = Site(folder)
        for path in self.folder.glob("db.sqlite3*"):  # with what SQLite keeps beside it
            shutil.copy(path, twin.folder)
        return twin

    def start(self):
        command = ["gunicorn", "congress.wsgi", "--bind", f"127.0.0.1:{self.port}", "--threads", "4"]
        command += ["--limit-request-line", "0"]
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", *command, "--no-control-socket"],
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=log,
            )
        until = time.monotonic() + SECONDS_TO_START
        while time.monotonic() < until and self.process.poll() is None:
            try:
                urllib.request.urlopen(f"{self.url}/robots.txt", timeout=10).close()
            except urllib.error.HTTPError:
                return  # it answers; what, the tests judge
            except OSError:
                time.sleep(0.1)
            else:
                return
        raise AssertionError(f"The server did not start:\n{self.tail()}")

    def tail(self):
        """Return the end of the server's log."""
        return self.log.read_text(errors="replace")[-4000:]

    def stop(self):
        if self.process is not None:
            self.process.terminate()
            try:
                self.process.wait(15)
            except subprocess.TimeoutExpired:
                self.process.kill()

    def get(self, path):
        """Return status and text of an address, without a browser."""
        try:
            with urllib.request.urlopen(self.url + path, timeout=30) as response:
                return response.status, response.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode()


def packed_static_files():
    """Pack the static files and catalogues anew where they changed; a matter of a moment where they did not."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    command = ["make", "--silent", ".build/collected", "catalogues"]
    result = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert result.returncode == 0, f"make failed:\n{result.stdout}{result.stderr}"
