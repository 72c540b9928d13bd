# SPDX-License-Identifier: GPL-3.0-or-later
"""The built-in server ends when nobody asks, and never under a request or before a story's time."""

import asyncio
import socket
import threading
import urllib.request
from datetime import UTC, datetime, timedelta

import pytest

from editor.builtin import listen
from editor.errors import Offline
from editor.server.app import serve
from editor.server.rest import Counted, Rest
from tests.builders import PROFILE
from tests.contracts.houses import TEMPLATES

HEARD_S = 30
NOW = datetime(2026, 3, 7, 5, 30, tzinfo=UTC)
REST_S = 0.05


class Server:
    """An application whose answers can be held up, and what its rest asks and tells."""

    def __init__(self, *due):
        self.due = list(due)
        self.ended, self.looked = threading.Event(), threading.Event()
        self.answers = asyncio.Event()
        self.rest = Rest(self.ended.set, self._due_at, lambda: NOW, REST_S)
        self.app = Counted(self._answer, self.rest)

    def _due_at(self):
        self.looked.set()
        found = self.due.pop(0) if self.due else None
        if isinstance(found, Exception):
            raise found
        return found

    async def _answer(self, scope, receive, send):
        await self.answers.wait()

    async def asked(self, path="/v1/changes"):
        await self.app({"type": "http", "path": path}, None, None)


def test_it_ends_when_nobody_asks():
    """Once, and by itself."""
    server = Server()
    with server.rest:
        assert server.ended.wait(HEARD_S)


def test_it_does_not_end_under_a_request():
    """However long the answer takes; the rest begins behind it."""
    server = Server()

    async def asked():
        asking = asyncio.create_task(server.asked())
        await asyncio.sleep(0)
        with server.rest:
            await asyncio.to_thread(server.looked.wait, REST_S * 6)
            assert not server.looked.is_set()
            server.answers.set()
            await asking
            assert await asyncio.to_thread(server.ended.wait, HEARD_S)

    asyncio.run(asked())


@pytest.mark.parametrize("path", ["/v1/leases", "/v1/articles/a/lease"])
def test_who_only_says_what_is_open_does_not_keep_it_awake(path):
    """The laptop that started it says so every few seconds."""
    server = Server()

    async def asked():
        asking = asyncio.create_task(server.asked(path))
        await asyncio.sleep(0)
        with server.rest:
            assert await asyncio.to_thread(server.ended.wait, HEARD_S)
        server.answers.set()
        await asking

    asyncio.run(asked())


def test_it_stays_for_a_story_whose_time_is_near():
    """It would be started again at once; nor does it go while nobody can say what is due."""
    server = Server(NOW, Offline("server.database_down"), NOW + timedelta(hours=1))
    with server.rest:
        assert server.ended.wait(HEARD_S)
    assert server.due == []


@pytest.mark.of_files
def test_a_whole_server_that_was_handed_its_socket_comes_to_rest(tmp_path):
    """It answers on the socket of its parent, and leaves it open behind it."""
    stop, told = threading.Event(), []

    def on_rest():
        told.append("rest")
        stop.set()

    def ask(address):
        with urllib.request.urlopen(f"{address}/v1/health", timeout=HEARD_S) as reply:
            told.append(reply.status)

    def resting(archive):
        # Something is due until the one request has been answered, however slow this machine is.
        return Rest(on_rest, lambda: None if told else archive.clock(), archive.clock, REST_S)

    asking = []

    def on_ready(address):
        asking.append(threading.Thread(target=ask, args=(address,)))
        asking[0].start()

    with listen() as listening:
        where = {"handed": listening.dup(), "templates": TEMPLATES, "profile": PROFILE}
        serve(tmp_path / "archive", **where, on_ready=on_ready, resting=resting, stop=stop)
        asking[0].join(HEARD_S)
        assert told == [200, "rest"]
        with socket.create_connection(listening.getsockname()):
            pass


def test_it_is_told_to_end():
    """The thread goes with the server."""
    server = Server()
    server.rest = Rest(server.ended.set, server._due_at, lambda: NOW)
    with server.rest:
        pass
    assert not server.ended.is_set()
