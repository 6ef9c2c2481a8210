"""How many rows a list has for a choice of facets, with the list's address: a number and its link never differ.

The counts come from the row sets of the facets: one small query for each list, whatever and however much is counted.
"""

from dataclasses import dataclass
from functools import reduce
from operator import and_
from urllib.parse import urlencode

from django.urls import reverse

from kommunen.filters.facets import row_sets


@dataclass(frozen=True)
class Count:
    """A number with its words and the address of the list that has so many rows."""

    label: str
    number: int
    url: str


class Counts:
    """The counts of one list. Arguments: filterset_class; name, of the list's address."""

    def __init__(self, filterset_class, name):
        self.sets, self.facets, self.name = row_sets(filterset_class), filterset_class.facets(), name

    @property
    def checked_on(self):
        """The latest day on which a row of the list was checked; "" where none ever was."""
        return self.sets.last_check(self.sets.everything)

    def of(self, label, **asked):
        """The count of the rows that a question finds. Arguments: label; asked, {facet: a value or a list of them}."""
        asked = {facet: [chosen] if isinstance(chosen, str) else list(chosen) for facet, chosen in asked.items()}
        chosen = (self.sets.chosen(name, asked.get(name) or facet.default) for name, facet in self.facets.items())
        query = urlencode(asked, doseq=True)
        number = reduce(and_, chosen, self.sets.everything).bit_count()
        return Count(label, number, f"{reverse(self.name)}{'?' if query else ''}{query}")

    def by(self, name):
        """A count for each value of a facet that some row has: the largest first, or in the facet's own order."""
        facet = self.facets[name]
        choices = facet.vocabulary() if facet.vocabulary else facet.extra["choices"]
        found = [self.of(str(label), **{name: str(value)}) for value, label in choices]
        found = [count for count in found if count.number]
        return found if facet.ordered else sorted(found, key=lambda count: -count.number)
