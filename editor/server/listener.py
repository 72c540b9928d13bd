# SPDX-License-Identifier: GPL-3.0-or-later
"""Uvicorn as we run it: says when it is ready, stops when told, cuts off who never finishes."""

import asyncio
import contextlib
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator
from email.utils import formatdate
from types import FrameType

import h11
import uvicorn
from fastapi import FastAPI
from h11._readers import ContentLengthReader
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

from editor.errors import Refused
from editor.server.limits import HEADERS_S, MAX_HEADERS_BYTES

KEEP_ALIVE_S = 75
"""Longer than a client keeps a line, so that it is never cut under a request."""

_AHEAD_BYTES = 512 * 1024
"""So much of a body may wait for whoever takes it before its sender has to."""
_PIECES_BYTES = 4 * 1024 * 1024
"""More than all pieces of a body that are on their way."""
_AMID = {h11.CLIENT: h11.SEND_BODY, h11.SERVER: h11.SEND_RESPONSE}

_GRACE_S = 5
_ENDING = (signal.SIGINT, signal.SIGTERM)


def run(
    app: FastAPI,
    *,
    host: str,
    port: int,
    on_ready: Callable[[str], None],
    stop: threading.Event | None,
    handed: socket.socket | None = None,
) -> None:
    """Answer for an application until told to stop; no thread is left behind.

    Args:
        app: what answers.
        host: the address to listen on.
        port: 0: any that is free.
        on_ready: see `editor.server.app.serve`.
        stop: see there.
        handed: a socket that listens already, in place of host and port.

    Raises:
        Refused: `server.port_taken`.
    """
    _keep_memory()
    with handed or _listen(host, port) as listening:
        address = _address_of(listening)
        _Server(app, lambda: on_ready(address), stop).run(sockets=[listening])


class Prompt(H11Protocol):
    """One line to a client that must finish the headers of a request in time."""

    headers_s = HEADERS_S
    _cut: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        """Somebody called; the headers are awaited."""
        super().connection_made(transport)
        self._watch()

    def data_received(self, data: bytes) -> None:
        """Some bytes came; those of half a head leave the watch on."""
        if self._passes_on(data):
            return
        super().data_received(data)
        is_half = self.conn.their_state is h11.IDLE and bool(self.conn.trailing_data[0])
        if not is_half:
            self._unwatch()
        elif self._cut is None:
            self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        """The line is gone."""
        self._unwatch()
        super().connection_lost(exc)

    def _passes_on(self, data: bytes) -> bool:
        """Bytes amid a body of known length go on as they are: h11 would copy each twice."""
        reader, cycle = self.conn._reader, self.cycle  # noqa: SLF001  # there is no other way past
        if not isinstance(reader, ContentLengthReader):
            return False
        left_bytes = reader._remaining - len(data)  # noqa: SLF001  # as above
        is_next = not self.conn._receive_buffer  # noqa: SLF001  # as above
        # The last ones of a body it sees itself, and what comes after them.
        if left_bytes <= 0 or not is_next or self.conn.states != _AMID:
            return False
        reader._remaining = left_bytes  # noqa: SLF001  # as above
        # Taken over as they are when nothing waits: no copy of them is made.
        cycle.body = cycle.body + data if cycle.body else data  # type: ignore[assignment]  # it is read alone
        if len(cycle.body) > _AHEAD_BYTES:
            self.flow.pause_reading()
        cycle.message_event.set()
        return True

    def _watch(self) -> None:
        self._cut = self.loop.call_later(self.headers_s, self.transport.abort)

    def _unwatch(self) -> None:
        if self._cut is not None:
            self._cut.cancel()
            self._cut = None


class _Server(uvicorn.Server):
    """Uvicorn that says when it is ready, and stops when it is told or its signal comes."""

    def __init__(
        self, app: FastAPI, on_ready: Callable[[], None], stop: threading.Event | None
    ) -> None:
        super().__init__(_config(app))
        self._app = app
        self._on_ready = on_ready
        self._stop = stop
        self._wake: Callable[[], object] = lambda: None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets=sockets)
        if self.started:
            self._on_ready()

    async def main_loop(self) -> None:
        # Uvicorn would look ten times a second whether it is to end: this one sleeps.
        loop, ended = asyncio.get_running_loop(), asyncio.Event()
        self._wake = lambda: loop.call_soon_threadsafe(ended.set)
        if self.should_exit:
            return
        with _told_when(self._stop, self._wake):
            await ended.wait()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        # Those who wait for a change are let go, so that nobody waits for them.
        self._app.state.watch.end()
        await super().shutdown(sockets=sockets)

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        # Uvicorn would raise the signal again before the archive is closed.
        is_main = threading.current_thread() is threading.main_thread()
        if self._stop is not None or not is_main:
            yield
            return
        before = {each: signal.signal(each, self._end) for each in _ENDING}
        try:
            yield
        finally:
            for each, handler in before.items():
                signal.signal(each, handler)

    def _end(self, number: int, frame: FrameType | None) -> None:
        self.handle_exit(number, frame)
        self._wake()


class _Dated:
    """Puts the date on each reply when it goes out; uvicorn would write it anew each second."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._second = 0
        self._date = b""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def dated_send(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), (b"date", self._now())]
            await send(message)

        await self._app(scope, receive, dated_send)

    def _now(self) -> bytes:
        second = int(time.time())
        if second != self._second:
            self._second, self._date = second, formatdate(second, usegmt=True).encode()
        return self._date


@contextlib.contextmanager
def _told_when(stop: threading.Event | None, tell: Callable[[], object]) -> Iterator[None]:
    """For as long as the block lasts, `tell` is called as soon as the event is set."""
    if stop is None:
        yield
        return

    def wait() -> None:
        stop.wait()
        # Closed by itself meanwhile: there is nobody left to tell.
        with contextlib.suppress(RuntimeError):
            tell()

    thread = threading.Thread(target=wait, name="stop")
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def _config(app: FastAPI) -> uvicorn.Config:
    return uvicorn.Config(
        _Dated(app),
        log_config=None,
        access_log=False,
        log_level="warning",
        lifespan="off",
        ws="none",
        server_header=False,
        date_header=False,
        http=Prompt,
        h11_max_incomplete_event_size=MAX_HEADERS_BYTES,
        timeout_keep_alive=KEEP_ALIVE_S,
        timeout_graceful_shutdown=_GRACE_S,
    )


def _keep_memory() -> None:
    """Have the memory of one piece of a body serve the next one.

    The C library of Linux takes anew from the system, page by page, whatever is larger than the
    largest that was ever freed, and gives back all but twice as much (mallopt(3)).
    """
    bytes(_PIECES_BYTES)


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # With the protocol named, asyncio turns Nagle's algorithm off: a reply then never waits 40 ms.
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
        listening.listen(128)
    except OSError as error:
        listening.close()
        raise Refused("server.port_taken", host=host, port=port) from error
    return listening


def _address_of(listening: socket.socket) -> str:
    host, port = listening.getsockname()[:2]
    if host in ("0.0.0.0", "::"):  # noqa: S104  # compared, not bound
        host = "localhost"
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
