"""The audit of packages never takes silence for health."""

import pytest

from tests import audit

pytestmark = pytest.mark.once
SOUND = {"dependencies": [{"name": "django", "version": "5.2.19", "vulns": []}]}
WEAK = {
    "dependencies": [{"name": "django", "version": "5.2.0", "vulns": [{"id": "CVE-2025-1", "fix_versions": ["5.2.1"]}]}]
}
SKIPPED = {"dependencies": [{"name": "django", "skip_reason": "not found on the index"}]}
NPM_SOUND = {"vulnerabilities": {}}
NPM_WEAK = {"vulnerabilities": {"htmx": {"severity": "high", "range": "<2"}}}
NPM_AWAY = {"message": "request failed", "error": {"summary": ""}}


@pytest.mark.parametrize(
    ("python", "front_end", "status"),
    [
        (SOUND, NPM_SOUND, audit.WELL),
        (WEAK, NPM_SOUND, audit.FOUND),
        (SOUND, NPM_WEAK, audit.FOUND),
        (WEAK, None, audit.FOUND),
        (SOUND, NPM_AWAY, audit.UNKNOWN),
        (None, NPM_SOUND, audit.UNKNOWN),
        ({"dependencies": []}, NPM_SOUND, audit.UNKNOWN),
        (SKIPPED, NPM_SOUND, audit.UNKNOWN),
    ],
)
def test_silence_is_no_health(monkeypatch, capsys, python, front_end, status):
    monkeypatch.setattr(audit, "said", lambda command: (front_end if command[0] == "npm" else python, "kein Netz"))

    assert audit.main("pip-audit") == status
    assert ("NICHT GEPRÜFT" in capsys.readouterr().out) == (front_end is None or status == audit.UNKNOWN)


def test_a_tool_that_is_missing_has_not_answered(tmp_path):
    assert audit.said([str(tmp_path / "nichts")])[0] is None
