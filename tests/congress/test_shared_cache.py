"""The shared cache: what one process made or counted, the others know; and nobody needs it to be there."""

import subprocess
import tempfile
import time

import pytest
from django.core.cache import caches
from django.test import Client

from congress import shared_cache
from congress.doctor import cache_server
from congress.settings import MIDDLEWARE
from kommunen.api.throttling import count
from tests import factories as make
from tests.machine import cache_server as cache_server_path
from tests.postgres import free_port

pytestmark = [pytest.mark.django_db, pytest.mark.once]


class Server:
    """Valkey or Redis on the loopback, keeping nothing."""

    def __init__(self):
        self.port, self.process = free_port(), None

    def start(self):
        command = [
            cache_server_path(),
            "--bind",
            "127.0.0.1",
            "--port",
            str(self.port),
            "--save",
            "",
            "--dir",
            tempfile.gettempdir(),
        ]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        until = time.monotonic() + 10
        while not shared_cache.alive(caches["shared"]) and time.monotonic() < until:
            time.sleep(0.02)

    def stop(self):
        if self.process:
            self.process.kill()
            self.process.wait()


@pytest.fixture
def server(settings, monkeypatch):
    """A server that does not run yet, and the settings that name it."""
    server = Server()
    shared = {
        "BACKEND": "congress.shared_cache.SharedCache",
        "LOCATION": f"redis://127.0.0.1:{server.port}/0",
        "OPTIONS": {"serializer": "congress.shared_cache.Json", "socket_timeout": 0.5, "socket_connect_timeout": 0.5},
    }
    settings.MIDDLEWARE, settings.CACHE_URL = MIDDLEWARE, shared["LOCATION"]
    pages = shared | {"BACKEND": "congress.shared_cache.SharedPages"}
    settings.CACHES = settings.CACHES | {"default": shared, "shared": pages}
    monkeypatch.setattr(shared_cache, "PAUSE", 0)
    caches["pages"].clear()
    yield server
    server.stop()
    caches["pages"].clear()


def made(response):
    return bool(response.templates)


def another_process():
    """What another process begins with: an empty memory of its own."""
    caches["pages"].clear()
    return Client()


def test_a_page_that_one_process_made_serves_all_until_something_is_edited(server, client):
    server.start()
    project = make.ProjectFactory(title="Bakim", slug="bakim")
    first = client.get("/projekte/bakim/")
    second = another_process().get("/projekte/bakim/")
    assert [made(first), made(second)] == [True, False]
    assert (second.content, second["ETag"]) == (first.content, first["ETag"])

    project.title = "Bakim 2"
    project.save()
    third = another_process().get("/projekte/bakim/")
    assert made(third)
    assert "Bakim 2" in third.content.decode()


def assert_it_serves(*, shared):
    """Pages come and limits count, whether the server runs or not."""
    assert (cache_server().fault == "") is shared
    assert another_process().get("/projekte/bakim/").status_code == 200
    assert made(another_process().get("/projekte/bakim/")) is not shared
    key = f"limit:{time.monotonic()}"
    assert [count(key) for _ask in range(3)] == [1, 2, 3]


def test_without_a_server_every_process_goes_on_alone(server):
    make.ProjectFactory(slug="bakim")
    assert_it_serves(shared=False)


def test_a_server_that_goes_away_is_used_again_when_it_is_back(server):
    make.ProjectFactory(slug="bakim")
    for _time in range(2):
        server.start()
        assert_it_serves(shared=True)
        server.stop()
        assert_it_serves(shared=False)


def test_values_come_back_as_they_were_and_foreign_ones_are_no_answer(server):
    server.start()
    cache = caches["shared"]
    for value in (0, 7, "Grüße", [1.5, None], {"body": b"\x1f\x8b", "headers": {"ETag": 'W/"x"'}}):
        cache.set("key", value)
        assert cache.get("key") == value
    cache._cache.get_client(write=True).set(cache.make_key("key"), b"\x80\x04K\x01.")  # a pickled object
    assert cache.get("key") is None
    with pytest.raises(TypeError):
        cache.set("key", object())
