"""Every address and every method, asked by everybody: nobody gets in by a door that is not in the table.

The addresses come from the URL resolver, so a new one is asked as soon as it exists.
"""

import re

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client, RequestFactory
from django.urls import URLPattern, get_resolver

from congress.caching import is_public
from kommunen.models import Project, Proposal, Role, User
from tests import factories as make
from tests.staff import logged_in

pytestmark = [pytest.mark.django_db, pytest.mark.once]
METHODS = ["GET", "OPTIONS", "POST", "PUT", "DELETE"]
READING = {"GET", "HEAD", "OPTIONS"}
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
    text = re.sub(r"\(\?P(\w+)>?[^)]*\)", "1", text)
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


@pytest.mark.parametrize("role", ["nobody", Role.READER])
def test_who_may_change_nothing_changes_nothing_and_nothing_breaks(everything, role):
    """What the roles may change that may change something is asked of each noun in tests/congress/admin."""
    make.UserFactory()
    user = {
        "nobody": make.UserFactory,
        Role.READER: lambda: make.UserFactory(role=Role.READER),
    }[role]()
    every = [one for one in sorted(set(addresses())) if rule(one) == "staff" and "logout" not in one]
    before = rows()
    for (address, method), status in asked(logged_in(user), every, ["POST"]).items():
        assert status < 500, (address, method, status)
    after = rows()
    kept = [User, Project, Proposal]
    assert {model: after[model._meta.db_table] for model in kept} == {
        model: before[model._meta.db_table] for model in kept
    }


def test_no_address_outside_the_table_of_staff_knows_a_session(everything):
    browser = Client()
    for address in sorted(set(addresses())):
        if rule(address) == "read":
            response = browser.get(f"/{address}")
            assert settings.SESSION_COOKIE_NAME not in response.cookies, address
            assert settings.CSRF_COOKIE_NAME not in response.cookies, address
