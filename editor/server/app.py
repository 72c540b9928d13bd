# SPDX-License-Identifier: GPL-3.0-or-later
"""FastAPI routes of /v1 and the public site."""

import asyncio
import contextlib
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType

import uvicorn
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from editor.errors import EditorError, Refused
from editor.model.profile import SiteProfile
from editor.model.workflow import Role
from editor.pictures.renditions import Renditions
from editor.server import api, public
from editor.server.archive import Archive
from editor.server.pages import PublicPages
from editor.server.replies import Signed, problem_reply, request_id_of

KEEP_ALIVE_S = 75
"""Longer than a client keeps a line, so that it is never cut under a request."""

_LOOK_S = 0.25
_GRACE_S = 5
_ENDING = (signal.SIGINT, signal.SIGTERM)


def create_app(archive: Archive, renditions: Renditions, templates: Path) -> FastAPI:
    """The server as an ASGI application.

    Args:
        archive: what it keeps.
        renditions: makes the sizes of pictures from the archive's originals.
        templates: `resources/site`.
    """
    app = FastAPI(
        title="Stet",
        version=str(api.API),
        docs_url=None,
        redoc_url=None,
        openapi_url="/v1/openapi.json",
        redirect_slashes=False,
    )
    app.state.archive = archive
    app.state.renditions = renditions
    app.state.pages = PublicPages(archive, templates)
    app.include_router(api.router)
    app.include_router(public.router)
    app.add_exception_handler(EditorError, _told)
    app.add_exception_handler(RequestValidationError, _misread)
    app.add_exception_handler(HTTPException, _astray)
    app.add_middleware(Signed, server_id=archive.server_id, epoch=archive.epoch)
    return app


def serve(  # noqa: PLR0913  # all by name; half of them have a sensible default
    folder: Path,
    *,
    host: str = "127.0.0.1",
    port: int = 0,
    templates: Path,
    profile: SiteProfile,
    token: str | None = None,
    on_ready: Callable[[str], None] = lambda _: None,
    stop: threading.Event | None = None,
) -> None:
    """Run the server until it is told to stop; everything is closed when this returns.

    Args:
        folder: the archive's; made when missing.
        host: the address to listen on.
        port: 0: any that is free.
        templates: `resources/site`.
        profile: the site.
        token: accepted as an administrator's, and kept in memory only.
        on_ready: told the address (`http://127.0.0.1:8000`) once it answers, in this thread.
        stop: ends it; without one, and in the main thread, SIGINT and SIGTERM do.

    Raises:
        Refused: `server.port_taken`, `server.no_folder`, `server.too_new`.
        Damaged: `server.damaged`.
    """
    archive = Archive(folder, profile)
    try:
        if token:
            archive.tokens.accept_bootstrap(token)
        renditions = Renditions(archive.vault, folder / "renditions")
        app = create_app(archive, renditions, templates)
        run(app, host=host, port=port, on_ready=on_ready, stop=stop)
    finally:
        archive.close()


def invite(folder: Path, *, profile: SiteProfile, person: str, role: Role) -> str:
    """A pairing code for one new device, made beside a server that may be running.

    Raises:
        Refused: `server.no_folder`, `server.too_new`.
        Damaged: `server.damaged`.
    """
    archive = Archive(folder, profile)
    try:
        return archive.tokens.pairing_code(person, role)
    finally:
        archive.close()


def run(
    app: FastAPI,
    *,
    host: str,
    port: int,
    on_ready: Callable[[str], None],
    stop: threading.Event | None,
) -> None:
    """Answer for an application until told to stop; no thread is left behind.

    Raises:
        Refused: `server.port_taken`.
    """
    with _listen(host, port) as listening:
        address = _address_of(listening)
        _Server(_config(app), lambda: on_ready(address), stop).run(sockets=[listening])


class _Server(uvicorn.Server):
    """Uvicorn that says when it is ready, and stops when it is told or its signal comes."""

    def __init__(
        self, config: uvicorn.Config, on_ready: Callable[[], None], stop: threading.Event | None
    ) -> None:
        super().__init__(config)
        self._on_ready = on_ready
        self._stop = stop

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets=sockets)
        if self.started:
            self._on_ready()

    async def main_loop(self) -> None:
        while not await self.on_tick(0):
            await asyncio.sleep(_LOOK_S)
            if self._stop is not None and self._stop.is_set():
                self.should_exit = True

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


def _config(app: FastAPI) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        log_level="warning",
        lifespan="off",
        ws="none",
        server_header=False,
        timeout_keep_alive=KEEP_ALIVE_S,
        timeout_graceful_shutdown=_GRACE_S,
    )


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


def _told(request: Request, error: Exception) -> Response:
    """An error of ours, as a problem; a reader of the public site gets a page."""
    if not isinstance(error, EditorError):
        raise error
    return problem_reply(request_id_of(request), error)


def _misread(request: Request, error: Exception) -> Response:
    """A request that does not fit its route."""
    where = error.errors()[0]["loc"] if isinstance(error, RequestValidationError) else ("", "")
    field = str(where[-1])
    code = "site.unknown_id" if where[0] == "path" else "site.bad_request"
    return problem_reply(request_id_of(request), Refused(code, field=field))


def _astray(request: Request, error: Exception) -> Response:
    """No route, or not by that method."""
    status = error.status_code if isinstance(error, HTTPException) else 404
    if status == 405:
        return problem_reply(request_id_of(request), Refused("site.bad_method"))
    if request.url.path.startswith("/v1"):
        return problem_reply(request_id_of(request), Refused("site.unknown_id"))
    return public.not_found(request.app.state.pages)
