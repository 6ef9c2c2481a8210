"""The parameter ``nahe``: nearest first, seen from a place that people name."""

import re
from collections import defaultdict
from dataclasses import dataclass
from itertools import islice
from math import cos, radians

from django.core.exceptions import ValidationError
from django.db.models import ExpressionWrapper, F, FloatField, Min, OuterRef, Subquery
from django.db.models.functions import Sqrt
from django.utils.translation import gettext_lazy as _
from django_filters import Filter

from kommunen.filters.words import TextField
from kommunen.language.folding import letters
from kommunen.language.fuzzy import Speller
from kommunen.models import Municipality, SearchName, Territory, published_along, stamps
from kommunen.models.address import sort_key
from kommunen.search.documents import beginnings
from kommunen.search.quoting import quoted
from kommunen.search.words import kept

SHORTEST_PART, MOST_NEAR = 3, 3  # letters of a part of a name, names that are offered for an unknown one
NAME_BREAKS, POSTAL_CODE = re.compile(r"[\s/()–-]+"), re.compile(r"\b(?:D-?)?\d{4,5}\b")
KM_PER_DEGREE = 111.2  # of latitude; a degree of longitude is shorter by the cosine of the latitude


@dataclass(frozen=True)
class Place:
    """Where a question starts from."""

    name: str
    latitude: float
    longitude: float


def place_named(text):
    """Return the place that a text names: a model municipality's slug or name, or an official unit's name.

    Units are found as the search knows them: Koeln is Köln. Of several the largest counts. Returns None where nothing
    published fits.
    """
    key = letters(text)
    municipality = Municipality.objects.published().filter(slug=text).first()
    municipality = municipality or Municipality.objects.published().filter(sort_name=sort_key(text)).first()
    units = Territory.objects.published().order_by("-population", "key")
    if municipality:
        unit = units.filter(municipalities=municipality).first()
        return unit and Place(municipality.name, unit.latitude, unit.longitude)
    named = SearchName.objects.filter(type="municipality", key=next(iter(beginnings(text)), ""))
    for unit in units.filter(municipalities__in=named.values("document__object_id")) if key else []:
        if letters(unit.name).endswith(key):
            return Place(unit.name, unit.latitude, unit.longitude)
    return None


class PlaceNames:
    """The names of all places that a question may start from, to be found by one like them or by their beginnings."""

    def __init__(self, names):
        self._names = defaultdict(set)
        for name in names:
            for key in {letters(part) for part in (name, *NAME_BREAKS.split(name)) if len(part) >= SHORTEST_PART}:
                self._names[key].add(name)
        self._speller = Speller(dict.fromkeys(self._names, 1))

    def near(self, text):
        """The names nearest to what was typed, a few: what begins so or has a part that does, then what is alike."""
        key, alike = letters(text), []
        if len(key) >= SHORTEST_PART:
            alike = sorted((one for one in self._names if one.startswith(key)), key=lambda one: (len(one), one))
        alike += [one.word for one in self._speller.suggest(key)]
        found = (name for one in alike for name in sorted(self._names[one], key=lambda name: (len(name), name)))
        return list(islice(dict.fromkeys(found), MOST_NEAR))


def near_names(text):
    """The names of places nearest to what was typed."""
    names = kept("place names", stamps.now()(Municipality, Territory), lambda: PlaceNames(set(place_names())))
    return names.near(text)


def place_names():
    """The names by which ``place_named`` finds something."""
    towns, units = Municipality.objects.published(), Territory.objects.published()
    yield from towns.filter(territories__in=units).values_list("name", flat=True)
    yield from units.filter(municipalities__in=towns).values_list("name", flat=True)


def unknown_place(text, near):
    """What to say of a place that nobody knows. Arguments: text, as typed; near, names like it."""
    if POSTAL_CODE.search(text):
        return _("“%(place)s”: only names of places are understood here, no postal codes.")
    if near:
        return _("We know no place “%(place)s”.")
    return _("We know no place “%(place)s”, only the model municipalities and the places that belong to them.")


class PlaceField(TextField):
    """A place by name; an unknown one is a fault beside the field."""

    def as_chip(self, value):
        """What is said of it where it is selected. Arguments: value, as typed, or the Place that it names."""
        return _("near %(place)s") % {"place": getattr(value, "name", value)}

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return None
        place = place_named(text)
        if place is None:
            near = near_names(POSTAL_CODE.sub("", text))  # a page leads to these, programs are told
            raise ValidationError(unknown_place(text, near), params={"place": quoted(text), "near": near})
        return place


class NearnessFilter(Filter):
    """Sort by the distance to the nearest of a row's places, and leave out what has none.

    Arguments: path, from the row to its territories. Adds ``distance_km`` to each row: as the crow flies, on a plane
    around the starting place, exact to a few percent within Germany.
    """

    field_class = PlaceField

    def __init__(self, path, **kwargs):
        self.path = path
        super().__init__(label=_("Near (place)"), **kwargs)

    def filter(self, qs, value):
        if not value:
            return qs
        east = (F(f"{self.path}__longitude") - value.longitude) * KM_PER_DEGREE * cos(radians(value.latitude))
        north = (F(f"{self.path}__latitude") - value.latitude) * KM_PER_DEGREE
        squared = ExpressionWrapper(east * east + north * north, output_field=FloatField())
        nearest = (
            qs.model.objects.filter(published_along(qs.model, self.path), pk=OuterRef("pk"))
            .order_by()
            .values("pk")
            .annotate(nearest=Sqrt(Min(squared)))
            .values("nearest")
        )
        near = qs.annotate(distance_km=Subquery(nearest, output_field=FloatField()))
        return near.filter(distance_km__isnull=False).order_by("distance_km", "pk")
