"""A municipality's team at a congress: Anna and Bernd of Bamberg."""

import pytest

from tests import factories as make
from tests.staff import logged_in


@pytest.fixture
def anna(db):
    return make.editor_of(make.MunicipalityFactory(name="Bamberg", slug="bamberg"))


@pytest.fixture
def team(anna):
    """What every entry of the team has."""
    make.MunicipalityFactory(name="Kempten", slug="kempten")
    make.MunicipalityFactory(name="Jena", slug="jena")
    make.MunicipalityFactory(name="Ulm", slug="ulm")
    make.ThemeFactory(name="Künstliche Intelligenz", slug="ki")
    congress = make.CongressFactory(title="7. MPSC-Kongress", slug="kiel-2025")
    return {"congress": congress, "municipality": anna.memberships.get().municipality, "author": anna}


@pytest.fixture
def as_anna(team, anna):
    return logged_in(anna)


@pytest.fixture
def bernd(team):
    return make.editor_of(team["municipality"])
