# SPDX-License-Identifier: GPL-3.0-or-later
"""How the server answers: documents, problems (RFC 9457), and the headers that say who it is."""

import logging
from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final
from uuid import uuid4

from fastapi import Request, Response
from starlette.datastructures import MutableHeaders
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from editor import wire
from editor.cms import rules
from editor.errors import EditorError
from editor.model.operation import Remote

log = logging.getLogger(__name__)

JSON: Final = "application/json"
PROBLEM: Final = "application/problem+json"


@dataclass(frozen=True, slots=True)
class Problem:
    """What one error code is on the wire."""

    status: int
    title: str


PROBLEMS: Final[Mapping[str, Problem]] = MappingProxyType(
    {
        "bad_request": Problem(400, "The request is not one that this server understands."),
        "bad_field": Problem(400, "A field is not what it must be."),
        "not_a_document": Problem(400, "The body is not one JSON object in UTF-8."),
        "too_new": Problem(400, "The document is of a newer form than this server knows."),
        "key_missing": Problem(400, "Every write needs an Idempotency-Key."),
        "reason_missing": Problem(400, "This act needs a reason."),
        "signed_out": Problem(401, "The token is not known here."),
        "bad_code": Problem(403, "The pairing code is wrong, used or too old."),
        "forbidden": Problem(403, "This role may not do that."),
        "field": Problem(403, "This field is not yours to write."),
        "undecided": Problem(403, "This role may say something, and decide nothing."),
        "unknown_id": Problem(404, "There is nothing of that name."),
        "bad_method": Problem(405, "This address does not take that method."),
        "too_slow": Problem(408, "Nothing more came; the request was given up."),
        "epoch_changed": Problem(409, "The cursor is not of this server's history."),
        "invalid_transition": Problem(409, "The article is not in a state for this act."),
        "missing_picture": Problem(409, "The bytes of a picture are not here yet."),
        "picture_barred": Problem(409, "A picture of it may not be used."),
        "picture_embargoed": Problem(409, "The embargo of a picture has not ended."),
        "picture_expired": Problem(409, "A picture of it may no longer be used."),
        "offset_mismatch": Problem(409, "The upload does not stand there; ask where it does."),
        "open_conflict": Problem(409, "Two versions of it differ; one must be chosen first."),
        "taken_down_since": Problem(409, "It was taken down since; look at it again first."),
        "month_open": Problem(409, "The month has not ended yet."),
        "month_order": Problem(409, "Months are closed in their order; another one is next."),
        "embargo": Problem(409, "The embargo has not ended."),
        "deleted": Problem(410, "It was deleted."),
        "cursor_expired": Problem(410, "The cursor is too old; read all changes again."),
        "expired": Problem(410, "The upload waited too long and was given up."),
        "rev_mismatch": Problem(412, "Another revision stands there now."),
        "tus_version": Problem(412, "This server speaks tus 1.0.0."),
        "too_large": Problem(413, "That is larger than this server takes."),
        "media_type": Problem(415, "The body must be application/json."),
        "not_a_picture": Problem(415, "The bytes are not those of a picture."),
        "bad_pack": Problem(422, "The rule pack cannot be read, or its own tests do not hold."),
        "digest_mismatch": Problem(422, "The bytes do not hash to their name."),
        "key_reused": Problem(422, "The key was used for another request."),
        "checksum_mismatch": Problem(460, "The bytes are not what was told."),
        "no_match": Problem(428, "Name the revision that this was made against."),
        "too_many": Problem(429, "Too many tries; wait."),
        "slow_down": Problem(429, "Too many requests; wait."),
        "internal": Problem(500, "Something went wrong here; the server's log has it."),
        "database_down": Problem(503, "The server's database does not answer; wait."),
        "bucket_down": Problem(503, "The server's store of pictures does not answer; wait."),
        "full": Problem(507, "The server's disk is full."),
    }
)
"""Every code that the server ever says."""

