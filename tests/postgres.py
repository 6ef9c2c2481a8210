"""A private PostgreSQL server that lives as long as one command: ``python -m tests.postgres -- pytest …``.

The server listens on a free port of 127.0.0.1, asks for a password that is made up anew each time, keeps its data in a
temporary folder and forgoes what makes data last. It never runs as root. Nothing remains of it, even after Ctrl-C.
"""
# ruff: noqa: T201 - a command speaks to the terminal

import contextlib
import ctypes
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psycopg

from tests.machine import programs

SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "autovacuum": "on",
    "max_connections": "60",
    "timezone": "UTC",
}
SECONDS_TO_START = 60
ATTEMPTS = 5  # another process may take the free port before the server does


class PostgresError(Exception):
    """The server did not start, or did not live to the end."""


def account():
    """Return what makes a process unprivileged: PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return {}
    for name in ["postgres", "nobody"]:
        with contextlib.suppress(KeyError):
            entry = pwd.getpwnam(name)
            return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
    raise PostgresError("There is no account to run PostgreSQL: neither postgres nor nobody.")


def die_with_parent():
    """Ask the kernel for a fast shutdown should this process be killed outright (Linux only)."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(1, signal.SIGINT)  # PR_SET_PDEATHSIG


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


class Server:
    """One running server; ``url`` is what DATABASE_URL takes."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self.programs = programs()
        self.account = account()
        self.password = secrets.token_hex(16)
        self.log = self.folder / "log"
        self.process = self.url = None

    def create(self):
        password_file = self.folder / "password"
        password_file.write_text(self.password)
        if self.account:
            for path in [self.folder, password_file]:
                os.chown(path, self.account["user"], self.account["group"])
        arguments = ["--username=tests", "--auth=scram-sha-256", f"--pwfile={password_file}", "--no-sync"]
        result = subprocess.run(
            [
                self.programs / "initdb",
                f"--pgdata={self.folder / 'data'}",
                "--encoding=UTF8",
                "--locale=C.UTF-8",
                *arguments,
            ],
            cwd=self.folder,
            env=self.environment(),
            capture_output=True,
            text=True,
            check=False,
            **self.account,
        )
        if result.returncode:
            raise PostgresError(f"initdb failed:\n{result.stdout}{result.stderr}")

    def environment(self):
        return {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8", "HOME": str(self.folder)}

    def start(self):
        for _ in range(ATTEMPTS):
            port = free_port()
            options = [f"-c{name}={value}" for name, value in {**SETTINGS, "port": port}.items()]
            with self.log.open("wb") as log:
                self.process = subprocess.Popen(
                    [self.programs / "postgres", "-D", self.folder / "data", *options],
                    cwd=self.folder,
                    env=self.environment(),
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                    start_new_session=True,
                    preexec_fn=die_with_parent,  # noqa: PLW1509 - no threads yet
                    **self.account,
                )  # a session of its own: Ctrl-C reaches the tests first
            if self.answers(port):
                self.url = f"postgres://tests:{self.password}@127.0.0.1:{port}/netzwerk"
                return
            self.stop()
        raise PostgresError(f"PostgreSQL did not start:\n{self.log.read_text(errors='replace')[-2000:]}")

    def answers(self, port):
        """Wait for the server and create the database ``netzwerk``; False where the server ended instead."""
        until = time.monotonic() + SECONDS_TO_START
        while self.process.poll() is None and time.monotonic() < until:
            with contextlib.suppress(psycopg.OperationalError):
                access = {"host": "127.0.0.1", "port": port, "user": "tests", "password": self.password}
                with psycopg.connect(**access, dbname="postgres", autocommit=True) as connection:
                    connection.execute("CREATE DATABASE netzwerk")
                return True
            time.sleep(0.1)
        return False

    def runs(self):
        return self.process is not None and self.process.poll() is None

    def stop(self):
        for kind in [signal.SIGINT, signal.SIGQUIT, signal.SIGKILL]:  # fast, at once, by force
            if not self.runs():
                return
            self.process.send_signal(kind)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(15)


def remove(folder):
    """Remove a folder in which the last processes of a killed server may still be writing for a moment."""
    for _ in range(20):
        shutil.rmtree(folder, ignore_errors=True)
        if not os.path.exists(folder):
            return
        time.sleep(0.1)


@contextlib.contextmanager
def running():
    """Yield a running server; stop it and remove its data afterwards, whatever happens."""
    if programs() is None:
        raise PostgresError("PostgreSQL is not installed.")
    folder = tempfile.mkdtemp(prefix="netzwerk-postgres-")
    server = Server(folder)
    try:
        server.create()
        server.start()
        yield server
    finally:
        server.stop()
        remove(folder)


def run(command, environment=None):
    """Run a command with DATABASE_URL set to a private server.

    Arguments: command, a list; environment, what the command gets beside it (default: our own).
    Returns: the exit status of the command; 1 where the command was content but the server did not live to its end.
    """
    with running() as server:
        child = subprocess.Popen(command, env={**(environment or os.environ), "DATABASE_URL": server.url})
        try:
            status = child.wait()
        except BaseException:  # Ctrl-C has reached the child, too; a SIGTERM has not
            child.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                child.wait(20)
            child.kill()
            raise
        if not server.runs():
            print("PostgreSQL ist während des Laufs gestorben.", file=sys.stderr)
            return status or 1
        return status


def main(arguments):
    command = arguments[1:] if arguments[:1] == ["--"] else arguments
    if not command:
        sys.exit("usage: python -m tests.postgres -- COMMAND…")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    try:
        return run(command)
    except PostgresError as error:
        print(error, file=sys.stderr)
    except KeyboardInterrupt:
        return 130
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
