"""What many tests share."""

from pathlib import Path

import pytest
from django.db import transaction

import kommunen
from congress.management.commands.load_directory import NOUNS
from kommunen.exchange.directory.loading import load

pytest_plugins = ["tests.proofs", "tests.staff"]
SHIPPED = Path(kommunen.__file__).parent / "data"


@pytest.fixture(scope="module")
def real_data(django_db_setup, django_db_blocker):
    """The shipped data, loaded once for a module and gone after it; what a test of it changes is undone at once."""
    with django_db_blocker.unblock(), transaction.atomic():
        load(SHIPPED, NOUNS)
        yield
        transaction.set_rollback(True)
