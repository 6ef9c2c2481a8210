"""How a run is arranged: which files come first, and that what stays is not looked through for garbage."""

import gc
from collections import Counter

import pytest

BROWSER = "tests/browser/"


@pytest.hookimpl(trylast=True)  # once it is known what is left out
def pytest_collection_modifyitems(config, items):
    if stray := [item.nodeid for item in items if item.get_closest_marker("browser") and BROWSER not in item.nodeid]:
        raise pytest.UsageError(f"The browser's tests are looked for in {BROWSER} alone, not in {stray}.")
    if hasattr(config, "workerinput"):  # one of several processes, dealt files in this order
        longest_first(items)


def longest_first(items):
    """Put the files in front that take long, so that no process waits at the end: proofs, then those of many tests."""
    sizes = Counter(item.path for item in items)
    proofs = {item.path for item in items if item.get_closest_marker("proof")}
    items.sort(key=lambda item: (item.path not in proofs, -sizes[item.path], item.path))


def pytest_collection_finish():
    """Spare what is there for the whole run from being looked through for garbage, and look seldom at the rest."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 100)  # nearly all that a test makes goes with its last reference
