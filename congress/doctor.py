"""What is missing or unsafe before and while the site runs: each finding with its mend."""

import shutil
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.core.cache import caches
from django.core.mail import get_connection
from django.db import DatabaseError, InterfaceError, connection
from django.utils.translation import gettext as _

from congress.backup.writing import PATTERN
from congress.checks import no_placeholder_pages
from congress.health import pending_migrations
from congress.login import in_charge
from congress.shared_cache import alive
from kommunen.models import Page, SearchDocument, User
from kommunen.search.nouns import NOUNS

SHORTEST_KEY, FEWEST_LETTERS = 50, 10
LEAST_SPACE = 1024**3  # bytes
OLDEST_BACKUP = timedelta(days=2)


@dataclass(frozen=True)
class Finding:
    """What was looked at. ``fault`` is empty where all is well; ``grave`` forbids to go live."""

    name: str
    fault: str = ""
    mend: str = ""
    grave: bool = True


def examine():
    """Yield a finding for everything that is looked at; what needs the database only where it answers."""
    yield from settings_findings()
    yield static_files()
    yield disk_space()
    yield mail()
    yield backup_age()
    if settings.CACHE_URL:
        yield cache_server()
    try:
        yield from database_findings()
    except (DatabaseError, InterfaceError) as error:
        yield Finding(
            _("Database"),
            _("It does not answer: %(error)s") % {"error": str(error).strip().split("\n")[0]},
            _("Check DATABASE_URL, and whether the server runs."),
        )


def settings_findings():
    key = settings.SECRET_KEY
    weak = len(key) < SHORTEST_KEY or len(set(key)) < FEWEST_LETTERS or key.startswith("django-insecure")
    yield finding(
        _("Secret key"),
        weak,
        _("It is too short or too simple."),
        _("Set SECRET_KEY anew, for example to what this gives: openssl rand -base64 48"),
    )
    yield finding(_("Debug mode"), settings.DEBUG, _("It is on and shows the program's inside."), _("Take DEBUG away."))
    yield finding(
        _("Names of the server"),
        "*" in settings.ALLOWED_HOSTS or not any(settings.ALLOWED_HOSTS),
        _("Any name is taken."),
        _("Name the real ones in ALLOWED_HOSTS."),
    )
    yield finding(
        _("Encryption"),
        settings.LOCAL_HTTP or not settings.PUBLIC_URL.startswith("https://"),
        _("The site speaks plain http, cookies are not protected."),
        _("Take LOCAL_HTTP away and begin PUBLIC_URL with https://."),
    )
    yield finding(
        _("Proxy"),
        not settings.LOCAL_HTTP and not hasattr(settings, "SECURE_PROXY_SSL_HEADER"),
        _("It is not said how the proxy marks encrypted requests: they would be redirected without end."),
        _("Set HTTPS_HEADER, for example X-Forwarded-Proto, and PROXIES=1."),
    )
    yield finding(
        _("Visitors' addresses"),
        hasattr(settings, "SECURE_PROXY_SSL_HEADER") and not settings.PROXIES,
        _("All visitors count as one: who guesses passwords locks everybody out."),
        _("Set PROXIES to the number of your own proxies, usually 1."),
    )
    yield finding(
        _("Reports of weaknesses"),
        not settings.SECURITY_CONTACT,
        _("There is no security.txt."),
        _("Set SECURITY_CONTACT, for example mailto:it@kommune.example."),
        grave=False,
    )


def static_files():
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    return finding(_("Static files"), not manifest.is_file(), _("They are not collected."), _("Run “make prepare”."))


def disk_space():
    free = shutil.disk_usage(settings.BASE_DIR).free
    return finding(
        _("Disk space"),
        free < LEAST_SPACE,
        _("Only %(megabytes)d MB are free.") % {"megabytes": free // 1024**2},
        _("Make room: below 1 GB a backup or an update may fail."),
    )


def mail():
    name = _("E-mail")
    if not settings.EMAIL_URL or not settings.ADMINS:
        mend = _("Set EMAIL_URL, EMAIL_FROM and ERROR_MAIL.")
        return Finding(name, _("Nobody is told of errors by mail, and nobody can be invited."), mend, grave=False)
    server = get_connection()
    try:
        server.open()
        server.close()
    except OSError as error:  # also what smtplib raises
        return Finding(name, _("The server does not answer: %(error)s") % {"error": error}, _("Check EMAIL_URL."))
    return Finding(name)


def cache_server():
    return finding(
        _("Shared cache"),
        not alive(caches["shared"]),
        _("It does not answer; each process goes on with a memory of its own."),
        _("Check CACHE_URL, and whether the server runs."),
        grave=False,
    )


def backup_age():
    name, mend = _("Backup"), _("Let “manage.py backup” run every day, see deploy/netzwerk-backup.timer.")
    if not settings.BACKUP_DIR:
        return Finding(name, _("It is not known where the backups are."), _("Set BACKUP_DIR."), grave=False)
    made = [path.stat().st_mtime for path in Path(settings.BACKUP_DIR).glob(PATTERN)]
    if not made:
        return Finding(name, _("There is none in BACKUP_DIR."), mend)
    age = datetime.now(UTC) - datetime.fromtimestamp(max(made), UTC)
    old = _("The latest is %(days)d days old.") % {"days": age.days}
    return finding(name, age > OLDEST_BACKUP, old, mend)


def database_findings():
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    yield Finding(_("Database"))
    if pending := pending_migrations():
        told = _("Migrations that are not applied: %(number)d.") % {"number": len(pending)}
        yield Finding(_("Tables"), told, _("Run “make prepare”."))
        return
    yield Finding(_("Tables"))
    yield search_index()
    yield finding(
        _("Accounts"),
        not in_charge().exists(),
        _("Nobody can log in and give others their rights."),
        _("Run “manage.py createsuperuser”."),
    )
    first = User.objects.filter(email="pmo@localhost", is_active=True, must_change_password=True)
    yield finding(
        _("First account"),
        first.exists(),
        _("Its one-time password was never changed."),
        _("Log in as pmo@localhost, make accounts of your own, and switch it off."),
    )
    faults = no_placeholder_pages(["default"])
    yield from (Finding(_("Texts that the law asks for"), fault.msg, str(fault.hint)) for fault in faults)
    if not faults:
        yield Finding(_("Texts that the law asks for"))
    yield statement()


def search_index():
    published = {noun.type: noun.queryset().count() for noun in NOUNS.values()}
    found = {type_: SearchDocument.objects.filter(type=type_).count() for type_ in published}
    wrong = [f"{type_}: {found[type_]} / {published[type_]}" for type_ in published if found[type_] != published[type_]]
    return finding(
        _("Search index"),
        bool(wrong),
        _("It holds other records than are published (%(numbers)s).") % {"numbers": ", ".join(wrong)},
        _("Run “manage.py rebuild_search”."),
    )


def statement():
    """The accessibility statement is to be looked at every year."""
    page = Page.objects.published().filter(slug="barrierefreiheit").first()
    return finding(
        _("Accessibility statement"),
        page is not None and page.review_is_due,
        _("It was last checked more than a year ago."),
        _("Check it, and enter the day of the check under “Redaktion › Seiten”."),
        grave=False,
    )


def finding(name, wrong, fault, mend, grave=True):
    return Finding(name, fault, mend, grave) if wrong else Finding(name)
