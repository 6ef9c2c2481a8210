"""The federal states in place of their municipalities: what a map shows where there are too many of these."""

from collections import defaultdict
from dataclasses import dataclass
from statistics import fmean

from kommunen.models import Municipality, State, Territory

MOST = 1_000  # municipalities on a map; a drawing of several megabytes says less than one point for each state


@dataclass(frozen=True)
class StateOnMap:
    """A federal state with the numbers of its municipalities and of their projects, in the middle of its units."""

    state: State
    municipalities: int
    projects: int
    middle: tuple[float, float]


def too_many(number):
    """Whether so many municipalities are too many for a map."""
    return number > MOST


def drawable(places, number):
    """What a map draws: a list of the municipalities, or of the states that they lie in where there are more than MOST.

    Arguments: places, a query for municipalities ``with_row()``; number, how many these are.
    """
    return states_of(places) if too_many(number) else list(places)


def states_of(places):
    """Count by state in two queries that make no records: a list of ``StateOnMap``, in the order of the official key.

    Arguments: places, a query for municipalities ``with_row()``, or with how many projects count, as ``counted``.
    """
    number = "counted" if "counted" in places.query.annotations else "project_count"
    projects = dict(places.order_by().values_list("pk", number))
    inside, units = defaultdict(set), defaultdict(list)
    through = Municipality.territories.through.objects.filter(territory__in=Territory.objects.published())
    columns = ("municipality", "territory__federal_state", "territory__latitude", "territory__longitude")
    for pk, state, latitude, longitude in through.values_list(*columns):
        if pk in projects:
            inside[state].add(pk)
            units[state].append((latitude, longitude))
    return [
        StateOnMap(
            state=state,
            municipalities=len(inside[state]),
            projects=sum(projects[pk] for pk in inside[state]),
            middle=tuple(map(fmean, zip(*units[state], strict=True))),
        )
        for state in State
        if state in inside
    ]
