"""Runs one import in a process of its own, to be killed: ``python -m tests.importing prepare|run``."""
# ruff: noqa: E402, T201 - Django is set up before its models are read, and whoever kills waits for a word

import sys

import django

django.setup()

from kommunen.exchange.imports.writing import plan_of, run
from kommunen.models import FundingRound, Municipality, Project, Upload, User

ROWS = 100


def prepare():
    """Projects, and an upload that changes each of them."""
    user = User.objects.create_superuser("pmo@example.org", "x")
    stage = FundingRound.objects.create(number=1, year=2019)
    place = Municipality.objects.create(name="Bamberg", slug="bamberg", kind="city", round=stage)
    for number in range(ROWS):
        Project.objects.create(slug=f"p-{number}", title=f"P {number}").municipalities.add(place)
    lines = ["Schlüssel;Titel;Zusammenfassung", *(f"p-{number};P {number};neu" for number in range(ROWS))]
    upload = Upload(user=user, noun="kommunen.project", name="x.csv", content="\n".join(lines).encode())
    upload.seen = plan_of(upload, Project, user).seen
    upload.save()


if __name__ == "__main__":
    if sys.argv[1] == "prepare":
        prepare()
    else:
        print("ready", flush=True)
        run(Upload.objects.get(), Project, User.objects.get())
