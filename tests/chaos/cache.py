"""The shared cache goes away while people read, and comes back: Valkey or Redis on the loopback."""

import contextlib
import socket
import subprocess
import time

from tests.chaos.house import Site, Visitors, told, wait_until
from tests.machine import cache_server
from tests.postgres import free_port

AWAY = 6  # seconds; a process asks again every 5
SHARED_AGAIN = 15  # seconds


class CacheServer:
    """One that keeps nothing on disk, so that it comes back empty."""

    def __init__(self, folder):
        self.folder, self.port, self.process = folder, free_port(), None

    def start(self):
        options = {"bind": "127.0.0.1", "port": str(self.port), "save": "", "dir": str(self.folder)}
        command = [cache_server(), *(part for name, value in options.items() for part in (f"--{name}", value))]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        wait_until(lambda: self.asked(b"PING") == b"+PONG", 10)

    def asked(self, command):
        """What it answers; nothing while it is away."""
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), timeout=2) as line:
            line.sendall(command + b"\r\n")
            return line.recv(100).strip()
        return b""

    def stop(self):
        if self.process:
            self.process.kill()
            self.process.wait()


def cache_away(database, folder, expect):
    """Kill the cache server under load and start it again. Arguments: ``expect(condition, what)`` notes a fault."""
    cache, site = CacheServer(folder), Site(database.url, folder)
    site.environment["CACHE_URL"] = f"redis://127.0.0.1:{cache.port}/0"
    cache.start()
    try:
        site.start()
        site.warm()
        before = site.workers()
        with Visitors(site.address) as visitors:
            time.sleep(2)
            kept = cache.asked(b"DBSIZE")
            gone = time.monotonic()
            cache.stop()
            time.sleep(AWAY)
            cache.start()
            back = time.monotonic()
            # Kept pages need nobody to ask the server: a question nobody asked yet shows whether it is used again.
            again = wait_until(lambda: site.asks_something_new() and cache.asked(b"DBSIZE") != b":0", SHARED_AGAIN)
            expect(site.workers() == before, "die Prozesse wurden neu gestartet")
    finally:
        site.stop()
        cache.stop()
    during, after = visitors.counted(gone, back), visitors.counted(back)
    expect(kept not in (b"", b":0"), "der Zwischenspeicher wurde nie benutzt")
    expect(set(during) == {"200"} and during["200"] > 50, f"ohne Zwischenspeicher: {told(during)}")
    expect(set(after) == {"200"}, f"mit Zwischenspeicher: {told(after)}")
    expect(visitors.slowest(gone) < 3, f"ohne Zwischenspeicher: langsamste Antwort {visitors.slowest(gone):.1f} s")
    alone = f"{told(during)}; langsamste Antwort {visitors.slowest(gone, back) * 1000:.0f} ms"
    return [
        (
            f"Zwischenspeicher (`CACHE_URL`) {back - gone:.0f} Sekunden fort, unter Last",
            "jeder Prozess geht allein weiter; ist er wieder da, wird er ohne Neustart wieder benutzt",
            f"{alone}; wieder benutzt nach {again:.1f} s; dieselben {len(before)} Prozesse",
        )
    ]
