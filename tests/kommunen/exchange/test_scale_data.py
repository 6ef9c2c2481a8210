"""Made-up files: of the wished size, the same for the same seed, and such that they load."""

import json

import pytest
from django.core.management import CommandError, call_command

from congress.management.commands.load_directory import NOUNS, SHIPPED
from kommunen.exchange.directory.loading import load


@pytest.fixture
def make(tmp_path):
    def make_files(name, **options):
        path = tmp_path / name
        call_command("make_scale_data", municipalities=30, projects=90, path=path, verbosity=0, **options)
        return {file.name: file.read_bytes() for file in path.iterdir()}

    return make_files


def test_the_same_seed_makes_the_same_files(make):
    assert make("one") == make("again")
    assert make("one")["projects.json"] != make("other", seed=2)["projects.json"]


@pytest.mark.django_db
def test_they_have_the_wished_size_and_load_without_fault(make, tmp_path):
    files = make("files")
    sizes = {name: len(json.loads(files[f"{name}.json"])) for name in ["municipalities", "territories", "projects"]}
    report = load(tmp_path / "files", NOUNS)

    assert sizes == {"municipalities": 30, "territories": 30, "projects": 90}
    assert report.figures["kommunen.project"].created == 90
    assert report.figures["kommunen.municipality"].created == 30
    assert load(tmp_path / "files", NOUNS).changes == 0


@pytest.mark.parametrize("options", [{"municipalities": 1}, {"projects": 0}, {"municipalities": 10**6}])
def test_impossible_wishes_are_refused(tmp_path, options):
    with pytest.raises(CommandError):
        call_command("make_scale_data", **{"municipalities": 5, "projects": 5, "path": tmp_path, **options})


def test_the_shipped_files_are_never_overwritten():
    with pytest.raises(CommandError):
        call_command("make_scale_data", municipalities=5, projects=5, path=SHIPPED)
