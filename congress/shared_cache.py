"""What several processes or machines share: limits and made pages, in Valkey or Redis (``CACHE_URL``).

The site never depends on it: where it does not answer, each process goes on with a memory of its own, and asks again
after a pause. What is stored is JSON, never pickled objects: whoever can write there must not be able to run code here.
"""

import json
import logging
from base64 import b64decode, b64encode
from time import monotonic

from django.core.cache.backends.dummy import DummyCache
from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)
PAUSE = 5  # seconds without asking a server that did not answer: nobody waits for it in vain
BYTES = "base64"
_away_until = {}  # {server: time}; Django makes a cache object for each thread, and all of them need to know


class SharedCache(RedisCache):
    """Django's cache on Redis; while the server is away, the memory of this process."""

    def __init__(self, server, params):
        super().__init__(server, params)
        self._server = server
        self._own = self.instead()

    def instead(self):
        """What serves while the server is away."""
        return LocMemCache(f"instead of {self._server}", {"OPTIONS": {"MAX_ENTRIES": 20_000}})

    def _ask(self, name, *arguments, **named):
        if monotonic() >= _away_until.get(self._server, 0):
            try:
                return getattr(super(), name)(*arguments, **named)
            except (RedisError, UnreadableError) as error:
                _away_until[self._server] = monotonic() + PAUSE
                logger.warning("The shared cache does not answer: %s", type(error))
        return getattr(self._own, name)(*arguments, **named)

    def add(self, *arguments, **named):
        return self._ask("add", *arguments, **named)

    def get(self, *arguments, **named):
        return self._ask("get", *arguments, **named)

    def set(self, *arguments, **named):
        return self._ask("set", *arguments, **named)

    def touch(self, *arguments, **named):
        return self._ask("touch", *arguments, **named)

    def delete(self, *arguments, **named):
        return self._ask("delete", *arguments, **named)

    def has_key(self, *arguments, **named):
        return self._ask("has_key", *arguments, **named)

    def incr(self, *arguments, **named):
        return self._ask("incr", *arguments, **named)

    def clear(self):
        return self._ask("clear")

    def get_many(self, keys, version=None):
        found = {key: self.get(key, version=version) for key in keys}
        return {key: value for key, value in found.items() if value is not None}

    def set_many(self, data, **named):
        for key, value in data.items():
            self.set(key, value, **named)
        return []

    def delete_many(self, keys, version=None):
        for key in keys:
            self.delete(key, version=version)


class SharedPages(SharedCache):
    """Made pages: each process keeps its own elsewhere, within bounds, so nothing takes the server's place."""

    def instead(self):
        return DummyCache("", {})


class UnreadableError(Exception):
    """What the server holds was not written by this program."""


class Json:
    """How values are written: whole numbers as they are, so that the server can count; all else as JSON."""

    def dumps(self, value):
        if type(value) is int:
            return value
        return json.dumps(value, default=_bytes_out, separators=(",", ":")).encode()

    def loads(self, written):
        try:
            return json.loads(written, object_hook=_bytes_in)
        except ValueError as error:
            raise UnreadableError from error


def _bytes_out(value):
    if isinstance(value, bytes):
        return {BYTES: b64encode(value).decode()}
    raise TypeError(f"{type(value).__name__} has no place in the shared cache.")


def _bytes_in(value):
    return b64decode(value[BYTES]) if value.keys() == {BYTES} else value


def alive(cache):
    """Whether the server answers now; asked by the doctor."""
    try:
        return bool(cache._cache.get_client(write=True).ping())
    except RedisError:
        return False
