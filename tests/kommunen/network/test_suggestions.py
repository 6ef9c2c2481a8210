"""Whom to meet next: reasons that add up, nobody who is connected already, nothing unpublished."""

import pytest
from django.template import Context, Template
from django.utils import translation

from kommunen.models import PublicationState
from kommunen.network.current import network
from kommunen.network.suggestions import beyond, suggest
from kommunen.network.wording import in_words
from tests import factories as make
from tests.kommunen.network.towns import town

pytestmark = [pytest.mark.once, pytest.mark.django_db]
API, PAGE = "/api/v1/suggestions/", "/en/netzwerk/vorschlaege/"


@pytest.fixture
def world():
    """Bamberg; Fuerth near by; Kiel far off, with the same theme; Ulm, a partner already."""
    found = {
        "bamberg": town("bamberg", population=77_000),
        "fuerth": town("fuerth", lat=49.5, lon=11.0, population=128_000),
        "kiel": town("kiel", "SH", 54.3, 10.1, kind="cooperation", population=640_000),
        "ulm": town("ulm", "BW", 48.4, 10.0),
    }
    found["ki"] = make.ThemeFactory(slug="ki", name_en="AI")
    found["drone"] = make.TechnologyFactory(slug="drohne", name="Drohne")
    for slug, status in (("bamberg", "planned"), ("kiel", "in_operation")):
        make.ProjectFactory(
            municipalities=[found[slug]], themes=[found["ki"]], technologies=[found["drone"]], status=status
        )
    found["toolbox"] = make.CooperationFactory(title="Toolbox", members=[found["bamberg"], found["ulm"]])
    return found


def reasons(slug, theme=""):
    now = network()
    found = {one.node.slug: one for one in suggest(now, now.nodes["bamberg"], theme)}
    return {reason.kind: reason.points for reason in found[slug].reasons} if slug in found else None


def test_what_speaks_for_a_neighbour(world):
    assert reasons("fuerth") == {"state": 12, "near": 7, "comparable": 5}


def test_what_speaks_for_one_who_works_on_the_same(world):
    assert reasons("kiel") == {"themes": 9, "technology": 1, "stage": 1}


def test_on_a_theme_only_whoever_has_something_on_it(world):
    assert reasons("fuerth", "ki") is None
    assert reasons("kiel", "ki") == {"themes": 9, "stage": 4, "works": 2, "technology": 1}


def test_ai_data_or_a_running_cooperation_is_something_on_a_theme(world):
    data = make.TrainingDataFactory(title="Sammlung", municipality=world["fuerth"], kind="initiative")
    data.themes.add(world["ki"])
    assert reasons("fuerth", "ki") == {"state": 12, "near": 7, "comparable": 5, "own_data": 2}

    make.CooperationFactory(title="Sammlung", kind="exchange", members=[world["fuerth"]], themes=[world["ki"]])
    assert reasons("fuerth", "ki")["own_data"] == 5  # others can join it
    assert "joined" not in reasons("fuerth", "ki")  # it is named already

    group = make.CooperationFactory(kind="association", members=[world["fuerth"]], themes=[world["ki"]])
    data.delete()
    assert reasons("fuerth", "ki")["joined"] == 2

    make.CooperationFactory(kind="event", members=[world["ulm"]], themes=[world["ki"]])
    make.CooperationFactory(end="2020", members=[world["ulm"]], themes=[world["ki"]])
    assert reasons("ulm", "ki") is None
    group.members.add(make.CooperationMemberFactory(cooperation=group, municipality=world["ulm"], end="2020"))
    assert reasons("ulm", "ki") is None


def texts(slug, theme=""):
    now = network()
    with translation.override("en"):
        rows = in_words(now, now.nodes["bamberg"], theme, suggest(now, now.nodes["bamberg"], theme))
    return {reason["kind"]: reason["text"] for row in rows for reason in row["reasons"] if row["node"].slug == slug}


@pytest.mark.parametrize(
    ("kind", "population", "text"),
    [
        ("city", 100_000, "Comparable: city, too, of like size (100,000 inhabitants)"),
        ("city", 300_000, "Comparable: city, too, less than five times as large or small (300,000 inhabitants)"),
        ("city", 900_000, "Comparable: city, too"),
        ("district", 100_000, "Of like size (100,000 inhabitants)"),
        ("district", 900_000, None),
    ],
)
def test_only_what_is_alike_is_called_comparable(world, kind, population, text):
    for slug, values in {"bamberg": ("city", 77_000), "fuerth": (kind, population)}.items():
        world[slug].kind, world[slug].population = values
        world[slug].save()

    assert texts("fuerth").get("comparable") == text


