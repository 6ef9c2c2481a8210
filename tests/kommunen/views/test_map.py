"""The map: who is in focus, who works with whom, and that each point can be touched by itself."""

from itertools import combinations
from math import hypot

import pytest

from kommunen.models import Cooperation, CooperationKind, Municipality
from kommunen.templatetags.germany_map import text_width
from kommunen.templatetags.network_maps import municipality_map
from kommunen.templatetags.spreading import TOUCH, Circle, apart, too_close
from tests import factories as make

pytestmark = [pytest.mark.once, pytest.mark.django_db]


@pytest.fixture
def four():
    """Bamberg works with Kiel and, until 2021, with Ulm; it only met Jena."""
    towns = {}
    for name, latitude, longitude in [
        ("Bamberg", 49.89, 10.89),
        ("Kiel", 54.32, 10.14),
        ("Ulm", 48.4, 9.99),
        ("Jena", 50.93, 11.59),
    ]:
        unit = make.TerritoryFactory(name=name, latitude=latitude, longitude=longitude)
        towns[name] = make.MunicipalityFactory(name=name, slug=name.lower(), territories=[unit])
    bamberg, kiel, ulm, jena = towns.values()
    make.CooperationFactory(title="Toolbox", slug="toolbox", members=[bamberg, kiel])
    make.CooperationFactory(title="Altes", slug="altes", members=[bamberg, ulm], start="2020", end="2021")
    make.CooperationFactory(title="Treffen", kind=CooperationKind.EVENT, members=[bamberg, jena])


def test_one_in_focus_has_lines_to_its_partners_and_the_table_says_the_same(client, four):
    response = client.get("/en/karte/?kommune=bamberg")
    ties, text = response.context["ties"], response.content.decode()

    assert ties.tones == {"kiel": "partner", "ulm": "partner", "bamberg": "focus"}
    assert sorted(ties.links) == [("bamberg", "kiel", False), ("bamberg", "ulm", True)]
    assert [(row.place.slug, [tie.fact.slug for tie in row.ties]) for row in ties.rows] == [
        ("kiel", ["toolbox"]),
        ("ulm", ["altes"]),
        ("jena", []),
    ]
    lines = text.partition('<g class="map__lines"')[2].partition("</g>")[0]
    assert (lines.count("<path"), lines.count("map__ended")) == (2, 1)
    assert text.count('class="map__partner"') == 2
    assert "Bamberg: 2 partners" in text


def test_a_focus_narrows_nothing_and_is_drawn_beside_any_filter(client, four):
    assert client.get("/karte/?kommune=bamberg").context["page_obj"].paginator.count == 4
    filtered = client.get("/karte/?kommune=bamberg&q=Kiel").context

    assert [place.slug for place in filtered["places"]] == ["kiel", "bamberg"]
    assert filtered["ties"].links == [("bamberg", "kiel", False)]
    assert client.get("/karte/?kommune=nirgends").status_code == 400
    assert client.get("/karte/?kommune=nirgends&format=csv").status_code == 400


def test_lines_are_drawn_on_demand_and_kept_with_the_filter(client, four):
    plain, drawn = client.get("/karte/").content.decode(), client.get("/karte/?linien=1").content.decode()

    assert 'class="map__lines"' not in plain
    assert drawn.partition('<g class="map__lines"')[2].partition("</g>")[0].count("<path") == 2
    assert 'href="?linien=1"' in plain
    assert 'name="linien" value="1"' in drawn
    assert "Kiel und Ulm" in drawn  # the partners by name, as the lines show them
    assert client.get("/karte/?linien=2").status_code == 400


def test_the_map_of_cooperations_draws_those_in_its_list(client, four):
    def links(question):
        return client.get(f"/kooperationen/?ansicht=karte&linien=1{question}").context["ties"].links

    assert sorted(links("")) == [("bamberg", "kiel", False), ("bamberg", "ulm", True)]
    assert links("&q=Toolbox") == [("bamberg", "kiel", False)]


def test_a_profile_leads_to_the_map_with_its_partners(client, four):
    assert 'href="/karte/?kommune=bamberg"' in client.get("/kommunen/bamberg/").content.decode()


@pytest.mark.parametrize("address", ["/karte/?linien=1", "/karte/?kommune=bamberg", "/kooperationen/?ansicht=karte"])
def test_a_map_takes_as_many_queries_for_many_as_for_few(client, four, django_assert_max_num_queries, address):
    for number in range(8):
        unit = make.TerritoryFactory(name=f"Ort {number}", longitude=8 + number / 2)
        make.CooperationFactory(members=[make.MunicipalityFactory(territories=[unit]) for _twice in range(2)])
    client.get(address)

    with django_assert_max_num_queries(11):  # one more than without a focus
        client.get(address)


@pytest.mark.once
@pytest.mark.parametrize("number", [2, 15])
def test_points_on_one_spot_part_and_stay_within_the_drawing(number):
    circles = [Circle(300, 5, 4.2 + owner % 5, owner) for owner in range(number)]
    again = [Circle(300, 5, 4.2 + owner % 5, owner) for owner in range(number)]
    apart(circles, 600, 800)
    apart(again, 600, 800)

    assert circles == again
    assert list(too_close(circles)) == []
    assert all(circle.radius <= circle.y <= 800 - circle.radius for circle in circles)


@pytest.mark.once
def test_spots_of_one_link_may_lie_nearer_and_who_has_room_stays():
    alone, one, other = Circle(100, 100, 5, 0), Circle(300, 300, 4, 1), Circle(301, 300, 4, 1)
    apart([alone, one, other], 600, 800)

    assert (alone.x, alone.y) == (100, 100)
    assert 8.5 < hypot(one.x - other.x, one.y - other.y) < TOUCH


@pytest.mark.usefixtures("real_data")
def test_on_the_real_map_no_two_links_are_nearer_than_a_finger(client):
    text = client.get("/karte/").content.decode()
    spots = [
        (owner, *map(float, spot.split("h")[0].split()))
        for owner, path in enumerate(part.partition('"')[0] for part in text.split('class="map__touch" d="')[1:])
        for spot in path.split("M")[1:]
    ]

    assert len(spots) >= 73
    for (one, x, y), (other, other_x, other_y) in combinations(spots, 2):
        assert one == other or hypot(x - other_x, y - other_y) >= TOUCH - 0.3


@pytest.mark.usefixtures("real_data")
def test_on_no_real_profile_a_name_lies_over_the_point_of_another():
    towns = {town.pk: town for town in Municipality.objects.with_row()}
    partners = {pk: set() for pk in towns}
    for cooperation in Cooperation.objects.with_row():
        together = {town.pk for town in cooperation.municipalities} if cooperation.is_lasting else set()
        for pk in together:
            partners[pk] |= together - {pk}

    names = 0
    for pk, town in towns.items():
        drawn = municipality_map(town, [towns[other] for other in partners[pk]])
        spots = [spot for mark in drawn["marks"] for spot in mark["spots"]]
        for labels, size in [("labels", 15), ("narrow_labels", 25)]:
            names += len(drawn[labels])
            assert not [
                (town.name, label.text) for label in drawn[labels] for spot in spots if lies_over(label, size, spot)
            ]

    assert names > 700


def lies_over(label, size, spot):
    """Whether a label's letters hide the middle of a point."""
    width = text_width(label.text, size)
    left = label.x - {"start": 0, "middle": width / 2, "end": width}[label.anchor]
    return left < spot[0] < left + width and label.y - 0.8 * size < spot[1] < label.y + 0.15 * size
