"""What an operator relies on: health, logs, error mails, limits, headers, the doctor."""

import json
import logging
import os
import sys
from datetime import date

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from django.test import Client, RequestFactory

from congress import health
from congress.limits import LARGEST_REQUEST
from congress.logs import ErrorMailHandler, JsonFormatter
from tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def no_answer(*_args, **_kwargs):
    raise OperationalError("connection to server at “10.0.0.7” failed")


# Health


def test_it_lives_and_is_ready(client, django_assert_num_queries):
    make.ProjectFactory()
    with django_assert_num_queries(0):
        assert client.get("/healthz", headers={"Host": "10.0.0.7"}).json() == {"alive": True}
    assert client.get("/readyz", headers={"Host": "10.0.0.7"}).json() == {"ready": True}


def test_it_is_not_ready_and_says_why(client, monkeypatch):
    make.ProjectFactory()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM kommunen_searchdocument")
    assert client.get("/readyz").json() == {"ready": False, "index": "the search index is empty"}

    monkeypatch.setattr(health, "pending_migrations", lambda: [("kommunen", "9999_later")])
    assert client.get("/readyz").json() == {"ready": False, "migrations": "1 pending, first kommunen.9999_later"}

    monkeypatch.setattr(health, "pending_migrations", no_answer)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["database"], answer["Cache-Control"]) == (503, "away", "no-store")


def test_staff_and_programs_get_a_clear_word_while_the_database_is_away(as_pmo, monkeypatch):
    as_pmo.raise_request_exception = False
    monkeypatch.setattr("django.contrib.sessions.backends.db.SessionStore.load", no_answer)
    page = as_pmo.get("/admin/")
    assert (page.status_code, page["Retry-After"], page["Cache-Control"]) == (503, "10", "no-store")
    assert "nicht gespeichert, auch nicht zur Hälfte" in page.content.decode()

    monkeypatch.setattr("kommunen.api.views.data_tag", no_answer)
    answer = Client(raise_request_exception=False).get("/api/v1/projects/")
    assert (answer.status_code, answer["Content-Type"]) == (503, "application/problem+json")


# Logs and mails


def record_of_a_fault():
    request = RequestFactory().get("/suche/?q=geheim", REMOTE_ADDR="192.0.2.7")
    try:
        raise ValueError("anna@kommune.example")
    except ValueError:
        record = logging.LogRecord("django.request", logging.ERROR, "", 1, "%s: %s", ("x", "/suche/"), sys.exc_info())
    record.request, record.status_code = request, 500
    return record


def test_a_line_of_the_log_names_the_fault_and_nobody():
    line = JsonFormatter().format(record_of_a_fault())
    told = json.loads(line)

    assert (told["level"], told["method"], told["path"], told["status"]) == ("error", "GET", "/suche/", 500)
    assert told["exception"] == "builtins.ValueError"
    assert told["places"][-1].endswith("record_of_a_fault")
    for private in ["geheim", "192.0.2.7", "anna"]:
        assert private not in line


@pytest.mark.parametrize("with_fault", [True, False])
@pytest.mark.parametrize("name", ["congress.login", "kommunen.views.data", "django.core", "gunicorn.error", "allauth"])
def test_a_line_of_the_log_shows_numbers_and_classes_and_no_other_argument(name, with_fault):
    fault = record_of_a_fault().exc_info if with_fault else None
    error = ValueError("anna@kommune.example")
    arguments = "erika@kommune.example", 3, error, KeyError
    record = logging.LogRecord(name, logging.ERROR, "", 1, "login of %s failed %d times: %s, %s", arguments, fault)
    line = JsonFormatter().format(record)

    assert json.loads(line)["message"] == "login of … failed 3 times: ValueError, KeyError"
    assert "@" not in line
    record.msg, record.args = "login %d", ("erika@kommune.example",)
    assert json.loads(JsonFormatter().format(record))["message"] == "login %d"
    record.msg, record.args = error, ()
    assert json.loads(JsonFormatter().format(record))["message"] == "ValueError"


