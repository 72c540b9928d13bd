# SPDX-License-Identifier: GPL-3.0-or-later
"""FastAPI routes of /v1 and the public site."""

import socket
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from pathlib import Path

from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.telemetry import TelemetryConfig
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import DEFAULT_EXCLUDED_CONTENT_TYPES, GZipMiddleware
from starlette.routing import Match, Route
from starlette.types import Receive, Scope, Send

from editor.errors import EditorError, Refused
from editor.model.profile import SiteProfile
from editor.pictures.renditions import Renditions
from editor.server import (
    api,
    caching,
    given,
    public,
    readers,
    royalty_routes,
    syndication,
    transfer,
)
from editor.server.archive import Archive
from editor.server.chores import chores
from editor.server.contract import openapi_of
from editor.server.darkroom import Darkroom
from editor.server.kept import KeptPages, ServedAtOnce
from editor.server.limits import Limiter, Rate
from editor.server.listener import run
from editor.server.looks import Looks
from editor.server.pages import PublicPages
from editor.server.readers import PublicSide
from editor.server.replies import Signed, problem_reply, request_id_of
from editor.server.rest import Counted, Rest
from editor.server.tally import Tallied, Tally
from editor.server.watch import Watch

_GZIP_FROM_BYTES = 1024
_GZIP_LEVEL = 4
_GZIP_NOT = (*DEFAULT_EXCLUDED_CONTENT_TYPES, "image/*", "application/octet-stream")
_PASSED_ON = frozenset({b"forwarded", b"via", b"x-forwarded-for", b"x-real-ip"})
_RATE = Rate()
# Nobody is told of requests by what stands in the environment; it would be looked for each time.
_UNTOLD: TelemetryConfig = {
    "tracing": False,
    "metrics": False,
    "logs": False,
    "operation_spans": False,
}
_ROUTERS = (
    transfer.router,
    given.router,
    royalty_routes.router,
    api.router,
    syndication.router,
    public.router,
)
_FOR_READERS = (readers.router, syndication.router, public.router)


def create_app(
    archive: Archive, renditions: Renditions, templates: Path, *, rate: Rate = _RATE
) -> FastAPI:
    """The server as an ASGI application.

    Args:
        archive: what it keeps.
        renditions: makes the sizes of pictures from the archive's originals.
        templates: `resources/site`.
        rate: what each token may ask for.
    """
    app = _application(archive, renditions, templates, _ROUTERS)
    app.state.limiter = Limiter(rate)
    app.state.holding = caching.FOR_EVER
    app.openapi = openapi_of(app)  # type: ignore[method-assign]  # as FastAPI's manual says
    return app


def create_readers_app(side: PublicSide, renditions: Renditions, templates: Path) -> FastAPI:
    """The server for readers alone as an ASGI application: see `create_app`."""
    app = _application(side, renditions, templates, _FOR_READERS)
    app.state.holding = caching.FOR_EVER_BUT_IN_CACHES
    return app


def _application(
    archive: Archive | PublicSide,
    renditions: Renditions,
    templates: Path,
    routers: Sequence[APIRouter],
) -> FastAPI:
    app = FastAPI(
        title="Stet",
        version=str(api.API),
        docs_url=None,
        redoc_url=None,
        openapi_url=None if routers is _FOR_READERS else "/v1/openapi.json",
        redirect_slashes=False,
        telemetry=_UNTOLD,
    )
    app.state.archive = archive
    app.state.renditions = renditions
    looks = Looks(archive.database)
    app.state.pages = PublicPages(archive, templates, looks.current)
    app.state.kept = _kept(archive, looks)
    app.state.tally = Tally()
    app.state.watch = Watch(archive.newest, archive.database.stamp)
    archive.database.listen(app.state.watch.ring)
    archive.database.listen(app.state.kept.doubt)
    app.state.routers = routers
    app.state.is_for_readers = routers is _FOR_READERS
    for router in routers:
        # As they are: to include one builds all its routes anew, at the first request.
        app.router.routes.extend(router.routes)
    app.add_exception_handler(EditorError, _told)
    app.add_exception_handler(RequestValidationError, _misread)
    app.add_exception_handler(HTTPException, _astray)
    _wrap(app, archive)
    return app


def _kept(archive: Archive | PublicSide, looks: Looks) -> KeptPages:
    """Pages hold until readers may see something else, or see it in another look."""

    def mark() -> str:
        return f"{archive.editions.mark()} {looks.tag()}"

    return KeptPages(mark, archive.database.stamp, archive.clock, public.PAGE_HEADERS)


