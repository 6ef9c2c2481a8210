"""How a run is arranged: which files come first, which tests are traced for the coverage.

Tracing makes every test of Python 3.11 take nearly twice as long, and it traces a list with twenty rows twenty times.
So of four tests of a file three are traced, of a test with many parameters every fourth, and neither the samples of the
long proofs nor the loading of the real data. All of them run; what is covered by the others alone does not count, so
the figure can only be too small.
"""

import gc
from collections import Counter, defaultdict

import pytest

from tests.tracing import untraced

TRACED = pytest.StashKey[bool]()
ONE_OF = 4
BROWSER = "tests/browser/"


@pytest.hookimpl(trylast=True)  # once it is known what is left out
def pytest_collection_modifyitems(config, items):
    if stray := [item.nodeid for item in items if item.get_closest_marker("browser") and BROWSER not in item.nodeid]:
        raise pytest.UsageError(f"The browser's tests are looked for in {BROWSER} alone, not in {stray}.")
    seen, tests = Counter(), defaultdict(dict)
    for item in items:
        test = item.nodeid.partition("[")[0]
        place = tests[item.path].setdefault(test, len(tests[item.path]))
        first = place % ONE_OF < ONE_OF - 1 and seen[test] % ONE_OF == 0
        item.stash[TRACED] = first and not item.get_closest_marker("proof")
        seen[test] += 1
    if hasattr(config, "workerinput"):  # one of several processes, dealt files in this order
        longest_first(items)


def longest_first(items):
    """Put the files in front that take long, so that no process waits at the end: proofs, then those of many tests."""
    sizes = Counter(item.path for item in items)
    proofs = {item.path for item in items if item.get_closest_marker("proof")}
    items.sort(key=lambda item: (item.path not in proofs, -sizes[item.path], item.path))


def pytest_collection_finish():
    """Spare what is there for the whole run from being looked through for garbage again and again."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item):
    if item.stash[TRACED] or not item.config.pluginmanager.hasplugin("_cov"):
        return (yield)
    with untraced():
        return (yield)
