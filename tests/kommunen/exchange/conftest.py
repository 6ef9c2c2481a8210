"""A small directory of files, and loading it again and again."""

import pytest

from congress.management.commands.load_directory import NOUNS
from kommunen.exchange.directory.loading import load
from tests.directory import small_directory, write_directory


@pytest.fixture
def files():
    return small_directory()


@pytest.fixture
def reload(tmp_path, files):
    """Load the files as they are now; returns the report."""

    def load_files(**options):
        write_directory(tmp_path, files)
        return load(tmp_path, NOUNS, **options)

    load_files()
    return load_files
