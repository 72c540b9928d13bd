# SPDX-License-Identifier: GPL-3.0-or-later
"""What comes in, taken with care: limited bodies, documents of sane depth, keys, tags, tokens."""

import asyncio
import hashlib
import json
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Annotated, Final, NoReturn, cast

from fastapi import Depends, Header, Request
from fastapi.routing import APIRoute
from starlette.concurrency import run_in_threadpool

from editor import wire
from editor.cms import rules
from editor.errors import Refused
from editor.model.operation import Entity, OpKind
from editor.server import limits
from editor.server.archive import Archive, Command
from editor.server.limits import Limiter
from editor.server.tokens import Caller

MAX_DOC_BYTES: Final = 8 * 1024 * 1024
MAX_BLOB_BYTES: Final = 64 * 1024 * 1024
MAX_UPLOAD_BYTES: Final = 512 * 1024 * 1024
MAX_PAGE: Final = 500
MAX_DEPTH: Final = 32

_KEY = re.compile(r'"?([A-Za-z0-9_-]{1,100})"?')
_TAG = re.compile(r'"?(\d{1,15}-[0-9a-f]{8})"?')


def name_of(route: APIRoute) -> str:
    """What the document of the API calls a route: as its function is called."""
    return route.name


def archive_of(request: Request) -> Archive:
    """The archive behind this server."""
    return cast("Archive", request.app.state.archive)


def limiter_of(request: Request) -> Limiter:
    """What counts the requests of each token."""
    return cast("Limiter", request.app.state.limiter)


async def _archive(request: Request) -> Archive:
    # Asynchronous, so that no thread is asked for what costs nothing.
    return archive_of(request)


def optional_caller(
    request: Request,
    archive: Annotated[Archive, Depends(_archive)],
    authorization: Annotated[str, Header()] = "",
) -> Caller | None:
    """Who asks; None when no token was sent, or where one reader is like the other.

    Raises:
        Refused: `site.signed_out` for a token that opens nothing, `site.slow_down` for one that
            asks too much.
    """
    if not authorization or request.app.state.is_for_readers:
        return None
    token = _token_in(authorization)
    caller = archive.tokens.caller(token) if token else None
    if caller is None:
        raise Refused("site.signed_out")
    limiter_of(request).take(caller.token_id)
    return caller


async def _known_caller(caller: Annotated[Caller | None, Depends(optional_caller)]) -> Caller:
    if caller is None:
        raise Refused("site.signed_out")
    return caller


def _token_in(authorization: str) -> str:
    """The token of the header; empty for another scheme."""
    scheme, _, token = authorization.partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


@dataclass(frozen=True, slots=True)
class Sender:
    """Whoever sent a request: looked up by the thread that does what it asks for.

    One look less in a thread of its own is a fifth of what a small write costs.
    """

    request: Request
    archive: Archive
    authorization: str

    def caller(self) -> Caller:
        """Who it is. Blocks.

        Raises:
            Refused: as `optional_caller`.
        """
        found = optional_caller(self.request, self.archive, self.authorization)
        if found is None:
            raise Refused("site.signed_out")
        return found


async def _sender(request: Request, authorization: Annotated[str, Header()] = "") -> Sender:
    archive = archive_of(request)
    token = _token_in(authorization)
    # Nobody's body is read whose token never opened anything here.
    if not archive.tokens.has_opened(token):
        caller = await run_in_threadpool(archive.tokens.caller, token)
        if caller is None:
            raise Refused("site.signed_out")
    return Sender(request, archive, authorization)


async def limited(request: Request, limit_bytes: int) -> AsyncIterator[bytes]:
    """The body piece by piece.

    Raises:
        Refused: `site.too_large` as soon as it is, `site.too_slow` when nothing comes any more.
    """
    told = request.headers.get("content-length", "0")
    if told.isdigit() and int(told) > limit_bytes:
        raise Refused("site.too_large", limit_bytes=limit_bytes)
    size_bytes = 0
    pieces = aiter(request.stream())
    while (piece := await _next(pieces)) is not None:
        size_bytes += len(piece)
        if size_bytes > limit_bytes:
            raise Refused("site.too_large", limit_bytes=limit_bytes)
        yield piece


