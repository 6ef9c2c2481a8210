"""What the coverage does not look at; tests/running.py says why."""

import sys
from contextlib import contextmanager


@contextmanager
def untraced():
    """Let the coverage look away."""
    tracer = sys.gettrace()
    sys.settrace(None)
    try:
        yield
    finally:
        sys.settrace(tracer)
