"""Two municipalities, and a browser for every kind of staff."""

import pytest
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from django.test import Client

from kommunen.models import Role
from tests.factories import MunicipalityFactory, UserFactory, editor_of, pmo


@pytest.fixture
def bamberg(db):
    return MunicipalityFactory(name="Bamberg", slug="bamberg")


@pytest.fixture
def kempten(db):
    return MunicipalityFactory(name="Kempten", slug="kempten")


@pytest.fixture
def as_pmo(db):
    return logged_in(pmo())


@pytest.fixture
def as_kempten(kempten):
    return logged_in(editor_of(kempten))


@pytest.fixture
def as_reader(db):
    return logged_in(UserFactory(role=Role.READER))


@pytest.fixture
def as_nobody(db):
    return logged_in(UserFactory())


def logged_in(user):
    return log_in(Client(), user)


def log_in(client, user):
    """Open a session as the login does after password and second factor."""
    client.force_login(user)
    session = client.session
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "password"}, {"method": "mfa", "type": "totp"}]
    session[f"{AUTHENTICATION_METHODS_SESSION_KEY}_user"] = str(user.pk)
    session.save()
    return client