def serve(  # noqa: PLR0913  # all by name; half of them have a sensible default
    folder: Path,
    *,
    host: str = "127.0.0.1",
    port: int = 0,
    templates: Path,
    profile: SiteProfile,
    token: str | None = None,
    database: str = "",
    media: str = "",
    on_ready: Callable[[str], None] = lambda _: None,
    stop: threading.Event | None = None,
    handed: socket.socket | None = None,
    beside: Callable[[Archive], AbstractContextManager[object]] = nullcontext,
    resting: Callable[[Archive], Rest] | None = None,
) -> None:
    """Run the server until it is told to stop; everything is closed when this returns.

    Args:
        folder: the archive's; made when missing.
        host: the address to listen on.
        port: 0: any that is free.
        templates: `resources/site`.
        profile: the site.
        token: accepted as an administrator's, and kept in memory only.
        database: see `Archive`.
        media: see `Archive`.
        on_ready: told the address (`http://127.0.0.1:8000`) once it answers, in this thread.
        stop: ends it; without one, and in the main thread, SIGINT and SIGTERM do.
        handed: a socket that listens already, in place of host and port.
        beside: what else goes on meanwhile, such as `editor.server.looks.Hung`.
        resting: makes what tells when the server is not needed; None: it always is.

    Raises:
        Refused, Damaged: `server.port_taken`, and as `Archive` and `beside`.
    """
    with _opened(Archive(folder, profile, database=database, media=media), token) as opened:
        archive, app = opened[0], create_app(*opened, templates)
        with chores(archive), beside(archive), _told_of(app, resting and resting(archive)):
            run(app, host=host, port=port, on_ready=on_ready, stop=stop, handed=handed)


def serve_readers(  # noqa: PLR0913  # as `serve`
    folder: Path,
    *,
    host: str,
    port: int,
    templates: Path,
    profile: SiteProfile,
    database: str,
    media: str,
    on_ready: Callable[[str], None],
    stop: threading.Event,
) -> None:
    """Run a server for readers alone, on a database that is only read: see `serve`.

    Raises:
        Refused: `server.port_taken`, and as `editor.server.readers.PublicSide`.
    """
    side = PublicSide(folder, profile, database=database, media=media)
    with closing(side), closing(Darkroom(side.vault, folder / "renditions")) as renditions:
        app = create_readers_app(side, renditions, templates)
        run(app, host=host, port=port, on_ready=on_ready, stop=stop)


@contextmanager
def _opened(archive: Archive, token: str | None) -> Iterator[tuple[Archive, Darkroom]]:
    """An archive with the darkroom for its pictures; both are closed at the end."""
    with closing(archive), closing(Darkroom(archive.vault, archive.folder / "renditions")) as made:
        archive.tokens.accept_bootstrap(token or "")
        yield archive, made


def _told_of(app: FastAPI, rest: Rest | None) -> AbstractContextManager[object]:
    """Let each request be counted by what waits for the last of them."""
    if rest is None:
        return nullcontext()
    app.add_middleware(Counted, rest=rest)
    return rest


class _Packing(GZipMiddleware):
    """Long replies travel small, but for those that do not travel: to pack them costs more."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        serve = self.app if scope["type"] == "http" and _stays_here(scope) else super().__call__
        await serve(scope, receive, send)


def _stays_here(scope: Scope) -> bool:
    """Does the reply go to this computer, and not to a proxy on it that passes it on?"""
    host = (scope.get("client") or ("",))[0]
    passed_on = any(name in _PASSED_ON for name, _ in scope["headers"])
    return host in ("127.0.0.1", "::1") and not passed_on


def _wrap(app: FastAPI, archive: Archive | PublicSide) -> None:
    """What every reply goes through, the outermost last."""
    app.add_middleware(
        _Packing,
        minimum_size=_GZIP_FROM_BYTES,
        compresslevel=_GZIP_LEVEL,
        exclude_content_types=_GZIP_NOT,
    )
    app.add_middleware(ServedAtOnce, pages=app.state.kept)
    app.add_middleware(Tallied, tally=app.state.tally)
    app.add_middleware(Signed, server_id=archive.server_id, epoch=archive.epoch)


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
        reply = problem_reply(request_id_of(request), Refused("site.bad_method"))
        reply.headers["Allow"] = ", ".join(sorted(_methods_at(request)))
        return reply
    if request.url.path.startswith("/v1"):
        return problem_reply(request_id_of(request), Refused("site.unknown_id"))
    return public.not_found(request.app.state.pages)


def _methods_at(request: Request) -> set[str]:
    return {
        method
        for router in request.app.state.routers
        for route in router.routes
        if isinstance(route, Route) and route.matches(request.scope)[0] is not Match.NONE
        for method in route.methods or ()
    }