async def _next(pieces: AsyncIterator[bytes]) -> bytes | None:
    try:
        async with asyncio.timeout(limits.STALL_S):
            return await anext(pieces, None)
    except TimeoutError:
        raise Refused("site.too_slow") from None


async def _body(request: Request) -> bytes:
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type != "application/json":
        raise Refused("site.media_type")
    return b"".join([piece async for piece in limited(request, MAX_DOC_BYTES)])


def read_key(text: str) -> str:
    """An idempotency key, its quotes off.

    Raises:
        Refused: `site.key_missing`.
    """
    found = _KEY.fullmatch(text.strip())
    if found is None:
        raise Refused("site.key_missing")
    return found[1]


def read_base(text: str) -> str:
    """The tag of the revision that a write was made against.

    Raises:
        Refused: `site.no_match`.
    """
    found = _TAG.fullmatch(text.strip())
    if found is None:
        raise Refused("site.no_match")
    return f'"{found[1]}"'


async def _new(if_none_match: Annotated[str, Header()] = "") -> None:
    if if_none_match != "*":
        raise Refused("site.no_match")


async def _base(if_match: Annotated[str, Header()] = "") -> str:
    return read_base(if_match)


ArchiveIs = Annotated[Archive, Depends(_archive)]
CallerIs = Annotated[Caller, Depends(_known_caller)]
SenderIs = Annotated[Sender, Depends(_sender)]
MaybeCaller = Annotated[Caller | None, Depends(optional_caller)]
Body = Annotated[bytes, Depends(_body)]
Base = Annotated[str, Depends(_base)]
IsNew = Annotated[None, Depends(_new)]


@dataclass(frozen=True, slots=True)
class Write:
    """A write as it came in, not yet understood."""

    request: Request
    archive: Archive
    sender: Sender
    key: str
    body: bytes

    def command(self, kind: OpKind, entity: Entity, entity_id: str, base: str = "") -> Command:
        """What it asks for.

        Raises:
            Refused: `site.not_a_document`, `site.bad_field`.
        """
        rules.check_id(entity, entity_id)
        hashed = hash_of(self.request.method, self.request.url.path, self.body)
        payload = read_doc(self.body) if kind is not OpKind.DELETE else {}
        return Command(self.key, hashed, kind, entity, entity_id, payload, base)


def hash_of(method: str, path: str, body: bytes) -> str:
    """What tells one request from another under the same key."""
    return hashlib.sha256(f"{method} {path}\n".encode() + body).hexdigest()


async def _write(
    request: Request, sender: SenderIs, idempotency_key: Annotated[str, Header()] = ""
) -> Write:
    # Each dependency of its own costs as much as a statement of the database.
    key = read_key(idempotency_key)
    return Write(request, sender.archive, sender, key, await _body(request))


WriteIs = Annotated[Write, Depends(_write)]


async def _removal(
    request: Request, sender: SenderIs, idempotency_key: Annotated[str, Header()] = ""
) -> Write:
    return Write(request, sender.archive, sender, read_key(idempotency_key), b"")


RemovalIs = Annotated[Write, Depends(_removal)]


def read_doc(data: bytes) -> dict[str, object]:
    """One JSON object, of sane depth, that can be written again.

    Raises:
        Refused: `site.not_a_document`.
    """
    try:
        doc = json.loads(data, parse_constant=_no_constant)
        wire.canonical(doc)
    except (ValueError, RecursionError):
        raise Refused("site.not_a_document") from None
    if not isinstance(doc, dict) or _depth_exceeds(doc, MAX_DEPTH):
        raise Refused("site.not_a_document")
    return doc


def _no_constant(name: str) -> NoReturn:
    # NaN and Infinity are not JSON.
    raise ValueError(name)


def _depth_exceeds(value: object, limit: int) -> bool:
    level: list[object] = [value]
    for _ in range(limit):
        level = [
            inner
            for each in level
            if isinstance(each, dict | list)
            for inner in (each.values() if isinstance(each, dict) else each)
        ]
        if not level:
            return False
    return True
