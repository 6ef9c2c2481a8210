"""Exports of 100,000 projects: the memory that a file takes does not grow with its rows."""

import gc
import tracemalloc
from datetime import date
from pathlib import Path
from time import monotonic

import pytest

from kommunen.exchange.directory.loading import count_rows
from kommunen.models import Municipality, Project, ProjectStatus, PublicationState, Source, Theme, raise_version

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_data"), pytest.mark.proof]
ROWS, SAMPLE = 100_000, 300
MOST = 96  # megabytes that a file may take beside what the process holds already


def fill(number):
    """Write projects in bulk, each with a municipality, a theme and a source."""
    places, themes = list(Municipality.objects.all()[:50]), list(Theme.objects.all()[:20])
    for start in range(0, number, 5_000):
        made = Project.objects.bulk_create(
            Project(
                title=f"Projekt {index:06}",
                slug=f"menge-{index}",
                status=ProjectStatus.PLANNED,
                summary="Ein Satz über das Projekt, wie ihn eine Redaktion schreibt. " * 4,
                checked_on=date(2026, 11, 22),
                state=PublicationState.PUBLISHED,
            )
            for index in range(start, min(start + 5_000, number))
        )
        owners, on = Project.municipalities.through, Project.themes.through
        owners.objects.bulk_create(owners(project=one, municipality=places[one.pk % 50]) for one in made)
        on.objects.bulk_create(on(project=one, theme=themes[one.pk % 20]) for one in made)
        Source.objects.bulk_create(
            Source(record=one, address=f"https://www.beispiel.de/{one.pk}", checked_on=date(2026, 11, 22))
            for one in made
        )
    raise_version()
    count_rows()


def peak():
    """The most memory that this process has held since the last ``reset``, in megabytes."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def reset():
    gc.collect()
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    return peak()


def test_memory_does_not_grow_with_the_rows(client, proof_full, proof_figure):
    number = ROWS if proof_full else SAMPLE
    fill(number)
    wanted = Project.objects.published().filter(status=ProjectStatus.PLANNED).count()
    client.get("/projekte/?status=planned")  # what is computed once per change of the data
    for form in ("csv", "xlsx", "json", "geojson") if proof_full else ("csv", "xlsx"):
        before, began, size = reset(), monotonic(), 0
        tracemalloc.start()  # the process may have room left from filling, which its own peak would not show
        for part in client.get(f"/projekte/?status=planned&format={form}").streaming_content:
            size += len(part)
        taken = max(peak() - before, tracemalloc.get_traced_memory()[1] / 1024**2)
        tracemalloc.stop()

        assert size > wanted * (40 if form == "xlsx" else 300)
        assert taken < MOST, (form, taken)
        name = f"Export von {wanted:,} Projekten als {form.upper()}".replace(",", ".")
        proof_figure(f"{name}: Arbeitsspeicher zusätzlich", round(taken, 1), "MB")
        proof_figure(f"{name}: Dauer, bei mitgeschriebenem Speicher", round(monotonic() - began, 1), "s")
        proof_figure(f"{name}: Größe", round(size / 1024**2, 1), "MB")
