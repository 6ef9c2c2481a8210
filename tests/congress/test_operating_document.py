"""What the operator's document says of settings and regular commands is what the program knows."""

import re
from pathlib import Path

import pytest
from django.core.management import get_commands

pytestmark = pytest.mark.once
HOME = Path(__file__).parents[2]
DOCUMENT = (HOME / "docs" / "BETRIEB.md").read_text(encoding="utf-8")


def test_the_document_names_every_setting_and_no_other():
    files = ("congress/settings.py", "deploy/gunicorn.conf.py")
    code = "".join((HOME / name).read_text(encoding="utf-8") for name in files)
    read = set(re.findall(r'\b(?:env|flag|environ\.get)\([\'"]([A-Z_]+)[\'"]', code))

    table = DOCUMENT.split("## Einstellungen\n")[1].split("\n## ")[0]
    firsts = [line.split(" | ")[0] for line in table.splitlines() if line.startswith("|")]
    named = {name for first in firsts for name in re.findall(r"`([A-Z_]+)`", first)}

    assert named == read
    assert len(read) > 20


def test_every_regular_command_exists():
    lines = re.findall(r"\$BEFEHL (\w+)", DOCUMENT)

    assert set(lines) <= set(get_commands())
    assert {name for name in get_commands() if name.startswith("forget_")} <= set(lines)
