"""Where facts come from beyond this floor: whoever stands above registers functions that return more of them."""

from dataclasses import dataclass

from django.urls import reverse

from kommunen.models import last_day

_further = {"facts": {}, "meetings": {}}  # function → the nouns that it reads; none said: any


@dataclass(frozen=True, slots=True)
class Meeting:
    """A congress or conference, and who is stated to attend. Being there ties nobody, but one meets."""

    slug: str
    title: str
    page: tuple[str, str]
    slugs: frozenset[str] = frozenset()
    end: str = ""  # its last day as stated; "" is unknown

    def is_over(self, today):
        """Whether its last known day has passed; no where none is known."""
        return bool(self.end) and last_day(self.end) < today

    def get_absolute_url(self):
        return reverse(self.page[0], args=[self.page[1]])


def add_facts(read, *nouns):
    """Register a function without arguments that returns ``Fact``s.

    Arguments: nouns, what it reads: it is asked anew when one of them was edited; without any, whenever data change.
    """
    _further["facts"][read] = nouns


def add_meetings(read):
    """Register a function without arguments that returns ``Meeting``s; asked anew whenever data change."""
    _further["meetings"][read] = ()


def further_facts():
    """The registered functions with the nouns that they read."""
    return _further["facts"]


def meetings():
    """All meetings of all registered functions."""
    return [meeting for read in _further["meetings"] for meeting in read()]