def test_one_off_meetings_are_no_experience(world):
    make.CooperationFactory(kind="event", members=[world["fuerth"]])
    assert "experience" not in texts("fuerth")

    make.CooperationFactory(members=[world["fuerth"]])
    assert texts("fuerth")["experience"] == "Experienced: takes part in 1 cooperation"


def test_who_was_never_in_it_at_the_same_time_is_no_shared_partner(world):
    circle = make.CooperationFactory(members=[world["ulm"]])
    member = make.CooperationMemberFactory(cooperation=circle, municipality=world["fuerth"])
    assert texts("fuerth")["partner"] == "Shared partners from cooperations: Ulm"

    circle.members.filter(municipality=world["ulm"]).update(end="2020")
    member.start = "2022"
    member.save()
    assert "partner" not in texts("fuerth")


def test_what_runs_is_named_where_the_other_plans(world):
    [project] = world["kiel"].projects.all()
    assert texts("kiel", "ki")["stage"] == f"Runs “{project.title}” on “AI”, where Bamberg still plans or builds"

    make.ProjectFactory(municipalities=[world["kiel"]], themes=[world["ki"]], status="in_operation")
    assert texts("kiel", "ki")["stage"] == "Runs something on “AI” already, where Bamberg still plans or builds"


@pytest.mark.parametrize(
    "name",
    [
        *("Land Nordrhein-Westfalen", "Koordinierungs- und Transferstelle Modellprojekte Smart Cities"),
        *("Bundesministerium für Bildung und Forschung", "über 40 Kommunen in Rheinland-Pfalz"),
    ],
)
def test_a_body_above_all_municipalities_is_no_shared_partner(world, name):
    for organisation in (make.OrganisationFactory(name=name), make.OrganisationFactory(name="Landkreis Fulda")):
        for slug in ("bamberg", "fuerth"):
            make.ProjectFactory(municipalities=[world[slug]], partners=[organisation])

    assert texts("fuerth")["organisation"] == "Shared partner: Landkreis Fulda"


def test_who_lives_far_off_is_not_near(world):
    world["ulm"].cooperation_members.all().delete()
    assert "near" in texts("ulm")  # 180 km
    assert "near" not in texts("kiel")

    far = town("far", "BW", 47.6, 9.5)  # 270 km
    assert "near" not in texts(far.slug)


def test_whoever_is_active_already_is_left_out(world):
    assert reasons("ulm") is None

    world["toolbox"].end = "2020"
    world["toolbox"].save()

    assert reasons("ulm")["experience"] == 1


def test_it_is_named_where_somebody_was(world):
    make.AttendanceFactory(congress=make.CongressFactory(title="10. Regionalkonferenz"), municipality=world["fuerth"])

    assert texts("fuerth")["congress"] == "Was there: 10. Regionalkonferenz"


def test_a_partner_on_another_theme_can_be_suggested(world):
    make.ProjectFactory(municipalities=[world["ulm"]], themes=[world["ki"]])

    assert reasons("ulm", "ki")["works"] == 2


def test_ai_data_offered_meet_data_needed(world):
    make.TrainingDataFactory(municipality=world["bamberg"], kind="need", themes=[world["ki"]])
    make.TrainingDataFactory(municipality=world["fuerth"], kind="offer", themes=[world["ki"]])

    assert reasons("fuerth")["ai_data"] == 3


def test_a_shared_partner_and_a_shared_congress_count(world):
    office = make.OrganisationFactory(name="Fraunhofer")
    congress = make.CongressFactory()
    for slug in ("bamberg", "fuerth"):
        make.ProjectFactory(municipalities=[world[slug]], partners=[office])
        make.AttendanceFactory(congress=congress, municipality=world[slug])
    make.CooperationFactory(members=[world["fuerth"], world["ulm"]])

    found = reasons("fuerth")

    assert (found["organisation"], found["partner"]) == (2, 1)
    assert found["congress"] == 3


