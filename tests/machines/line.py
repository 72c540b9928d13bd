# SPDX-License-Identifier: GPL-3.0-or-later
"""The line between a laptop and the server application in one process, with faults to order."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

import httpx

from tests.machines.server import Crash, Server, Told

HTML = {"content-type": "text/html; charset=utf-8"}
JSON = {"content-type": "application/json"}


class Fault(StrEnum):
    """What a line does to one request."""

    DROP_BEFORE = "drop before"
    DROP_AFTER = "drop after the effect"
    TIMEOUT_AFTER = "reply too late"
    DUPLICATE = "duplicate"
    DELAY = "delay"
    REORDER = "reorder"
    CUT = "cut inside the body"
    SHORT = "half a document"
    LOGIN_PAGE = "login page with 200"
    REDIRECT = "302 to a login"
    NOT_FOUND = "404 of a proxy"
    FOREIGN_401 = "401 of a proxy"
    FOREIGN_JSON = "JSON of somebody else"
    OTHER_SERVER = "another server"
    BAD_GATEWAY = "502"
    BAD_GATEWAY_AFTER = "502 after the effect"
    FAILED = "500 of ours"
    SLOW_DOWN = "429 with Retry-After"
    SLOW_DOWN_BARE = "429"
    BUSY = "503 with Retry-After"
    TOO_LARGE = "413 of nginx"
    LAPTOP_DIES_BEFORE = "laptop dies before the request"
    LAPTOP_DIES_AFTER = "laptop dies after the effect"
    SERVER_DIES_BEFORE = "server dies before its commit"
    SERVER_DIES_AFTER = "server dies after its commit"


FOREIGN = (
    Fault.LOGIN_PAGE,
    Fault.REDIRECT,
    Fault.NOT_FOUND,
    Fault.FOREIGN_401,
    Fault.FOREIGN_JSON,
    Fault.OTHER_SERVER,
    Fault.BAD_GATEWAY,
    Fault.TOO_LARGE,
)
"""Replies of which none is a word of our server, and none reached it."""

_SPOKEN = {
    Fault.LOGIN_PAGE: (200, HTML, b"<html><form>Wi-Fi of the hotel</form></html>"),
    Fault.REDIRECT: (302, {**HTML, "location": "http://127.0.0.1/login"}, b""),
    Fault.NOT_FOUND: (404, HTML, b"<h1>404 Not Found</h1>"),
    Fault.FOREIGN_401: (401, {**HTML, "www-authenticate": "Basic"}, b"<h1>401</h1>"),
    Fault.FOREIGN_JSON: (200, JSON, b'{"ok":true}'),
    Fault.BAD_GATEWAY: (502, HTML, b"<h1>502 Bad Gateway</h1>"),
    Fault.TOO_LARGE: (413, HTML, b"<h1>413 Request Entity Too Large</h1><hr>nginx"),
    Fault.SLOW_DOWN: (429, {**JSON, "retry-after": "7"}, b"{}"),
    Fault.SLOW_DOWN_BARE: (429, HTML, b"slow down"),
    Fault.BUSY: (503, {**HTML, "retry-after": "120"}, b"busy"),
}
_NO_EFFECT = frozenset(_SPOKEN) | {Fault.DROP_BEFORE, Fault.FAILED, Fault.OTHER_SERVER}


@dataclass(frozen=True, slots=True)
class Sent:
    """A write whose reply came home."""

    method: str
    path: str
    headers: tuple[tuple[str, str], ...]
    body: bytes
    told: Told


@dataclass
class Line(httpx.BaseTransport):
    """Carries one laptop's requests; `fault` says what becomes of each."""

    server: Server
    fault: Callable[[str, str], Fault | None] = lambda *_: None
    meanwhile: Callable[[], None] = lambda: None
    """Done while a reply is on its way: somebody types."""
    note: Callable[[str], None] = lambda _: None
    heard: list[Sent] = field(default_factory=list)
    requests: int = 0

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Serve one request of a laptop."""
        self.requests += 1
        method, path = request.method, request.url.raw_path.decode()
        body = request.read()
        asked = (method, path, tuple(request.headers.items()), body)
        fault = self.fault(method, path)
        self.note(f"{method} {path} {fault or ''}")
        self.server.deliver_late()
        if fault in _NO_EFFECT:
            return self._without_effect(fault, request)
        if fault is Fault.LAPTOP_DIES_BEFORE:
            raise Crash
        if fault in {Fault.DELAY, Fault.REORDER} and method != "GET":
            self.server.keep(asked, after=1 if fault is Fault.REORDER else 9)
            raise httpx.ReadTimeout("late", request=request)
        told = self._asked(asked, fault, request)
        self.note(f"{told.status}")
        self.meanwhile()
        return self._reply(asked, told, fault, request)

    def _asked(self, asked, fault, request) -> Told:
        self.server.dies = fault is Fault.SERVER_DIES_BEFORE
        try:
            told = self.server.ask(*asked)
            if fault is Fault.DUPLICATE:
                told = self.server.ask(*asked)
        except Crash:
            self.server.restart()
            raise httpx.ReadError("the server died", request=request) from None
        finally:
            self.server.dies = False
        if fault is Fault.SERVER_DIES_AFTER:
            self.server.restart()
            raise httpx.ReadError("the server died", request=request)
        return told

    def _reply(self, asked, told: Told, fault, request) -> httpx.Response:
        if fault is Fault.LAPTOP_DIES_AFTER:
            raise Crash
        if fault is Fault.DROP_AFTER:
            raise httpx.ReadError("reset", request=request)
        if fault is Fault.TIMEOUT_AFTER:
            raise httpx.ReadTimeout("silence", request=request)
        if fault is Fault.BAD_GATEWAY_AFTER:
            return _spoken(Fault.BAD_GATEWAY)
        half = told.body[: len(told.body) // 2]
        if fault is Fault.CUT and told.body:
            return httpx.Response(told.status, headers=told.headers, stream=Torn(half, request))
        if fault is Fault.SHORT and told.body:
            return httpx.Response(told.status, headers=_plain(told.headers), content=half)
        if asked[0] != "GET":
            self.heard.append(Sent(*asked, told))
        return httpx.Response(told.status, headers=_plain(told.headers), content=told.body)

    def _without_effect(self, fault, request) -> httpx.Response:
        if fault is Fault.DROP_BEFORE:
            raise httpx.ConnectError("nobody there", request=request)
        if fault is Fault.FAILED:
            who = {"newsroom-server": self.server.server_id}
            return httpx.Response(500, headers={**JSON, **who}, content=b'{"code":"internal"}')
        if fault is Fault.OTHER_SERVER:
            who = {"newsroom-server": "nr-other", "newsroom-epoch": "e"}
            told = json.dumps({"changes": [], "next": "e.0.00000000", "more": False}).encode()
            return httpx.Response(200, headers={**JSON, **who}, content=told)
        return _spoken(fault)


class Torn(httpx.SyncByteStream):
    """Bytes that break off in their middle."""

    def __init__(self, half: bytes, request: httpx.Request) -> None:
        self._half, self._request = half, request

    def __iter__(self):
        yield self._half
        raise httpx.RemoteProtocolError("incomplete", request=self._request)


def _spoken(fault: Fault) -> httpx.Response:
    status, headers, content = _SPOKEN[fault]
    return httpx.Response(status, headers=headers, content=content)


def _plain(headers):
    # The body is given whole: its length is what it is.
    return [(name, value) for name, value in headers if name.lower() != "content-length"]
