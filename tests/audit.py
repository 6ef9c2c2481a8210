"""``python -m tests.audit PIP_AUDIT``: ask what is known of weaknesses in the packages that the locks name.

Two services are asked, for Python and for the front end. Status 0: both answered and know of nothing. Status 1: they
know of something. Status 2: one of them did not answer, so nothing is proven, and that is said.
"""
# ruff: noqa: T201 - a command speaks to the terminal

import json
import os
import subprocess
import sys
from pathlib import Path

WELL, FOUND, UNKNOWN = range(3)
SECONDS = 180
LOCKS = ["requirements.txt", "requirements-development.txt"]


def said(command):
    """Run a command. Returns: the JSON that it wrote, or None; and the last line of its complaints."""
    path = os.pathsep.join([os.environ.get("PATH", ""), str(Path(".venv/bin").resolve())])  # it may hold the npm
    try:
        done = subprocess.run(
            command, env={**os.environ, "PATH": path}, capture_output=True, text=True, timeout=SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return None, str(error)
    complaint = (done.stderr.strip().splitlines() or ["keine Antwort"])[-1]
    try:
        return json.loads(done.stdout), complaint
    except ValueError:
        return None, complaint


def python_packages(answer):
    """What pip-audit found, as lines; None where it did not find out about every package."""
    packages = (answer or {}).get("dependencies")
    if not packages or any("skip_reason" in package for package in packages):
        return None
    return [
        f"{package['name']} {package['version']}: {weakness['id']}, behoben in "
        + (", ".join(weakness["fix_versions"]) or "keiner Fassung")
        for package in packages
        for weakness in package["vulns"]
    ]


def front_end(answer):
    """What npm found, as lines; None where it did not find out."""
    if not answer or "error" in answer or "vulnerabilities" not in answer:
        return None
    return [f"{name}: {one['severity']}, {one['range']}" for name, one in sorted(answer["vulnerabilities"].items())]


def tell(name, found, complaint):
    """Print the outcome for one list. Returns: its status."""
    if found is None:
        print(f"NICHT GEPRÜFT  {name}: Der Dienst hat nicht geantwortet ({complaint[:200]}).")
        return UNKNOWN
    if found:
        print(f"GEFUNDEN       {name}:", *found, sep="\n    ")
        return FOUND
    print(f"nichts bekannt {name}")
    return WELL


def main(pip_audit):
    outcomes = []
    for lock in LOCKS:
        command = [pip_audit, "--disable-pip", "--require-hashes", "--requirement", lock, "--format=json"]
        answer, complaint = said([*command, "--progress-spinner=off"])
        outcomes.append(tell(lock, python_packages(answer), complaint))
    answer, complaint = said(["npm", "audit", "--json"])
    outcomes.append(tell("package-lock.json", front_end(answer), (answer or {}).get("message") or complaint))
    if FOUND in outcomes:
        return FOUND
    if UNKNOWN in outcomes:
        print("Die Prüfung ist NICHT bestanden: Wo niemand antwortet, ist nichts bewiesen.")
        return UNKNOWN
    return WELL


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
