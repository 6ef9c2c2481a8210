"""Every row says where it can be read, except the words that the editors keep; over the real data."""

import json
from zipfile import ZipFile

import pytest

from kommunen.exchange.archive import archive
from tests.kommunen.api.nouns import ALL

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_data"), pytest.mark.once]
WORDS = {"themes", "technologies", "organisations"}


def rows_of(client, noun):
    """All rows of a list, page after page."""
    address = f"/api/v1/{noun}/?page_size=200"
    while address:
        answer = client.get(address).json()
        yield from answer["results"]
        address = answer["next"]


@pytest.mark.parametrize("noun", ALL)
def test_every_row_of_the_api_has_sources_except_the_words_of_the_editors(client, noun):
    rows = list(rows_of(client, noun))

    assert rows
    assert not [row for row in rows if bool(row["sources"]) == (noun in WORDS)]
    assert all(source["address"].startswith("http") for row in rows for source in row["sources"])


def test_so_has_every_row_of_the_archive_and_its_explanation_says_so(tmp_path, settings):
    settings.ARCHIVE_DIR = tmp_path
    with ZipFile(archive().path) as file:
        held = {name: json.loads(file.read(name)) for name in file.namelist() if name.endswith(".json")}
        explained = file.read("LIESMICH.txt").decode()

    without = {name for name, found in held.items() if any(not row["sources"] for row in found["results"])}
    assert without == {"themen.json", "technologien.json", "organisationen.json"}
    assert "Themen, Technologien und Organisationen" in " ".join(explained.split())