def test_an_error_is_mailed_once_and_names_nobody(settings):
    settings.ADMINS = [("it@kommune.example", "it@kommune.example")]
    handler = ErrorMailHandler()
    for _again in range(3):
        handler.emit(record_of_a_fault())

    [sent] = mail.outbox
    assert "ValueError" in sent.subject
    assert "geheim" not in sent.body + sent.subject
    assert "anna" not in sent.body + sent.subject


def test_an_address_with_a_key_is_logged_by_its_pattern(client):
    request = client.get("/anmelden/passwort/neu/1-abcdef/").wsgi_request
    record = logging.LogRecord("django.request", logging.WARNING, "", 1, "x", (), None)
    record.request = request
    assert "abcdef" not in JsonFormatter().format(record)


# Limits


def test_a_huge_request_is_refused_unread(client):
    answer = client.post("/fehler-melden/", CONTENT_LENGTH=str(LARGEST_REQUEST + 1))
    assert answer.status_code == 413


def test_searching_without_end_is_stopped_per_address_and_kept_pages_are_not(client, settings):
    settings.SEARCHES_PER_MINUTE = 3
    cache.clear()
    statuses = [client.get("/suche/?q=x", REMOTE_ADDR="192.0.2.7").status_code for _again in range(5)]
    assert statuses in ([200] * 3 + [429] * 2, [200] * 4 + [429], [200] * 5)  # a minute may have begun in between
    if statuses[-1] == 429:  # who asks for a file is a program
        refused = client.get("/suche/?q=x&format=json", REMOTE_ADDR="192.0.2.7")
        told = refused.status_code, refused["Content-Type"], refused.json()["status"], "Retry-After" in refused
        assert told == (429, "application/problem+json", 429, True)
    assert client.get("/en/suche/?q=x", REMOTE_ADDR="192.0.2.8").status_code == 200
    assert client.get("/kommunen/", REMOTE_ADDR="192.0.2.7").status_code == 200
    assert "192.0.2" not in repr(cache._cache)


def test_lists_as_files_count_together_with_the_api(client, settings, monkeypatch):
    for place in ("congress.limits.time", "kommunen.api.throttling.time"):
        monkeypatch.setattr(place, lambda: 1_800_000_000.0)
    settings.API_REQUESTS_PER_MINUTE = 3
    cache.clear()
    asked = ["/api/v1/themes/", "/projekte/?format=csv", "/en/themen/?format=json", "/kommunen/?format=xlsx"]
    answers = [client.get(address, REMOTE_ADDR="192.0.2.7") for address in [*asked, "/api/v1/themes/"]]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429, 429]
    assert client.get("/projekte/?format=csv", REMOTE_ADDR="192.0.2.8").status_code == 200
    assert client.get("/themen/", REMOTE_ADDR="192.0.2.7").status_code == 200


def test_failed_logins_are_counted_per_address_under_a_name_that_does_not_tell_it(client, settings):
    settings.PROXIES = 1
    cache.clear()
    wrong = {"login": "niemand@example.org", "password": "falsch"}
    for address in ("203.0.113.77", "203.0.113.77", "203.0.113.78"):
        client.post("/anmelden/", wrong, headers={"X-Forwarded-For": address})

    kept = repr(cache._cache)
    assert len([key for key in cache._cache if "login_failed" in key and "/ip:" in key]) == 2
    assert "203.0.113" not in kept
    assert "niemand" not in kept


def test_a_form_without_its_cookie_gets_a_page_that_helps_on():
    answer = Client(enforce_csrf_checks=True).post("/anmelden/", {"login": "x"})
    page = answer.content.decode()
    assert (answer.status_code, "site.css" in page) == (403, True)
    assert "Ihr Text ist noch da" in page
    assert '<a href="/anmelden/">Die Seite neu öffnen</a>' in page
    assert "DEBUG" not in page


# Headers


