"""publiccode.yml says what catalogues need, in the form that the standard asks for, and says it of this software.

The rules are those of the publiccode.yml standard, version 0.5 (https://yml.publiccode.tools/): its own validator is
written in Go and comes neither from PyPI nor from npm nor from Debian.
"""

import tomllib
from pathlib import Path

import pytest
import yaml
from django.conf import settings

pytestmark = pytest.mark.once

ROOT = Path(settings.BASE_DIR)
MANDATORY = {
    "publiccodeYmlVersion",
    "name",
    "url",
    "platforms",
    "developmentStatus",
    "softwareType",
    "description",
    "legal",
    "maintenance",
    "localisation",
}
STATES = {"concept", "development", "beta", "stable", "obsolete"}
TYPES = {"standalone/mobile", "standalone/iot", "standalone/desktop", "standalone/web", "standalone/backend"}
TYPES |= {"standalone/other", "addon", "library", "configurationFiles"}
CATEGORIES = {  # those of the standard's list that this software names
    "collaboration",
    "content-management",
    "data-visualization",
    "geographic-information-systems",
    "knowledge-management",
}
SHORT, LONG, FEATURE = 150, (150, 10_000), 100  # characters


@pytest.fixture(scope="module")
def described():
    return yaml.safe_load((ROOT / "publiccode.yml").read_text(encoding="utf-8"))


def test_what_the_standard_demands_is_there_and_in_its_words(described):
    assert MANDATORY - set(described) == set()
    assert isinstance(described["publiccodeYmlVersion"], str)
    assert described["url"].startswith("https://")
    assert described["developmentStatus"] in STATES
    assert described["softwareType"] in TYPES
    assert set(described["platforms"]) <= {"web", "windows", "mac", "linux", "ios", "android"}
    assert set(described["categories"]) <= CATEGORIES
    assert described["maintenance"]["type"] in {"internal", "contract", "community", "none"}
    assert all(contact["name"] for contact in described["maintenance"]["contacts"])
    assert all(len(country) == 2 for country in described["intendedAudience"]["countries"])


def test_each_description_has_the_length_that_catalogues_show(described):
    for language, texts in described["description"].items():
        assert len(texts["shortDescription"]) <= SHORT, language
        assert LONG[0] <= len(texts["longDescription"]) <= LONG[1], language
        assert [feature for feature in texts["features"] if len(feature) > FEATURE] == [], language
        assert texts["features"], language


def test_it_describes_this_software(described):
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    languages = {code for code, _name in settings.LANGUAGES}

    assert described["softwareVersion"] == project["version"]
    assert set(described["localisation"]["availableLanguages"]) == set(described["description"]) == languages
    assert described["legal"]["license"] == "EUPL-1.2"
    assert "European Union Public Licence" in (ROOT / "LICENSE").read_text(encoding="utf-8")
