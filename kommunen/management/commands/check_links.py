"""Visits the addresses that records name, and keeps which of them are dead."""

from time import monotonic, sleep
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand

from kommunen.exchange.addresses import due_addresses, forget_unnamed, keep
from kommunen.exchange.visiting import visit

PAUSE = 2.0  # seconds between two visits to one server


class Command(BaseCommand):
    help = "Visit the web addresses that records name; broken off, it goes on where it stood."

    def add_arguments(self, parser):
        parser.add_argument("--days", type=int, default=30, help="visit an address again after so many days")
        parser.add_argument("--most", type=int, default=0, help="visit at most so many addresses; 0: all")
        parser.add_argument("--pause", type=float, default=PAUSE, help="seconds between two visits to one server")

    def handle(self, *, days, most, pause, **options):
        agent = f"Netzwerk-Modellkommunen-Linkpruefung/1 (+{settings.PUBLIC_URL})"
        due = in_turn(due_addresses(days))
        due = due[:most] if most else due
        last, dead = {}, 0
        for number, address in enumerate(due, start=1):
            host = urlsplit(address).hostname
            sleep(max(0, last.get(host, -pause) + pause - monotonic()))
            found = visit(address, agent)
            last[host] = monotonic()
            keep(address, found)
            if not found.alive:
                dead += 1
                self.stdout.write(f"{address}: {found.problem}")
            if self.stderr.isatty():
                self.stderr.write(f"\r{number}/{len(due)}", ending="")
        forget_unnamed()
        self.stdout.write(f"{len(due)} addresses visited, {dead} of them not there.")


def in_turn(addresses):
    """Addresses in an order in which the servers take turns, so that nobody waits while others could be asked."""
    by_host, placed = {}, []
    for address in addresses:
        host = urlsplit(address).hostname
        by_host[host] = by_host.get(host, 0) + 1
        placed.append((by_host[host], host or "", address))
    return [address for _place, _host, address in sorted(placed)]
