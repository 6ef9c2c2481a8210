"""Load the production server over HTTP, and beside it Datasette and a static file: requests, times, memory, weight.

Three ways, with the same addresses:
kept        64 connections, every page made before: what visitors meet between two edits.
made        64 connections, each request for an address of its own, so that no page that was kept fits, while an editor
            commits an edit every tenth of a second.
changed     one connection, and before each request a committed edit of a project: each time another data version.
"""

import gzip
import http.client
import subprocess
import threading
import time
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from urllib.parse import quote, urlencode

from django.db import connection, connections

from kommunen.filters import ProjectFilterSet
from kommunen.filters.facets import row_sets
from kommunen.models import Project, SearchDocument, SearchWord
from tests.benchmarks import servers
from tests.benchmarks.measuring import Counter, edits, high, in_process

CONNECTIONS = 64
SCRIPT = Path(__file__).with_name("load.lua")
WORDS, CHOICES = 8, 8  # different addresses of a kind
PAUSE = 2  # seconds, in which a server ends what nobody awaits any more


def cases(facets):
    """What is asked, {name: (our addresses, the same at Datasette)}. Arguments: facets, as ``servers.write_rows``."""
    words = SearchWord.objects.order_by("-frequency", "key").values_list("shown", flat=True)[: 3 * WORDS : 3]
    sets = row_sets(ProjectFilterSet)
    frequent = {
        name: [value for value, rows in sorted(sets.of_value[name].items(), key=lambda item: -item[1].bit_count())]
        for name in ("thema", "land")
    }
    chosen = [[("thema", frequent["thema"][n]), ("land", frequent["land"][n])] for n in range(CHOICES)]
    return {
        "Liste mit Facetten": (["/projekte/"], [servers.asked_of_datasette(facets, [])]),
        "Liste mit zwei gewählten Facetten": (
            [f"/projekte/?{urlencode(values)}" for values in chosen],
            [servers.asked_of_datasette(facets, values) for values in chosen],
        ),
        "Suche in der Liste mit Facetten": (
            [f"/projekte/?{urlencode({'q': word})}" for word in words],
            [servers.asked_of_datasette(facets, [], quote(word)) for word in words],
        ),
        "Suche über alles mit Facetten": ([f"/suche/?{urlencode({'q': word})}" for word in words], None),
    }


def facets_and_rows():
    """The published projects with what a row shows, and their facets from the very sets that ours are counted from."""
    sets = row_sets(ProjectFilterSet)
    held = {name: {} for name in sets.of_value}
    for name, by_value in sets.of_value.items():
        for value, rows in by_value.items():
            for pk in sets.ids_in(rows):
                held[name].setdefault(pk, []).append(value)
    facets = {name: any(len(values) > 1 for values in of.values()) for name, of in held.items() if of}
    texts = dict(SearchDocument.objects.filter(type="project").values_list("object_id", "parts"))

    def rows():
        for pk, slug, title, summary in Project.objects.published().values_list("pk", "slug", "title", "summary"):
            values = [
                servers.several(held[name].get(pk, [])) if many else (held[name].get(pk) or [None])[0]
                for name, many in facets.items()
            ]
            yield pk, slug, title, summary, " ".join(text for _field, text in texts.get(pk, [])), *values

    return facets, rows()


def load(port, addresses, seconds, own=None):
    """Let wrk ask. Returns: {"rate", "median", "p95", "answers", "errors"}."""
    with TemporaryDirectory() as folder:
        asked = Path(folder) / "addresses"
        asked.write_text("".join(f"{one}\n" for one in addresses), encoding="utf-8")
        command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--timeout", "120s", "-s", SCRIPT]
        command += [f"http://127.0.0.1:{port}", "--", asked, *([own] if own else [])]
        said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    answers, took, middle, most, errors = next(
        line.split()[1:] for line in said.splitlines() if line.startswith("MEASURED")
    )
    rate = int(answers) / float(took)
    return {"rate": rate, "median": float(middle), "p95": float(most), "answers": int(answers), "errors": int(errors)}


