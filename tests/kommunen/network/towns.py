"""Municipalities at a place in a federal state, for the tests of the network."""

from itertools import count

from tests import factories as make

KEYS = {"SH": "01", "BW": "08", "BY": "09", "TH": "16"}
numbers = count(1)


def town(slug, state="BY", lat=49.9, lon=10.9, **fields):
    """Make a published municipality of one unit."""
    key = f"{KEYS[state]}{next(numbers):06}"
    unit = make.TerritoryFactory(key=key, federal_state=state, latitude=lat, longitude=lon)
    return make.MunicipalityFactory(slug=slug, name=slug.title(), territories=[unit], **fields)
