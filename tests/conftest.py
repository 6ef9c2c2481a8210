"""What many tests share."""

from itertools import chain
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.utils import translation
from hypothesis import settings
from whitenoise import WhiteNoise

import kommunen
from congress.management.commands.load_directory import NOUNS
from kommunen.exchange.directory.loading import count_rows, load
from kommunen.search.bulk import insert

settings.register_profile("suite", deadline=None)  # time belongs in benchmarks, not in tests
settings.load_profile("suite")
pytest_plugins = ["tests.proofs", "tests.running", "tests.staff"]
SHIPPED = Path(kommunen.__file__).parent / "data"
_loaded = {}  # {model: (columns, rows)} as the first load of this process left them: copying is far quicker


@pytest.fixture(autouse=True)
def _language():
    """A request to an English page leaves its language behind; the next test begins in that of the settings."""
    yield
    translation.deactivate()


@pytest.fixture(scope="module")
def real_data(django_db_setup, django_db_blocker):
    """The shipped data, there for a module and gone after it; what a test of it changes is undone at once."""
    with django_db_blocker.unblock(), transaction.atomic():
        if _loaded and kinds() == _loaded[ContentType][1]:
            put_back()
        else:
            load(SHIPPED, NOUNS)
            _loaded.update(taken())
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="session", autouse=True)
def _files_listed_once():
    """Every client of a test starts the application anew; it need not look through all static files each time."""
    listed, look_through = {}, WhiteNoise.update_files_dictionary

    def update(self, root, prefix):
        if (root, prefix) not in listed:
            others, self.files = self.files, {}
            look_through(self, root, prefix)
            listed[root, prefix], self.files = self.files, others
        self.files.update(listed[root, prefix])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(WhiteNoise, "update_files_dictionary", update)
        yield


def kinds():
    """The kinds of records as the database numbers them: a test that flushes it numbers them anew."""
    return rows_of(ContentType)[1]


def rows_of(model):
    """A table's columns and rows, as the database gives them."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(model._meta.db_table)} ORDER BY 1")
        return [connection.ops.quote_name(column[0]) for column in cursor.description], cursor.fetchall()


def taken():
    """Every row of ours and the kinds that they name, as the database gives them."""
    ours = [apps.get_app_config(label).get_models(include_auto_created=True) for label in ("kommunen", "congress")]
    return {model: rows_of(model) for model in (ContentType, *chain(*ours))}


def put_back():
    """Write the rows that were taken; foreign keys are looked at when the transaction ends, and it never does."""
    for model, (columns, rows) in _loaded.items():
        if model is ContentType:
            continue
        model._base_manager.all()._raw_delete(connection.alias)
        if rows:
            insert(model, columns, rows)
    count_rows(*_loaded)
