"""What is said of a wrong value: which it is, in few words, what is possible, beside its control; and the way on."""

import re
from urllib.parse import quote

import pytest

from tests import factories as make

pytestmark = pytest.mark.django_db
LONG = "x" * 9_000
CUT = f"{'x' * 60}…"


@pytest.fixture(autouse=True)
def kiel():
    unit = make.TerritoryFactory(name="Kiel")
    kiel = make.MunicipalityFactory(name="Kiel", slug="kiel", territories=[unit])
    make.CooperationFactory(title="Drohnenverbund", members=[kiel])
    return kiel


@pytest.fixture
def drones(kiel):
    for number in range(25):
        make.ProjectFactory(title=f"Drohne {number}", municipalities=[kiel])


@pytest.mark.parametrize(
    ("address", "last"),
    [
        ("/projekte/?q=Drohne", 2),
        ("/en/projekte/?q=Drohne", 2),
        ("/karte/?q=Kiel", 1),
        ("/suche/?q=Drohne", 1),
        ("/suche/?q=Drohne&art=projekte", 2),
        ("/suche/?q=Drohne&ansicht=tabelle", 2),
        ("/suche/?q=Drohne&ansicht=karte", 2),
    ],
)
def test_what_is_no_page_of_a_list_leads_to_its_last(client, drones, address, last):
    for page in ["abc", "1.5", "last", "0", "-1", "²", "9" * 5_000, "99999"]:
        response = client.get(f"{address}&page={quote(page)}")
        found = re.findall(r'class="lead"><a href="([^"]+)"', response.content.decode())

        assert response.status_code == 404
        assert found == [f"?{address.partition('?')[2]}&page={last}".replace("&", "&amp;")]
    assert client.get(f"{address}&page={last}").status_code == 200


@pytest.mark.parametrize("address", ["/api/v1/projects/?q=Drohne", "/api/v1/search/?q=Drohne"])
@pytest.mark.parametrize(("page", "status"), [("abc", 400), ("1.5", 400), ("last", 400), ("0", 400), ("9", 404)])
def test_the_api_names_the_last_page_and_links_to_it(client, drones, address, page, status):
    response = client.get(f"{address}&page_size=10&page={page}")
    told = response.json()

    assert response.status_code == status
    assert "3" in (told["errors"]["page"][0] if status == 400 else told["detail"])
    last = re.search(r'<([^>]+)>; rel="last"', response["Link"])[1]
    assert 0 < len(client.get(last).json()["results"]) < 10
    assert 'rel="license"' in response["Link"]


@pytest.mark.parametrize("address", ["/projekte/", "/kommunen/", "/kongresse/", "/verstetigung/"])
def test_a_wrong_order_or_display_is_named_beside_its_control_with_what_is_possible(client, address):
    html = client.get(f"{address}?ansicht=quer&sort=laune").content.decode()
    display = "„quer“ gibt es für „ansicht“ nicht. Möglich sind: liste, tabelle, karte."

    assert 'id="id_ansicht-error"><span class="kern-icon kern-icon--danger" aria-hidden="true"></span>' in html
    assert html.count(display) == 2  # above, and beside the switch
    order = re.findall(r"„laune“ gibt es für „sort“ nicht. Möglich sind: [a-z, -]+\.", html)
    assert (len(order), "aria-describedby" in html) == (2, True)
    errors = client.get(f"{address}?ansicht=quer&sort=laune&format=csv").json()["errors"]
    assert (errors["ansicht"], errors["sort"]) == ([display], [order[0]])


def test_the_search_says_the_same_of_its_display_and_its_kinds(client):
    page = client.get("/suche/?q=Drohne&ansicht=quer&art=unsinn")
    html = page.content.decode()

    assert page.status_code == 400
    assert html.count("„quer“ gibt es für „ansicht“ nicht. Möglich sind: liste, tabelle, karte.") == 2
    assert "„unsinn“ gibt es für „art“ nicht. Möglich sind: " in html
    assert 'href="?q=Drohne&amp;ansicht=tabelle&amp;art=unsinn"' in html  # the way out stands beside the fault
    assert "“quer” is no value of “ansicht”. There are: " in client.get("/en/suche/?ansicht=quer").content.decode()


@pytest.mark.parametrize("address", ["/projekte/?", "/projekte/?format=csv&", "/api/v1/projects/?", "/suche/?"])
def test_a_long_wrong_value_is_quoted_by_its_beginning(client, address):
    for name in ["thema", "land", "status", "sort", "ansicht", "linien", "kommune", "nahe", "art", "format"]:
        response = client.get(f"{address}{name}={LONG}")
        text = response.content.decode()
        if response["Content-Type"].startswith("application/problem"):
            text = str(response.json())

        assert response.status_code == 200 or CUT in text or "There is no filter" in text, name
        assert "x" * 61 not in re.sub(r"<[^>]*>", "", text), name  # addresses keep what was asked


@pytest.mark.parametrize("address", ["/suche/", "/projekte/", "/kommunen/"])
def test_control_characters_alone_are_no_question(client, address):
    response = client.get(f"{address}?q=%00")

    assert response.status_code == 200
    assert 'class="chip"' not in response.content.decode()


def names_for(client, text):
    html = client.get("/projekte/", {"nahe": text}).content.decode()
    return re.findall(r'lang="de">([^<]+)</a>', html.partition("Ähnliche Namen:")[2].partition("</p>")[0])


@pytest.fixture
def places():
    for name in ["Frankfurt am Main", "Frankfurt (Oder)", "Bamberg", "Humburg"]:
        make.MunicipalityFactory(name=name, territories=[make.TerritoryFactory(name=name)])


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Frankfurt", ["Frankfurt (Oder)", "Frankfurt am Main"]),
        ("frankf", ["Frankfurt (Oder)", "Frankfurt am Main"]),
        ("bamb", ["Bamberg"]),
        ("Bam", ["Bamberg"]),
        ("Bambreg", ["Bamberg"]),
        ("96047 Bamberg", ["Bamberg"]),
        ("96047", []),
        ("Atlantis", []),
    ],
)
def test_an_unknown_place_leads_to_those_that_begin_so_or_have_such_a_part(client, places, text, names):
    assert names_for(client, text) == names


def test_a_postal_code_is_told_to_be_none_and_a_place_elsewhere_to_be_unknown(client):
    fault = client.get("/api/v1/projects/?nahe=96047").json()["errors"]["nahe"]
    assert fault == ["„96047“: Verstanden werden hier nur Namen von Orten, keine Postleitzahlen."]
    fault = client.get("/api/v1/projects/?nahe=Atlantis").json()["errors"]["nahe"]
    known = "nur die Modellkommunen und die Orte, die zu ihnen gehören."
    assert fault == [f"Einen Ort „Atlantis“ kennen wir nicht, {known}"]
