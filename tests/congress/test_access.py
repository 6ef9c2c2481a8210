"""Every address and every method, asked by everybody: nobody gets in by a door that is not in the table.

The addresses come from the URL resolver, so a new one is asked as soon as it exists.
"""

import re
from itertools import product
from zlib import crc32

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client, RequestFactory
from django.urls import URLPattern, get_resolver

from congress.caching import is_public
from kommunen.models import Role
from tests import factories as make
from tests.staff import logged_in
from tests.writes import written_by

pytestmark = [pytest.mark.django_db, pytest.mark.once]
METHODS = ["GET", "OPTIONS", "POST", "PUT", "DELETE"]
ALL_METHODS = ["GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"]
READING = {"GET", "HEAD", "OPTIONS"}
SAMPLED = 60  # one in so many is asked by `make test`
SAMPLE = {"slug": "bakim", "pk": "1", "object_id": "1", "section": "site", "name": "projekte", "other": "kempten"}

# Where who may go; the first line that fits an address counts. "read": GET and the like alone. "door": also sends, and
# protects itself (login, reports). "staff": with a session alone. "closed": what Django offers and nobody here uses.
TABLE = [
    (r"^admin/login/$", "door"),
    (r"^admin/logout/$", "door"),
    (r"^admin/", "staff"),
    (r"^anmelden/zweiter-faktor/authenticate/$", "door"),
    (r"^anmelden/zweiter-faktor/webauthn/login/$", "door"),
    (r"^anmelden/zweiter-faktor/", "staff"),
    (r"^anmelden/", "door"),
    (r"^begleiter/|/begleiter/", "staff"),
    (r"^(en/)?fehler-melden/$", "door"),
    (r"^.*$", "read"),
]

# Whom the staff's addresses let in; the first line that fits counts.
CHANGING = {"PMO", "editor"}
READERS = CHANGING | {"reader", "reader of a team"}
ANYBODY = READERS | {"without a role"}
OWING = {"one-time password", "without the second factor"}
OWN_NOUNS = r"^admin/\w+/(attendance|cooperation|project|reuse|trainingdata)/"
LET_IN = [
    (r"^admin/autocomplete/$|^admin/kommunen/oldaddress/add/$|/reauthenticate/$", set()),
    (r"^anmelden/zweiter-faktor/|^admin/password_change/$|^begleiter/abmelden/", ANYBODY | OWING),
    (r"^admin/jsi18n/", ANYBODY | {"one-time password"}),
    (r"^admin/(1/?|r/1/1/|password_change/done/)?$|^admin/\w+/\w+/1/$|^begleiter/$", ANYBODY),
    (r"^admin/kommunen/(user|proposal)/|/(delete|zusammenfuehren|announce)/", {"PMO"}),
    (r"^admin/kommunen/municipality/(1/history/1|aendern|einlesen)/", CHANGING),
    (rf"{OWN_NOUNS}(add|aendern|einlesen|aehnliche|gibt-es-schon)/", CHANGING),
    (r"/(add|aendern|einlesen|aehnliche|gibt-es-schon)/|/history/1/", {"PMO"}),
    (r"^admin/", READERS),
    (r"/begleiter/", CHANGING | {"reader of a team"}),
]


def addresses(resolver=None, prefix=""):
    """Every address that the resolver knows, with an example for each of its parts."""
    for entry in (resolver or get_resolver()).url_patterns:
        text = prefix + re.sub(r"^\^|\$$|\\Z", "", str(entry.pattern))
        if isinstance(entry, URLPattern):
            yield example(text)
        else:
            yield from addresses(entry, text)


def example(pattern):
    text = re.sub(r"<(?:\w+:)?(\w+)>", lambda part: SAMPLE.get(part[1], "1"), pattern)
    text = re.sub(r"\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)", lambda part: SAMPLE.get(part[1], "1"), text)
    text = re.sub(r"\(\?P(\w+)>?[^)]*\)|\(\[\^/\]\+\)", "1", text)
    return text.replace("\\.", ".").replace("\\", "").replace("^", "").replace("$", "").replace("/?", "/")


def rule(address):
    return next(name for pattern, name in TABLE if re.search(pattern, address))


