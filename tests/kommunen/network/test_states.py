"""Above so many municipalities maps show the federal states: counted as the municipalities would be."""

import pytest

from kommunen.network import states
from tests import factories as make

pytestmark = [pytest.mark.once, pytest.mark.django_db]


@pytest.fixture
def three(monkeypatch):
    """One town in Bavaria, one region in Bavaria and Hesse, one town without a place; a map shows one at most."""
    towns = {}
    for name, keys in [("Bamberg", ["09461000"]), ("Spessart", ["09677114", "06435001"]), ("Nirgends", [])]:
        units = [make.TerritoryFactory(key=key, federal_state="BY" if key[:2] == "09" else "HE") for key in keys]
        towns[name] = make.MunicipalityFactory(name=name, slug=name.lower(), territories=units)
    make.ProjectFactory(municipalities=[towns["Bamberg"], towns["Spessart"]])
    make.ProjectFactory(municipalities=[towns["Spessart"]])
    make.CooperationFactory(members=[towns["Bamberg"], towns["Spessart"]])
    monkeypatch.setattr(states, "MOST", 1)


def test_maps_show_states_where_there_are_too_many_municipalities(client, three):
    for address in ("/karte/", "/projekte/?ansicht=karte", "/"):
        response = client.get(address)
        shown = response.context.get("places") or response.context["municipalities"]

        assert [(one.state, one.municipalities, one.projects) for one in shown] == [("HE", 1, 2), ("BY", 2, 3)], address
        text = response.content.decode()
        assert text.partition("<svg viewBox")[2].count("?land=HE") == 1 + (address != "/"), address


def test_one_in_focus_is_shown_with_its_partners_alone(client, three):
    shown = client.get("/karte/?kommune=bamberg").context

    assert sorted(place.slug for place in shown["places"]) == ["bamberg", "spessart"]
    assert shown["ties"].links == [("bamberg", "spessart", False)]
