"""Visitors who send slowly, behind the proxy as it is in production: Caddy with deploy/Caddyfile."""

import contextlib
import os
import shutil
import socket
import subprocess
import time
from pathlib import Path

from tests.chaos.house import status, wait_until
from tests.postgres import free_port

SLOW = 100  # connections; gunicorn has eight threads
HEAD = (
    "POST /fehler-melden/ HTTP/1.1\r\nHost: 127.0.0.1\r\nSec-Fetch-Site: same-origin\r\n"
    "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\na="
)


@contextlib.contextmanager
def proxy(upstream, folder):
    """Caddy in front of gunicorn, without its own administration. Yields: the port it listens on."""
    port, config = free_port(), Path(folder) / "Caddyfile"
    text = Path("deploy/Caddyfile").read_text(encoding="utf-8")
    config.write_text(text.replace("\n{\n", "\n{\n\tadmin off\n", 1), encoding="utf-8")
    places = {"SITE": f"http://127.0.0.1:{port}", "UPSTREAM": f"127.0.0.1:{upstream}"}
    environment = {**os.environ, **places, "HOME": str(folder), "XDG_DATA_HOME": str(folder)}
    command = [shutil.which("caddy"), "run", "--config", config, "--adapter", "caddyfile"]
    with (Path(folder) / "caddy.log").open("wb") as log:
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
    try:
        wait_until(lambda: status(f"http://127.0.0.1:{port}/healthz") == 200, 20)
        yield port
    finally:
        process.terminate()
        process.wait(20)


def slow_clients(upstream, folder):
    """Open many requests that never end, and ask for a page meanwhile. Returns: its status and how long it took."""
    with proxy(upstream, folder) as port, contextlib.ExitStack() as lines:
        for _one in range(SLOW):
            line = lines.enter_context(socket.create_connection(("127.0.0.1", port), timeout=10))
            line.sendall(HEAD.encode())
        time.sleep(1)
        start = time.monotonic()
        return status(f"http://127.0.0.1:{port}/fehler-melden/"), time.monotonic() - start
