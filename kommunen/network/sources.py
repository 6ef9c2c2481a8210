"""Where facts come from beyond this floor: whoever stands above registers functions that return more of them."""

from dataclasses import dataclass

from django.urls import reverse

_further = {"facts": [], "meetings": []}


@dataclass(frozen=True, slots=True)
class Meeting:
    """A congress or conference, and who is stated to attend. Being there ties nobody, but one meets."""

    slug: str
    title: str
    page: tuple[str, str]
    slugs: frozenset[str] = frozenset()

    def get_absolute_url(self):
        return reverse(self.page[0], args=[self.page[1]])


def add_facts(read):
    """Register a function without arguments that returns ``Fact``s; asked anew whenever data change."""
    _add("facts", read)


def add_meetings(read):
    """Register a function without arguments that returns ``Meeting``s; asked anew whenever data change."""
    _add("meetings", read)


def _add(what, read):
    if read not in _further[what]:
        _further[what].append(read)


def further_facts():
    """All facts of all registered functions."""
    return [fact for read in _further["facts"] for fact in read()]


def meetings():
    """All meetings of all registered functions."""
    return [meeting for read in _further["meetings"] for meeting in read()]
