"""The federal states in place of their municipalities: what a map shows where there are too many of these."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from statistics import fmean

from django.db.models import Count

from kommunen.models import Municipality, Project, PublicationState, State, Territory

MOST = 1_000  # municipalities on a map; a drawing of several megabytes says less than one point for each state


@dataclass(frozen=True)
class StateOnMap:
    """A federal state with the numbers of its municipalities and of their projects (or hits), amid its units."""

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


def projects_of(records=None):
    """How many of some projects each municipality has: {its pk: number}; not one by one, all in a pass.

    Of all that are published it is quicker to count what there is, and take away the few that are not.
    """
    through = Municipality.projects.rel.through.objects.order_by()

    def counted(rows):
        return Counter(dict(rows.values_list("municipality").annotate(number=Count("pk"))))

    if records is not None:
        return counted(through.filter(project__in=records.order_by().values("pk")))
    hidden = Project.objects.exclude(state=PublicationState.PUBLISHED).order_by()
    numbers = counted(through)
    numbers.subtract(counted(through.filter(project__in=hidden.values("pk"))))
    return numbers


def states_of(places, records=None, numbers=None):
    """Count by state in a few queries that make no records: a list of ``StateOnMap``, in the order of the official key.

    Arguments: places, a query for municipalities; records, a query for the projects that count, or None for all;
    numbers, what counts in their place, where that is known: {pk of a municipality: number}.
    """
    numbers = projects_of(records) if numbers is None else numbers
    projects = {pk: numbers[pk] for pk in places.order_by().values_list("pk", flat=True)}
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
