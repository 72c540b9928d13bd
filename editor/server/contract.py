# SPDX-License-Identifier: GPL-3.0-or-later
"""The OpenAPI document, complete: what each request carries and every reply that may come."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, cast

from fastapi import FastAPI

from editor.server.replies import JSON, PROBLEM, PROBLEMS
from editor.server.schemas import SCHEMAS, ref

Doc = dict[str, Any]

FEATURES: Final = (
    "batch",
    "clashes",
    "digests",
    "leases",
    "look",
    "outlet",
    "packs",
    "royalties",
    "schedule",
    "tus",
    "wait",
)
"""What this server can do that another one of the same interface may not."""

_BYTES: Final = "application/octet-stream"
_PIECE: Final = "application/offset+octet-stream"
_ALWAYS: Final = (400, 503)
_SIGNED_IN: Final = (*_ALWAYS, 401, 429)
_WITH_BODY: Final = (*_SIGNED_IN, 408, 413, 415)
_READING: Final = (*_SIGNED_IN, 404)
_WRITING: Final = (*_WITH_BODY, 403, 404, 409, 410, 412, 422, 428, 507)
_ADMIN: Final = (*_SIGNED_IN, 403)
_SENDING: Final = (*_SIGNED_IN, 403, 404, 412)


@dataclass(frozen=True, slots=True)
class Told:
    """What one operation takes and gives."""

    replies: Mapping[int, str]
    """Status -> the name of a schema; empty: no body."""
    problems: tuple[int, ...]
    body: str = ""
    """The name of a schema."""
    body_type: str = JSON
    reply_type: str = JSON
    is_open: bool = False
    """No token is needed."""
    may_be_bare: bool = False
    """It may come without a body."""


_WRITTEN: Final = {200: "Entity"}
_OPERATIONS: Final[Mapping[tuple[str, str], Told]] = {
    ("get", "/v1/health"): Told({200: "Health"}, (), is_open=True),
    ("get", "/v1/metrics"): Told({200: "Text"}, _ADMIN, reply_type="text/plain"),
    ("get", "/v1/server"): Told({200: "Server"}, _SIGNED_IN, is_open=True),
    ("get", "/v1/changes"): Told({200: "Page"}, (*_SIGNED_IN, 409, 410)),
    ("get", "/v1/digests"): Told({200: "Sums"}, _SIGNED_IN),
    ("get", "/v1/digests/{name}"): Told({200: "Standing"}, _READING),
    ("post", "/v1/auth/device"): Told({201: "Code"}, (*_WITH_BODY, 403), "Invitation"),
    ("post", "/v1/auth/token"): Told(
        {201: "Token"}, (*_ALWAYS, 403, 408, 413, 415, 429), "Pairing", is_open=True
    ),
    ("delete", "/v1/auth/token"): Told({200: "Nothing"}, (*_SIGNED_IN, 404)),
    ("get", "/v1/auth/tokens"): Told({200: "Tokens"}, _ADMIN),
    ("delete", "/v1/auth/tokens/{token_id}"): Told({200: "Nothing"}, (*_ADMIN, 404)),
    ("post", "/v1/blobs/query"): Told({200: "Missing"}, _WITH_BODY, "Names"),
    ("put", "/v1/blobs/{sha256}"): Told(
        {200: "Kept", 201: "Kept"}, (*_WITH_BODY, 403, 422, 507), "Bytes", _BYTES
    ),
    ("get", "/v1/blobs/{sha256}"): Told(
        {200: "Bytes", 206: "Bytes", 304: "", 416: ""}, _READING, reply_type=_BYTES
    ),
    ("options", "/v1/uploads"): Told({204: ""}, (), is_open=True),
    ("post", "/v1/uploads"): Told(
        {201: ""}, (*_SENDING, 408, 413, 415, 422, 507), "Bytes", _PIECE, may_be_bare=True
    ),
    ("head", "/v1/uploads/{upload_id}"): Told({200: ""}, (*_SENDING, 410)),
    ("patch", "/v1/uploads/{upload_id}"): Told(
        {204: ""}, (*_SENDING, 408, 409, 410, 413, 415, 422, 460, 507), "Bytes", _PIECE
    ),
    ("delete", "/v1/uploads/{upload_id}"): Told({204: ""}, (*_SENDING, 410)),
    ("get", "/v1/leases"): Told({200: "Leases"}, _SIGNED_IN),
    ("put", "/v1/articles/{article_id}/lease"): Told({200: "Holders"}, _WITH_BODY, "Doing"),
    ("delete", "/v1/articles/{article_id}/lease"): Told({200: "Holders"}, _SIGNED_IN),
    ("get", "/v1/packs"): Told({200: "Packs", 304: ""}, _SIGNED_IN),
    ("get", "/v1/outlet"): Told({200: "Outlet", 304: ""}, _SIGNED_IN),
    ("get", "/v1/look"): Told({200: "Look", 304: ""}, _SIGNED_IN),
    ("put", "/v1/packs/{name}"): Told({200: "Packs"}, (*_WITH_BODY, 403, 422, 507), "Pack"),
    ("delete", "/v1/packs/{name}"): Told({200: "Packs"}, (*_ADMIN, 404)),
    ("get", "/v1/royalties/{month}"): Told({200: "Royalties"}, _ADMIN),
    ("put", "/v1/royalties/{month}/closing"): Told({200: "Royalties"}, (*_ADMIN, 409)),
    ("get", "/v1/articles/{article_id}/clashes"): Told({200: "Clashes"}, _SIGNED_IN),
    ("put", "/v1/articles/{article_id}/clashes"): Told(
        {200: "Clashes"}, (*_WITH_BODY, 403), "Asked"
    ),
    ("delete", "/v1/articles/{article_id}/clashes"): Told({200: "Clashes"}, _ADMIN),
    ("get", "/v1/{entity}/{entity_id}"): Told({200: "Entity", 304: ""}, (*_READING, 410)),
    ("get", "/v1/{entity}/{entity_id}/revs/{rev}"): Told({200: "Entity", 304: ""}, _READING),
    ("put", "/v1/{entity}/{entity_id}"): Told({201: "Entity"}, _WRITING, "Document"),
    ("patch", "/v1/{entity}/{entity_id}"): Told(_WRITTEN, _WRITING, "Document"),
    ("delete", "/v1/{entity}/{entity_id}"): Told(_WRITTEN, _WRITING),
    ("post", "/v1/articles/{article_id}/transitions"): Told(_WRITTEN, _WRITING, "Transition"),
    ("post", "/v1/batch"): Told({200: "Results"}, (*_WITH_BODY, 507), "Batch"),
}


_NAMES: Final[Mapping[str, Doc]] = {
    "article_id": {"type": "string", "pattern": "^[0-9A-Za-z_-]{1,64}$"},
    "entity_id": {"type": "string", "pattern": "^[0-9A-Za-z_-]{1,64}$"},
    "idempotency-key": {"type": "string", "pattern": "^[0-9A-Za-z_-]{1,100}$"},
    "if-match": {"type": "string", "pattern": '^"[0-9]{1,15}-[0-9a-f]{8}"$'},
    "month": {"type": "string", "pattern": "^(19|20)[0-9]{2}-(0[1-9]|1[0-2])$"},
    "name": {"type": "string", "pattern": "^[0-9a-f]{2}$"},
    "sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
    "tus-resumable": {"type": "string", "enum": ["1.0.0"]},
    "upload-length": {"type": "string", "pattern": "^[1-9][0-9]{0,8}$"},
    "upload-offset": {"type": "string", "pattern": "^[0-9]{1,9}$"},
}
"""Parameters that must be there, and what they look like."""
_ONLY_NEW: Final[Doc] = {"type": "string", "enum": ["*"]}

_THERE: Final = {
    "path.entity": "$request.path.entity",
    "path.entity_id": "$request.path.entity_id",
}
_SEEN: Final = {**_THERE, "header.if-match": "$response.header.ETag"}
_LINKS: Final[Mapping[tuple[str, str], Mapping[str, Doc]]] = {
    each: {
        "fetch": {"operationId": "fetch", "parameters": _THERE},
        "change": {"operationId": "change", "parameters": _SEEN},
        "remove": {"operationId": "remove", "parameters": _SEEN},
        "revision": {
            "operationId": "revision",
            "parameters": {**_THERE, "path.rev": "$response.body#/rev"},
        },
        "act": {
            "operationId": "act",
            "parameters": {
                "path.article_id": "$response.body#/id",
                "header.if-match": "$response.header.ETag",
            },
        },
    }
    for each in (("create", "201"), ("change", "200"), ("fetch", "200"))
}
"""What follows from a reply: (operation, status) -> the requests that it leads to."""


def openapi_of(app: FastAPI) -> Callable[[], Doc]:
    """What makes the document of an application, once."""
    make = app.openapi
    made: Doc = {}

    def openapi() -> Doc:
        if not made:
            made.update(_completed(make()))
        return made

    return openapi


def _completed(doc: Doc) -> Doc:
    doc["components"] = {
        "schemas": SCHEMAS,
        "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
    }
    for path, operations in cast("dict[str, Doc]", doc["paths"]).items():
        for method, operation in operations.items():
            _complete(operation, _OPERATIONS[method, path])
    return doc


def _complete(operation: Doc, told: Told) -> None:
    listed = [each for each in operation.get("parameters", ()) if each["name"] != "authorization"]
    for each in listed:
        is_new = operation["operationId"] == "create" and each["name"] == "if-none-match"
        shape = _ONLY_NEW if is_new else _NAMES.get(each["name"])
        if shape is not None:
            each.update(required=True, schema=shape)
    operation["parameters"] = listed
    operation["security"] = [{}, {"token": []}] if told.is_open else [{"token": []}]
    operation["responses"] = _replies(told)
    for (name, status), links in _LINKS.items():
        if operation["operationId"] == name:
            operation["responses"][status]["links"] = dict(links)
    if told.body:
        content = {told.body_type: {"schema": ref(told.body)}}
        operation["requestBody"] = {"required": not told.may_be_bare, "content": content}


def _replies(told: Told) -> Doc:
    replies: Doc = {}
    for status, name in told.replies.items():
        replies[str(status)] = {"description": name or "No body."}
        if name:
            replies[str(status)]["content"] = {told.reply_type: {"schema": ref(name)}}
    for status in told.problems:
        content = {PROBLEM: {"schema": ref("Problem")}}
        replies[str(status)] = {"description": _meaning(status), "content": content}
    return dict(sorted(replies.items()))


def _meaning(status: int) -> str:
    meant = [f"`{code}`: {each.title}" for code, each in PROBLEMS.items() if each.status == status]
    return " ".join(meant)