@pytest.mark.parametrize("address", ["/", "/suche/?q=x", "/admin/login/", "/anmelden/", "/api/v1/", "/gibt-es-nicht/"])
def test_every_answer_carries_the_headers_of_the_best_grade(address, settings):
    """What Mozilla's HTTP Observatory scores (github.com/mdn/mdn-http-observatory, src/grader/charts.js): no
    deduction, and the bonuses for a policy without unsafe parts, for COOP/CORP and for Referrer-Policy."""
    settings.SECURE_HSTS_SECONDS, settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = 365 * 24 * 3600, True
    settings.SECURE_SSL_REDIRECT = True
    plain = Client().get(address)
    assert (plain.status_code, plain["Location"][:8]) == (301, "https://")

    answer = Client().get(address, secure=True)
    policy = dict(rule.split(" ", 1) for rule in answer["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["base-uri"] == policy["frame-ancestors"] == "'none'"
    assert policy["form-action"] == "'self'"
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert "http" not in answer["Content-Security-Policy"]
    assert int(answer["Strict-Transport-Security"].split("max-age=")[1].split(";")[0]) >= 15768000  # six months
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    open_data = address.startswith("/api/")
    assert answer["Cross-Origin-Resource-Policy"] == ("cross-origin" if open_data else "same-origin")
    assert answer.get("Access-Control-Allow-Origin") == ("*" if open_data else None)
    assert "camera=()" in answer["Permissions-Policy"]
    for cookie in answer.cookies.values():
        assert cookie["httponly"]
        assert cookie["samesite"] in ("Lax", "Strict")


def test_security_txt_is_there_where_somebody_is_named(client, settings):
    assert client.get("/.well-known/security.txt").status_code == 404
    settings.SECURITY_CONTACT = "mailto:it@kommune.example"
    text = client.get("/.well-known/security.txt").content.decode()
    assert text.startswith("Contact: mailto:it@kommune.example\nExpires: ")
    assert "Canonical: http://testserver/.well-known/security.txt" in text


# The doctor


def test_the_doctor_names_each_fault_with_its_mend(settings, capsys, tmp_path):
    settings.SECRET_KEY, settings.STATIC_ROOT = "kurz", tmp_path
    settings.SECURE_PROXY_SSL_HEADER, settings.PROXIES = ("HTTP_X_FORWARDED_PROTO", "https"), 0
    make.PageFactory(slug="impressum", placeholder=True)
    with pytest.raises(CommandError, match="Fehler"):
        call_command("doctor")

    told = capsys.readouterr().out
    assert "[FEHLER] Geheimer Schlüssel: Er ist zu kurz oder zu einfach.\n         → SECRET_KEY neu setzen" in told
    assert "[FEHLER] Statische Dateien" in told
    assert "[FEHLER] Adressen der Besucher: Alle Besucher zählen als einer" in told
    assert "[Hinweis] Sicherung: Es ist nicht bekannt" in told
    assert "[gut] Datenbank" in told
    assert "[FEHLER] Rechtlich nötige Texte" in told
    assert "[FEHLER] Konten: Niemand kann sich anmelden" in told


def test_the_doctor_is_content_where_all_is_well(settings, capsys, tmp_path):
    settings.SECRET_KEY, settings.STATIC_ROOT, settings.LOCAL_HTTP = "aB3dE5fG7hI9jK1l" * 4, tmp_path, False
    settings.PUBLIC_URL, settings.BACKUP_DIR = "https://netzwerk.example", str(tmp_path)
    settings.SECURE_PROXY_SSL_HEADER, settings.PROXIES = ("HTTP_X_FORWARDED_PROTO", "https"), 1
    (tmp_path / "staticfiles.json").write_text("{}")
    for slug in ["impressum", "datenschutz", "barrierefreiheit"]:
        make.PageFactory(slug=slug, body="Stadt Bamberg", checked_on=date(2025, 1, 31))
    make.pmo()
    call_command("backup")
    call_command("doctor")

    told = capsys.readouterr().out
    assert "[FEHLER]" not in told
    assert "[Hinweis] Erklärung zur Barrierefreiheit: Sie wurde vor mehr als einem Jahr zuletzt geprüft." in told

    [backup] = tmp_path.glob("*.zip")
    three_days_ago = backup.stat().st_mtime - 3 * 24 * 3600
    os.utime(backup, (three_days_ago, three_days_ago))
    with pytest.raises(CommandError, match="1 Fehler"):
        call_command("doctor")
    assert "[FEHLER] Sicherung: Die letzte ist 3 Tage alt." in capsys.readouterr().out
