"""What the tests need beside Python: PostgreSQL, Chromium, Java and Redis. ``python -m tests.machine`` sees to it.

On Debian, as root, it installs what is missing; elsewhere it names it in one line and fails. It needs nothing but
Python itself, so that it can begin before the Python packages are there; who comes second waits for the first.
"""
# ruff: noqa: T201 - a command speaks to the terminal

import fcntl
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

CHROMIUM_NAMES = ["chromium", "chromium-browser", "google-chrome"]
LOG = Path(".build/apt.log")
LOCK = Path(".build/apt.lock")


def chromium():
    """Return the browser's path, or None."""
    return next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)


def cache_server():
    """Return the path of Valkey or Redis, or None."""
    return next(filter(None, map(shutil.which, ["valkey-server", "redis-server"])), None)


def programs():
    """Return the folder of initdb and postgres, the newest one; None where PostgreSQL is not installed."""
    folders = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: int(folder.parent.name), reverse=True
    )
    on_path = shutil.which("initdb")
    candidates = [*([Path(on_path).resolve().parent] if on_path else []), *folders]
    return next((folder for folder in candidates if (folder / "initdb").exists()), None)


NEEDS = {
    "postgresql": (lambda: programs() is not None, ["postgresql"]),
    "chromium": (lambda: chromium() is not None, ["chromium", "fonts-liberation"]),
    "java": (lambda: shutil.which("java") is not None, ["default-jre-headless"]),
    "redis": (lambda: cache_server() is not None, ["redis-server"]),
}
BESIDE = {  # what no test needs, but a measurement
    name: (lambda name=name: shutil.which(name) is not None, [name]) for name in ("wrk", "caddy")
}


def missing(names):
    """Return the Debian packages that the named needs lack."""
    known = NEEDS | BESIDE
    return [package for name in names if not known[name][0]() for package in known[name][1]]


def install(packages):
    """Install Debian packages, quietly; what apt says stands in a log."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    with LOG.open("wb") as log:
        for command in [["update"], ["install", "--yes", "--no-install-recommends", *packages]]:
            result = subprocess.run(["apt-get", *command], env=environment, stdout=log, stderr=log, check=False)
            if result.returncode:
                return False
    return True


def main(names):
    LOCK.parent.mkdir(exist_ok=True)
    with LOCK.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # until this process ends
        return provide(names)


def provide(names):
    packages = missing(names)
    if not packages:
        return 0
    line = f"apt-get install --no-install-recommends {' '.join(packages)}"
    if os.geteuid() == 0 and shutil.which("apt-get"):
        print(f"Es fehlt etwas, wird installiert: {line}", flush=True)
        if install(packages) and not missing(names):
            return 0
        print(f"Das ist misslungen; der Grund steht in {LOG}.", file=sys.stderr)
        return 1
    print(f"Es fehlt etwas für die Tests. Bitte installieren: {line}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # a shell has what it runs in the background ignore Ctrl-C
    sys.exit(main(sys.argv[1:] or list(NEEDS)))