def one_by_one(port, addresses, seconds, between=None):
    """Ask over one connection, after an edit each time if told. Returns: as ``load``."""
    line, times = http.client.HTTPConnection("127.0.0.1", port, timeout=600), []
    until, number = time.monotonic() + seconds, 0
    while time.monotonic() < until or len(times) < 2:
        if between:
            next(between)
        start = time.perf_counter()
        servers.get(line, addresses[number % len(addresses)])
        times.append((time.perf_counter() - start) * 1000)
        number += 1
    line.close()
    middle = median(times)
    return {"rate": 1000 / middle, "median": middle, "p95": high(times), "answers": len(times), "errors": 0}


class Editor(threading.Thread):
    """Commits an edit every tenth of a second until told to stop."""

    def __init__(self):
        super().__init__(daemon=True)
        self.over = threading.Event()

    def run(self):
        work = edits()
        while not self.over.wait(0.1):
            next(work)
        connections.close_all()

    def __enter__(self):
        self.start()

    def __exit__(self, *_exception):
        self.over.set()
        self.join()


def weight(port, address):
    """The bytes of a page: (as sent, unpacked)."""
    body, packed = servers.get(http.client.HTTPConnection("127.0.0.1", port, timeout=600), address)
    return len(body), len(gzip.decompress(body) if packed else body)


def queries(addresses):
    """The most queries that an answer takes which nobody has kept."""
    ask, most = in_process(), 0
    for address in addresses:
        ask(address)
        counter = Counter()
        with connection.execute_wrapper(counter):
            ask(address)
        most = max(most, counter.number)
    return most


def measure_all(url, seconds, known=(), say=print):
    """Measure the server over HTTP.

    Arguments: url, of the connected database; seconds, for each measurement; known, what this run has measured of
    Datasette with the same rows.

    Returns: {"rows": [{"name", "way", "server", …}], "memory": megabytes of the largest worker}.
    """
    facets, rows = facets_and_rows()
    asked, found = cases(facets), []

    def note(name, way, server, result):
        found.append({"name": name, "way": way, "server": server} | result)
        times = f"Median {result['median']:.1f} ms, 95 % unter {result['p95']:.1f} ms"
        say(f"  {server}, {name}, {way}: {result['rate']:.1f} je Sekunde, {times}")

    found += known
    with TemporaryDirectory() as folder:
        database = Path(folder) / "bench.db"
        servers.write_rows(database, facets, [] if known else rows)
        for name, (_ours, theirs) in asked.items():
            if known or not theirs:
                continue
            for way, ask in (("changed", one_by_one), ("made", load)):
                with servers.datasette(database) as port:  # another one each time: it goes on with what nobody awaits
                    servers.get(http.client.HTTPConnection("127.0.0.1", port, timeout=600), theirs[0])
                    note(name, way, "Datasette", ask(port, theirs, seconds))
                if found[-1]["median"] > seconds * 1000:
                    break  # 64 at once would get no answer at all
    with servers.our_server(url) as site:
        file = servers.static_file(site.port)
        memory = site.memory()
        for name, (ours, _theirs) in asked.items():
            sent, unpacked = weight(site.port, ours[0])
            more = {"sent": sent, "unpacked": unpacked, "queries": queries(ours)}
            note(name, "changed", "hier", one_by_one(site.port, ours, seconds, edits()) | more)
            load(site.port, ours, 1)  # so that each process has made them
            note(name, "kept", "hier", load(site.port, ours, seconds) | more)
            with Editor():
                note(name, "made", "hier", load(site.port, ours, seconds, own="messung") | more)
            time.sleep(PAUSE)
        note("Statische Datei", "kept", "hier", load(site.port, [file], seconds))
        return {"rows": found, "memory": site.memory(), "memory_at_start": memory}
