"""What tests of a team's companion share."""

from kommunen.models import Municipality

COMPANION = "/kongresse/kiel-2025/begleiter/"


def place(slug):
    return Municipality.objects.get(slug=slug)


def filled_meeting(**fields):
    return {"version": 0, "outcome": "", "next_step": "", "next_step_on": "", **fields}