_RETRYABLE: Final = frozenset({408, 429, 503, 507})


_HANGS_UP: Final = frozenset({408, 413})
"""Nobody waits for the rest of such a body."""


def document(remote: Remote, public_address: str, *, with_doc: bool = True) -> dict[str, object]:
    """An entity as it goes over the wire; its address is whole when the site's is known."""
    told: dict[str, object] = {
        "type": remote.entity.value,
        "id": remote.entity_id,
        "rev": remote.rev,
        "etag": remote.etag,
        "deleted": remote.is_deleted,
        "author": remote.author,
        "op_id": remote.op_id,
        "address": remote.address and public_address + remote.address,
    }
    return {**told, "doc": remote.doc} if with_doc else told


def json_reply(
    content: object, *, status: int = 200, headers: Mapping[str, str] | None = None
) -> Response:
    """A JSON reply in the one spelling; nobody on the way keeps it."""
    return written_reply(wire.canonical(content), status=status, headers=headers)


def written_reply(
    content: bytes, *, status: int = 200, headers: Mapping[str, str] | None = None
) -> Response:
    """The same, of JSON that is in the one spelling already."""
    kept = {"Cache-Control": "no-store", **(headers or {})}
    return Response(content, status, kept, media_type=JSON)


def problem_reply(request_id: str, error: EditorError, **extra: object) -> Response:
    """An error as the client gets it: its code and what it names, never how we work."""
    code = rules.problem_code(error)
    known = PROBLEMS.get(code)
    if known is None:
        log.error("request %s failed: %s", request_id, error.code)
        code, known, values = "internal", PROBLEMS["internal"], {}
    else:
        values = {name: value for name, value in error.values.items() if _is_plain(value)}
    return _problem(request_id, code, known, {**values, **extra})


def _problem(request_id: str, code: str, known: Problem, values: Mapping[str, object]) -> Response:
    retry_after = values.get("retry_after_s")
    told: dict[str, object] = {
        "type": "about:blank",
        "title": known.title,
        "status": known.status,
        "code": code,
        "retryable": known.status in _RETRYABLE,
        "retry_after": retry_after,
        "request_id": request_id,
        **{name: value for name, value in values.items() if name != "retry_after_s"},
    }
    if "field" in values:
        told["errors"] = [{"field": values["field"], "code": code}]
    headers = {"Cache-Control": "no-store"}
    if isinstance(retry_after, int):
        headers["Retry-After"] = str(retry_after)
    if known.status in _HANGS_UP:
        headers["Connection"] = "close"
    if known.status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    return Response(wire.canonical(told), known.status, headers, media_type=PROBLEM)


def request_id_of(request: Request) -> str:
    """What the log and the reply call this request."""
    return str(request.scope["stet.request_id"])


def _is_plain(value: object) -> bool:
    return isinstance(value, str | int | float) and len(str(value)) < 500


class Signed:
    """Puts who we are on every reply, and makes a problem of whatever went wrong unforeseen."""

    def __init__(self, app: ASGIApp, server_id: str, epoch: str) -> None:
        self._app = app
        self._who = {"Newsroom-Server": server_id, "Newsroom-Epoch": epoch}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request_id = uuid4().hex
        scope["stet.request_id"] = request_id
        state: MutableMapping[str, Any] = {"started": False}

        async def signed_send(message: Message) -> None:
            if message["type"] == "http.response.start":
                state["started"] = True
                headers = MutableHeaders(scope=message)
                headers.update({**self._who, "X-Content-Type-Options": "nosniff"})
            await send(message)

        try:
            await self._app(scope, receive, signed_send)
        except ClientDisconnect:
            log.info("request %s was broken off by the client", request_id)
        except Exception:
            # The last door: it is logged here and told as 500.
            log.exception("request %s failed", request_id)
            if not state["started"]:
                reply = _problem(request_id, "internal", PROBLEMS["internal"], {})
                await reply(scope, receive, signed_send)
