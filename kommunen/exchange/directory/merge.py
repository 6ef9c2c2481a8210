"""Three ways at once: what the file says, what was loaded last, what stands in the database now."""

from typing import NamedTuple

MISSING = object()
EMPTY = ("", None, [])


class Merge(NamedTuple):
    """What follows for one record."""

    write: dict  # field → the file's value, to be written
    kept: list  # the fields in which an editor's value stays
    loaded: dict  # what counts as loaded from now on


def merge(last, current, new):
    """Decide field by field: the file's value is written only where nobody changed what was loaded last.

    Arguments: last, current and new, the values by field: loaded last time, in the database, in the file. A field
    that was never loaded counts as untouched while it is empty. Where an editor's value stays, what was loaded last
    stays the yardstick: should the editor return to it, the next load writes the file's value.
    """
    write, kept, loaded = {}, [], {}
    for name, value in new.items():
        old, now = last.get(name, MISSING), current[name]
        untouched = now in EMPTY if old is MISSING else now == old
        if now == value or untouched:
            loaded[name] = value
            if now != value:
                write[name] = value
        else:
            kept.append(name)
            if old is not MISSING:
                loaded[name] = old
    return Merge(write, kept, loaded)