def test_who_works_with_one_s_neighbours_has_crossed_the_border_already(client, world):
    make.CooperationFactory(members=[world["kiel"], world["fuerth"]])

    assert reasons("kiel")["neighbours"] == 2
    assert "neighbours" not in reasons("fuerth")
    page = client.get(f"{PAGE}?fuer=bamberg").content.decode()
    assert 'Has partners from <span lang="de">Bayern</span> in cooperations: ' in page


@pytest.mark.parametrize("state", [state for state in PublicationState if state != PublicationState.PUBLISHED])
@pytest.mark.parametrize("what", ["ki", "drone"])
def test_nothing_unpublished_speaks_for_anybody(world, what, state):
    world[what].state = state
    world[what].save()

    assert {"ki": "themes", "drone": "technology"}[what] not in reasons("kiel")


def test_programs_get_points_that_add_up_and_addresses_that_answer(client, world):
    answer = client.get(f"{API}?fuer=bamberg").json()

    assert [row["municipality"]["slug"] for row in answer["results"]] == ["fuerth", "kiel"]
    for row in answer["results"]:
        assert row["score"] == sum(reason["points"] for reason in row["reasons"])
        for reason in row["reasons"]:
            assert client.get(reason["url"].removeprefix("http://testserver")).status_code == 200
    assert [(row["municipality"]["slug"], [tie["title"] for tie in row["evidence"]]) for row in answer["excluded"]] == [
        ("ulm", ["Toolbox"])
    ]


def test_a_congress_brings_forward_who_attends(client, world):
    congress = make.CongressFactory(slug="7-kiel")
    make.AttendanceFactory(congress=congress, municipality=world["kiel"])

    row = next(
        row
        for row in client.get(f"{API}?fuer=bamberg&kongress=7-kiel").json()["results"]
        if row["municipality"]["slug"] == "kiel"
    )

    assert {reason["kind"]: reason["points"] for reason in row["reasons"]}["attends"] == 5


@pytest.mark.parametrize(
    ("question", "status", "named"),
    [
        ("", 400, "fuer"),
        ("fuer=atlantis", 404, "fuer"),
        ("fuer=bamberg&thema=xyz", 400, "thema"),
        ("fuer=bamberg&kongress=xyz", 400, "kongress"),
        *((f"fuer=bamberg&limit={limit}", 400, "limit") for limit in ("0", "-1", "101", "zwei")),
    ],
)
def test_a_wrong_question_is_named(client, world, question, status, named):
    answer = client.get(f"{API}?{question}")

    assert (answer.status_code, list(answer.json()["errors"])) == (status, [named])


def test_a_limit_limits(client, world):
    assert len(client.get(f"{API}?fuer=bamberg&limit=1").json()["results"]) == 1


def test_the_page_shows_both_lists_and_who_is_left_out(client, world):
    for number in range(11):
        town(f"ort-{number}")

    context = client.get(f"{PAGE}?fuer=bamberg").context

    assert len(context["suggestions"]) == 10
    assert [row["node"].slug for row in context["beyond"]] == ["kiel"]
    assert [(node.slug, text) for node, text in context["excluded"]] == [("ulm", "already connected by “Toolbox”")]


def test_the_second_list_is_of_other_states(world):
    now = network()

    assert [one.node.slug for one in beyond(now.nodes["bamberg"], suggest(now, now.nodes["bamberg"]))] == ["kiel"]


@pytest.mark.parametrize(("question", "status"), [("", 200), ("?fuer=x", 404), ("?fuer=bamberg&thema=x", 400)])
def test_the_page_names_faults(client, world, question, status):
    assert client.get(PAGE + question).status_code == status


@pytest.mark.parametrize("count", [1, 12])
def test_suggestions_take_two_queries_however_many_there_are(client, world, django_assert_max_num_queries, count):
    for number in range(count):
        make.ProjectFactory(municipalities=[town(f"ort-{number}")], themes=[world["ki"]])
    for path in (f"{PAGE}?fuer=bamberg&thema=ki", f"{API}?fuer=bamberg"):
        client.get(path)  # the profiles are read once per change

        with django_assert_max_num_queries(2):  # the mark of the answer, and whether the profiles still hold
            assert client.get(path).status_code == 200


def test_a_profile_shows_three_in_short(world):
    text = Template("{% load network_suggestions %}{% short_suggestions one %}").render(
        Context({"one": world["bamberg"]})
    )

    assert "?a=bamberg&amp;b=fuerth" in text
    assert text.count('<li class="row">') == 2