@pytest.fixture
def everything(db):
    municipality = make.MunicipalityFactory(slug="bakim")
    make.MunicipalityFactory(slug="kempten")
    for factory in [make.ProjectFactory, make.CooperationFactory, make.ThemeFactory, make.CongressFactory]:
        factory(slug="bakim")
    return municipality


def test_no_page_of_the_staff_is_ever_kept():
    asked = [f"/{address}" for address in addresses() if rule(address) == "staff"]
    assert len(asked) > 100
    assert [address for address in asked if is_public(RequestFactory().get(address))] == []


def rows():
    """How many rows every table has, but for sessions and what counts attempts."""
    with connection.cursor() as cursor:
        tables = [name for name in connection.introspection.table_names(cursor) if "session" not in name]
        found = {}
        for name in tables:
            cursor.execute(f"SELECT COUNT(*) FROM {connection.ops.quote_name(name)}")
            found[name] = cursor.fetchone()[0]
    return found


def asked(client, every, methods=METHODS):
    """{(address, method): status}"""
    client.raise_request_exception = False
    return {
        (address, method): client.generic(method, f"/{address}").status_code for address in every for method in methods
    }


def test_a_stranger_reads_what_is_public_and_nothing_else(everything):
    every, before = sorted(set(addresses())), rows()
    assert len(every) > 150
    for (address, method), status in asked(Client(enforce_csrf_checks=True), every).items():
        kind = rule(address)
        assert status < 500, (address, method, status)
        if kind == "staff":
            allowed = (301, 302, 401, 403, 404, 405, *([200] if method == "OPTIONS" else []))
            assert status in allowed, (address, method, status)
        elif method not in READING:
            allowed = (400, 403, 404, 405, 429) if kind == "read" else (200, 302, 400, 403, 404, 405, 429)
            assert status in allowed, (address, method, status)
    assert rows() == before


def kept_out(response):
    """Refused, or led to a login or to what the account owes first."""
    led = response.headers.get("Location", "").startswith(("/anmelden/", "/admin/login/", "/admin/password_change/"))
    return response.status_code in (401, 403) or (response.status_code == 302 and led)


@pytest.fixture
def accounts(everything):
    """{name: browser}: one for every kind of account."""
    half, first = Client(), make.pmo()
    half.force_login(make.editor_of(everything))  # who changes things needs a second factor
    first.must_change_password = True
    first.save()
    users = {
        "PMO": make.pmo(),
        "editor": make.editor_of(everything),
        "reader": make.UserFactory(role=Role.READER),
        "reader of a team": make.UserFactory(role=Role.READER, role__municipality=everything),
        "without a role": make.UserFactory(),
        "one-time password": first,
    }
    return {name: logged_in(user) for name, user in users.items()} | {"without the second factor": half}


@pytest.mark.proof
def test_every_account_at_every_address_by_every_method(accounts, proof_full, proof_figure):
    """What each may change of a noun is asked in tests/congress/admin; here nobody comes in by a door left open."""
    number, every = 0, sorted(one for one in set(addresses()) if rule(one) == "staff" and "logout" not in one)
    for name, client in accounts.items():
        client.raise_request_exception = False
        for address, method in product(every, ALL_METHODS):
            always = method == "POST" and name in {"without a role", "reader"}
            if not (proof_full or always or crc32(f"{name} {method} {address}".encode()) % SAMPLED == 0):
                continue
            with written_by(client) as written:
                response = client.generic(method, f"/{address}")
            number, about = number + 1, (name, method, address, response.status_code, written)
            let_in = name in next(who for pattern, who in LET_IN if re.search(pattern, address))
            assert response.status_code < 500, about
            if method in READING or name not in CHANGING:
                assert not written, about
            if method == "GET":
                assert let_in or response.status_code != 200, about
                assert not (let_in and kept_out(response)), about
            elif not let_in and method != "OPTIONS":
                assert response.status_code in (302, 400, 401, 403, 404, 405), about
    proof_figure("Adressen der Redaktion mal Methoden mal Konten: niemand kommt durch eine falsche Tür", number)


def test_no_address_outside_the_table_of_staff_knows_a_session(everything):
    browser = Client()
    for address in sorted(set(addresses())):
        if rule(address) == "read":
            response = browser.get(f"/{address}")
            assert settings.SESSION_COOKIE_NAME not in response.cookies, address
            assert settings.CSRF_COOKIE_NAME not in response.cookies, address
