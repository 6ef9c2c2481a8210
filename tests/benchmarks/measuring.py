"""Ask, and take the time: for the first time, again, and after a committed edit of a project before each request."""

import os
import time
from contextlib import suppress
from dataclasses import asdict, dataclass
from itertools import cycle
from pathlib import Path
from statistics import median

from django.db import connection, transaction
from django.test import Client

from congress.warming import warm
from kommunen.models import Project, ProjectStatus

SECONDS = 1.5  # for a group and a way, then it has to be enough
ROUNDS = 5  # each address so often, and at least once
ENOUGH = 20  # answers of a group with few addresses, time permitting


@dataclass(frozen=True)
class Times:
    """What a group took, in milliseconds.

    median, p95: by the clock. computing, computing_p95: computing time of application and database together, which
    says more on a busy machine. queries: the most of an answer.
    """

    answers: int
    median: float
    p95: float
    computing: float
    computing_p95: float
    queries: int


class Counter:
    """Counts queries without keeping their texts."""

    def __init__(self):
        self.number = 0

    def __call__(self, execute, *arguments):
        self.number += 1
        return execute(*arguments)


class Stopwatch:
    """Computing time of this process and, where PostgreSQL runs on this machine, of the process that serves it."""

    def __init__(self):
        self.clocks = [time.process_time]
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_backend_pid()")
                statistics = Path(f"/proc/{cursor.fetchone()[0]}/schedstat")
            with suppress(OSError):  # another machine, or another system
                os.stat(statistics)
                self.clocks.append(lambda: int(statistics.read_text().split()[0]) / 1e9)

    def now(self):
        return sum(clock() for clock in self.clocks)


def in_process(client=None):
    """Return a way to ask: a function of an address, without a network. Another one may ask a server."""
    client = client or Client(raise_request_exception=True)

    def ask(address):
        answer = client.get(address)
        if answer.status_code != 200:
            raise RuntimeError(f"{address}: {answer.status_code}")

    return ask


def edits():
    """Commit an edit of a project, another one each time it is asked for."""
    for pk in cycle(Project.objects.published().order_by("-pk").values_list("pk", flat=True)[:20]):
        with transaction.atomic():
            project = Project.objects.get(pk=pk)
            planned = project.status == ProjectStatus.PLANNED
            project.status = ProjectStatus.IN_PROGRESS if planned else ProjectStatus.PLANNED
            project.save()
        yield


def measure(group, ask, between=None, rounds=None):
    """Take the times of a group.

    Arguments: ask, see ``in_process``; between, an iterator moved on each time; rounds, how often each address.
    """
    walls, computing, most, stopwatch = [], [], 0, Stopwatch()
    until = time.monotonic() + SECONDS
    for _round in range(rounds or max(ROUNDS, ENOUGH // len(group.addresses))):
        for address in group.addresses:
            if time.monotonic() > until and len(walls) >= len(group.addresses):
                break
            if between:
                next(between)
            counter = Counter()
            with connection.execute_wrapper(counter):
                wall, own = time.perf_counter(), stopwatch.now()
                ask(address)
                walls.append((time.perf_counter() - wall) * 1000)
                computing.append((stopwatch.now() - own) * 1000)
            most = max(most, counter.number)
    return asdict(Times(len(walls), median(walls), high(walls), median(computing), high(computing), most))


def high(times):
    """The 95th percentile."""
    return sorted(times)[min(len(times) - 1, int(0.95 * len(times)))]


def measure_all(groups):
    """Measure all groups, one after the other: (name, {"first": times, "warm": times, "changed": times})."""
    warm()  # as every process of the server does before its first visitor
    ask, between = in_process(), edits()
    ask("/readyz")  # the connection
    for group in groups:
        first = measure(group, ask, rounds=1)
        yield group.name, {"first": first, "warm": measure(group, ask), "changed": measure(group, ask, between)}
