"""The rooms know each other downwards only."""

import pytest
from importlinter.cli import lint_imports

pytestmark = pytest.mark.once


def test_imports_run_downwards_only():
    assert lint_imports(no_cache=True) == 0
