"""An earlier state of the program, taken from the history, and the commands that an operator types in either."""

import io
import json
import os
import subprocess
import sys
import tarfile
from pathlib import Path
from zipfile import ZipFile

HERE = Path(__file__).resolve().parents[2]
MIGRATIONS = ["kommunen/migrations/*.py", "congress/migrations/*.py"]
SETTINGS = {  # as in production: the doctor has to be content
    "SECRET_KEY": "nur-fuer-die-probe-" + "aB3dE5fG7hI9" * 4,
    "ALLOWED_HOSTS": "netzwerk.example",
    "PUBLIC_URL": "https://netzwerk.example",
    "HTTPS_HEADER": "X-Forwarded-Proto",
    "SECURITY_CONTACT": "mailto:it@kommune.example",
}
BEGIN = "import json, os, sys, django; django.setup()\n"
EDIT = (
    BEGIN
    + """
from datetime import date
from kommunen.models import Membership, Page, Project, Role, User
for page in Page.objects.filter(slug__in=["impressum", "datenschutz", "barrierefreiheit"]):
    page.body, page.body_en, page.placeholder = f"Stadt Bamberg, {page.slug}", "", False
    page.checked_on = date.today()
    page.save()
for number, project in enumerate(Project.objects.order_by("slug")[:25]):
    project.summary = f"Von der Redaktion geändert, {number}."
    project.save()
User.objects.update(is_active=False)
anna = User.objects.create_user("anna@kommune.example", "ein langes Passwort für die Probe")
Membership.objects.create(user=anna, role=Role.PMO)
"""
)
LOOK = (
    BEGIN
    + """
from kommunen.models import Membership, Page, Project, User
owed = Page.objects.filter(slug__in=["impressum", "datenschutz", "barrierefreiheit"])
edited = Project.objects.filter(summary__startswith="Von der Redaktion")
print(json.dumps({
    "pages": list(owed.order_by("slug").values_list("slug", "body", "placeholder", "version")),
    "projects": list(edited.order_by("slug").values_list("slug", "title", "summary", "state", "version")),
    "steps": Project.history.filter(slug__in=edited.values("slug")).count(),
    "accounts": list(User.objects.order_by("email").values_list("email", "password", "is_active")),
    "memberships": list(Membership.objects.order_by("pk").values_list("user__email", "role")),
}))
"""
)


class RehearsalError(Exception):
    """A command of an operator failed."""


def git(*arguments):
    return subprocess.run(["git", *arguments], cwd=HERE, check=True, capture_output=True).stdout


def before_migrations(number):
    """Return the commit before the newest so many migrations came in: its hash, its day."""
    log = git("log", "--diff-filter=A", "--format=commit %H", "--name-only", "--", *MIGRATIONS).decode()
    seen = 0
    for block in log.split("commit ")[1:]:
        commit, *names = block.split()
        seen += len(names)
        if seen >= number:
            try:
                return git("log", "-1", "--format=%h %cd", "--date=format:%d.%m.%Y", f"{commit}^").decode().split()
            except subprocess.CalledProcessError:
                break  # the clone ends here
    raise RehearsalError(f"Die Geschichte des Klons reicht keine {number} Migrationen zurück: git fetch --unshallow")


class House:
    """One state of the program in a folder; ``database`` is what its commands work on."""

    def __init__(self, folder, database):
        self.folder, self.database = Path(folder), database

    @classmethod
    def of_commit(cls, commit, folder, database):
        with tarfile.open(fileobj=io.BytesIO(git("archive", "--format=tar", commit))) as packed:
            packed.extractall(folder, filter="data")
        return cls(folder, database)

    def on(self, database):
        """The same program with another database."""
        return House(self.folder, database)

    def call(self, *arguments, **more):
        """Run Python with the settings of production; nothing of this shell's own settings remains."""
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        environment = {**kept, **SETTINGS, "DJANGO_SETTINGS_MODULE": "congress.settings"}
        environment |= {"DATABASE_URL": self.database, "ARCHIVE_DIR": str(self.folder / ".build"), **more}
        command = [sys.executable, *arguments]
        return subprocess.run(
            command,
            cwd=self.folder,
            env=environment,
            check=False,
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
        )

    def must(self, *arguments, **more):
        """Run it; it has to succeed. Returns: what it said."""
        done = self.call(*arguments, **more)
        if done.returncode:
            raise RehearsalError(f"{' '.join(arguments)[:200]}\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
        return done.stdout

    def manage(self, *arguments, **more):
        return self.must("manage.py", *arguments, **more)

    def prepare(self):
        """What ``make prepare`` does to the database."""
        self.manage("migrate", "--verbosity=0")
        self.manage("load_directory")
        self.manage("create_first_account")

    def edited(self):
        """What editors entered, and who they are."""
        return json.loads(self.must("-c", LOOK))

    def backup(self, path):
        """Back up. Returns: {table: rows and checksum}."""
        self.manage("backup", f"--path={path}")
        with ZipFile(path) as made:
            return json.loads(made.read("manifest.json"))["tables"]
