"""Ask, and take the time: warm, and after a committed edit of a project between any two requests."""

import time
from dataclasses import asdict, dataclass
from itertools import cycle
from statistics import median

from django.db import connection, transaction
from django.test import Client

from kommunen.models import Project, ProjectStatus

SECONDS = 3  # for a group and a way, then it has to be enough
ROUNDS, LEAST = 5, 2  # each address so often, and at least so many answers

ENOUGH = 20  # answers of a group with few addresses, time permitting


@dataclass(frozen=True)
class Times:
    """What a group took: milliseconds, the application's own computing time, and the most queries of an answer."""

    answers: int
    median: float
    p95: float
    computing: float
    queries: int


class Counter:
    """Counts queries without keeping their texts."""

    def __init__(self):
        self.number = 0

    def __call__(self, execute, *arguments):
        self.number += 1
        return execute(*arguments)


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


def measure(group, ask, between=None):
    """Take the times of a group. Arguments: ask, see ``in_process``; between, an iterator moved on each time."""
    walls, computing, most = [], [], 0
    until = time.monotonic() + SECONDS
    for _round in range(max(ROUNDS, ENOUGH // len(group.addresses))):
        for address in group.addresses:
            if time.monotonic() > until and len(walls) >= LEAST:
                break
            if between:
                next(between)
            counter = Counter()
            with connection.execute_wrapper(counter):
                wall, own = time.perf_counter(), time.process_time()
                ask(address)
                walls.append((time.perf_counter() - wall) * 1000)
                computing.append((time.process_time() - own) * 1000)
            most = max(most, counter.number)
    ordered = sorted(walls)
    p95 = ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]
    return asdict(Times(len(walls), median(walls), p95, median(computing), most))


def measure_all(groups):
    """Measure all groups, one after the other: (name, {"warm": times, "changed": times})."""
    ask, between = in_process(), edits()
    for group in groups:
        ask(group.addresses[0])  # what is made once for each process is made before
        yield group.name, {"warm": measure(group, ask), "changed": measure(group, ask, between)}
