"""The archive of everything: complete, licensed, the same for the same data, and never of earlier data."""

import csv
import io
import json
from hashlib import sha256
from zipfile import ZipFile

import pytest

from congress.warming import prepare_archive
from kommunen.exchange import archive as archives
from kommunen.models import PublicationState
from tests import factories

pytestmark = [pytest.mark.once, pytest.mark.django_db, pytest.mark.usefixtures("real_data")]


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.ARCHIVE_DIR = str(tmp_path / "archive")
    return tmp_path / "archive"


def download(client):
    answer = client.get("/daten/archiv/")
    return answer, b"".join(answer.streaming_content)


def test_it_holds_every_public_record_as_the_lists_export_them(client, settings, folder):
    waiting = client.get("/daten/")
    assert (waiting.context["archive"], folder.exists()) == (None, False)  # nobody waits for it on the page
    assert 'href="/daten/archiv/"' in waiting.content.decode()
    answer, content = download(client)
    page = client.get("/daten/").context["archive"]

    assert (len(content), sha256(content).hexdigest()) == (page.size, page.checksum)
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{page.file_name}"'
    assert page.day in page.file_name
    assert answer.headers["Content-Type"] == "application/zip"
    assert client.get("/daten/archiv/", headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304
    files = ZipFile(io.BytesIO(content))
    names = [
        *("ki-daten", "kommunen", "kongresse", "kooperationen", "nachnutzungen", "organisationen", "projekte"),
        *("staffeln", "technologien", "themen", "gebietskoerperschaften"),
    ]
    assert set(files.namelist()) == {f"{name}.{form}" for name in names for form in ("csv", "json")} | {"LIESMICH.txt"}
    total = 0
    for name in names:
        rows = json.loads(files.read(f"{name}.json"))
        table = list(csv.reader(io.StringIO(files.read(f"{name}.csv").decode("utf-8-sig")), delimiter=";"))
        assert rows["count"] == len(rows["results"]) == len(table) - 1 > 0
        total += rows["count"]
    assert total == page.records == waiting.context["records"]
    listed = json.loads(b"".join(client.get("/kommunen/?format=json").streaming_content))["results"]
    assert json.loads(files.read("kommunen.json"))["results"] == listed
    text = files.read("LIESMICH.txt").decode()
    assert "dl-de/zero-2-0" in text
    assert "© Statistisches Bundesamt (Destatis), 2021, dl-de/by-2-0" in text
    assert page.checksum in client.get("/en/daten/").content.decode()

    again = archives.prepared("anew", folder / "anew.json")  # the same data, the same bytes
    assert again.checksum == page.checksum


def test_what_is_withdrawn_is_gone_at_once(client, folder):
    project = factories.ProjectFactory(slug="bald-fort")
    assert b"bald-fort" in ZipFile(io.BytesIO(download(client)[1])).read("projekte.json")

    project.state = PublicationState.ARCHIVED
    project.save()

    assert b"bald-fort" not in ZipFile(io.BytesIO(download(client)[1])).read("projekte.json")
    assert len(list(folder.glob("*.zip"))) <= archives.KEPT


def test_what_fails_half_way_leaves_no_archive(client, monkeypatch, folder):
    def broken(rows):
        yield "half"
        raise OSError("disk full")

    monkeypatch.setitem(archives.FORMATS, "csv", archives.FORMATS["csv"].__class__("x", "", "", broken))
    with pytest.raises(OSError, match="disk full"):
        archives.archive()

    assert not list(folder.iterdir())


def test_a_full_disk_does_not_keep_a_process_from_beginning(client, monkeypatch):
    def full(*args):
        raise OSError("disk full")

    monkeypatch.setattr(archives, "prepared", full)

    prepare_archive()

    assert client.get("/daten/").context["archive"] is None


def test_without_a_place_for_it_only_the_archive_is_missing(client, settings):
    settings.ARCHIVE_DIR = "/proc/nowhere"

    assert [client.get(path).status_code for path in ("/daten/", "/daten/katalog.ttl")] == [200, 200]
    answer = client.get("/daten/archiv/")
    assert (answer.status_code, answer["Content-Type"]) == (503, "application/problem+json")
