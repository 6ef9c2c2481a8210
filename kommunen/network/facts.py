"""What the network reasons over: municipalities, and records that may tie them, as plain data without a database."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from django.urls import reverse
from django.utils.translation import get_language

DIRECT_KINDS = frozenset({"development", "reuse", "exchange"})  # of a cooperation; others tie indirectly


class Many(tuple):
    """Several things at hand; templates ask ``.all`` of them as they ask a record's relation."""

    __slots__ = ()

    def all(self):
        return self


NONE = Many()


@dataclass(frozen=True, slots=True)
class Ground:
    """Where a fact can be read, and when somebody last looked."""

    address: str
    publisher: str = ""
    checked_on: date | None = None

    @property
    def host(self):
        """The host name of the address, without "www."."""
        return (urlsplit(self.address).hostname or self.address).removeprefix("www.")

    def __str__(self):
        return self.publisher or self.host


@dataclass(frozen=True, slots=True)
class Node:
    """A model municipality."""

    slug: str
    name: str
    sort_name: str = ""
    kind: str = ""
    population: int | None = None
    states: tuple[str, ...] = ()
    places: tuple[tuple[float, float], ...] = ()  # latitude and longitude of its units

    def __str__(self):
        return self.name

    @property
    def is_several(self):
        """Whether its name is a plural: „Lemgo und Kalletal“."""
        return " und " in self.name

    def get_absolute_url(self):
        return reverse("kommunen:municipality", args=[self.slug])


@dataclass(frozen=True, slots=True)
class Subject:
    """A theme."""

    slug: str
    name: str
    name_en: str = ""

    def __str__(self):
        return self.name_en if self.name_en and get_language() == "en" else self.name

    def get_absolute_url(self):
        return reverse("kommunen:theme", args=[self.slug])


@dataclass(frozen=True, slots=True)
class Part:
    """That a municipality takes part in something, from when to when (stated dates, "" is unknown)."""

    slug: str
    start: str = ""
    end: str = ""
    themes: frozenset[str] | None = None  # of its own part, where it differs: of its projects with a product
    sources: Many = NONE


@dataclass(frozen=True, slots=True)
class Fact:
    """A published record in which municipalities meet.

    ``noun`` is cooperation, project, reuse, session or technology; ``kind`` a cooperation's kind, or "". ``page`` is
    the name and slug of its address, ``same_as`` the slug of the cooperation that tells the same, ``where`` what a
    session belongs to, ``giver`` from whom a reuse comes.
    """

    noun: str
    slug: str
    title: str
    kind: str = ""
    page: tuple[str, str] | None = None
    parts: tuple[Part, ...] = ()
    others: tuple[str, ...] = ()
    themes: frozenset[str] = frozenset()
    start: str = ""
    end: str = ""
    sources: Many = NONE
    checked_on: date | None = None
    same_as: str = ""
    where: str = ""
    giver: str = ""

    def __str__(self):
        return self.title

    @property
    def is_direct(self):
        """Whether it binds two partners; else they merely meet in it."""
        return self.kind in DIRECT_KINDS if self.noun == "cooperation" else self.noun in ("project", "reuse")

    @property
    def municipalities(self):
        """The slugs of all who take part, each once."""
        return tuple(dict.fromkeys(part.slug for part in self.parts))

    def get_absolute_url(self):
        if self.noun == "technology":
            return f"{reverse('kommunen:project-list')}?technik={self.slug}"
        return reverse(self.page[0], args=[self.page[1]]) if self.page else ""
