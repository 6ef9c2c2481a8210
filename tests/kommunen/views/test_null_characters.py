"""A NUL in an address or a form is refused on both engines alike: PostgreSQL cannot be asked for one."""

import pytest

from congress.renamed import NOUNS

pytestmark = pytest.mark.django_db
LISTS = ["/projekte/", "/projekte/?format=csv", "/karte/", "/suche/", "/kongresse/programm/", "/api/v1/projects/"]


@pytest.mark.parametrize("address", LISTS)
def test_a_slug_with_a_null_character_is_refused(client, address):
    path, _, fixed = address.partition("?")
    answer = client.get(f"{path}?{fixed}&" + "&".join(f"{name}=x%00&{name}=%00" for name in NOUNS))

    assert answer.status_code == 400


def test_a_record_with_a_null_character_in_its_address_is_not_there(client):
    asked = {"eintrag": "project:x\x00"}
    answers = [
        client.get("/fehler-melden/", asked),
        client.post("/fehler-melden/", asked),
        client.get("/fehler-melden/danke/", asked),
        client.get("/projekte/\x00/"),
        client.get("/api/v1/projects/\x00/"),
    ]

    assert [answer.status_code for answer in answers] == [404, 403, 200, 404, 404]
