# SPDX-License-Identifier: GPL-3.0-or-later
"""Reference: our own publishing server over HTTP."""

import hashlib
import json
import os
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final, cast
from urllib.parse import quote

import httpx

from editor.cms import uploads
from editor.cms.http import STALL_S, Http, Reply
from editor.errors import Damaged, EditorError, Offline, Refused
from editor.model.operation import (
    Doc,
    Done,
    Entity,
    Holder,
    Operation,
    OpKind,
    Outcome,
    Page,
    Rejected,
    Remote,
    ServerInfo,
    Unknown,
)
from editor.model.picture import Sha256

API: Final = 1
ASK_AT_ONCE: Final = 500
MAX_WAIT_S: Final = 25
BATCH_OPS: Final = 100
BATCH_BYTES: Final = 1000 * 1024
OP_HEAD_BYTES: Final = 300
"""What an operation weighs in a batch beside its payload, at most."""
_JSON: Final = {"Content-Type": "application/json"}
_BYTES: Final = {"Content-Type": "application/octet-stream"}
_METHODS: Final = {
    OpKind.CREATE: "PUT",
    OpKind.PATCH: "PATCH",
    OpKind.ACT: "POST",
    OpKind.DELETE: "DELETE",
}
_TRY_AGAIN: Final = ("in_progress", "signed_out")


@dataclass(frozen=True, slots=True, repr=False)
class Pairing:
    """What a device gets for its code. The token goes to the keyring, nowhere else."""

    token: str
    person: str
    role: str


def pair(address: str, code: str, device: str) -> Pairing:
    """Exchange a pairing code for this device's token.

    Raises:
        Refused: `site.bad_code`, `line.bad_address`, `line.not_safe`.
        Offline: as `editor.cms.site.Site` says.
    """
    http = Http(address, "")
    try:
        body = json.dumps({"code": code, "device": device}).encode()
        reply = http.ask("POST", "/v1/auth/token", content=body, headers=_JSON)
    finally:
        http.close()
    if reply.status != 201:
        raise reply.trouble()
    doc = reply.doc
    return Pairing(_text(doc, "token"), _text(doc, "person"), _text(doc, "role"))


class Reference:
    """A `Site` over HTTP: see `editor.cms.site`.

    Args:
        address: scheme and host of the server.
        token: this device's.
        server_id: the server's name from an earlier time: another one under the same address is
            then not believed. Empty: whoever answers first.
        stall_s: how long silence is borne.
        transport: carries the requests; None: the network.

    Raises:
        Refused: `line.bad_address`, `line.not_safe`, `line.signed_out`.
    """

    def __init__(
        self,
        address: str,
        token: str,
        *,
        server_id: str = "",
        stall_s: float = STALL_S,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        self._http = Http(address, token, server_id=server_id, stall_s=stall_s, transport=transport)

    def __repr__(self) -> str:
        """The address; never the token."""
        return f"Reference({self._http.address!r})"

    def hello(self) -> ServerInfo:
        """See `Site`."""
        doc = self._get("/v1/server").doc
        if not isinstance(doc.get("api"), int):
            raise Offline("line.not_our_server")
        if doc["api"] != API:
            raise Refused("line.other_version")
        profile = doc.get("profile")
        return ServerInfo(
            server_id=_text(doc, "server_id"),
            epoch=_text(doc, "epoch"),
            address=_text(doc, "address") or self._http.address,
            person=_text(doc, "person"),
            role=_text(doc, "role"),
            time=_text(doc, "time"),
            profile=_mapping(profile),
        )

    def changes(self, cursor: str, *, limit: int = 200, wait_s: int = 0) -> Page:
        """See `Site`."""
        asked = f"cursor={quote(cursor, safe='')}&limit={limit}&docs=1"
        waiting = f"&wait={min(wait_s, MAX_WAIT_S)}" if wait_s else ""
        reply = self._get(f"/v1/changes?{asked}{waiting}")
        listed, has_more = reply.doc.get("changes"), reply.doc.get("more")
        if not isinstance(listed, list) or not isinstance(has_more, bool):
            raise Offline("line.not_our_server")
        return Page(
            changes=tuple(self._remote(_mapping(each)) for each in listed),
            cursor=_text(reply.doc, "next"),
            has_more=has_more,
        )

    def fetch(self, entity: Entity, entity_id: str) -> Remote | None:
        """See `Site`."""
        reply = self._http.ask("GET", _path(entity, entity_id))
        if reply.status == 404 and reply.code == "unknown_id":
            return None
        if reply.status != 200:
            raise reply.trouble()
        return self._remote(reply.doc)

    def push(self, operation: Operation) -> Outcome:
        """See `Site`."""
        path = _path(operation.entity, operation.entity_id)
        if operation.kind is OpKind.ACT:
            path += "/transitions"
        try:
            reply = self._http.ask(
                _METHODS[operation.kind],
                path,
                content=operation.payload,
                headers={**_JSON, "Idempotency-Key": operation.op_id, **_condition(operation)},
            )
            return self._outcome(reply)
        except EditorError as error:
            wait = error.values.get("retry_after_s")
            return Unknown(error.code, wait if isinstance(wait, float) else None)

    def push_all(self, operations: Sequence[Operation]) -> list[Outcome]:
        """See `Site`."""
        outcomes: list[Outcome] = []
        for some in _batches(operations):
            if len(some) == 1:
                outcomes.append(self.push(some[0]))
                continue
            try:
                outcomes += self._push_batch(some)
            except EditorError as error:
                wait = error.values.get("retry_after_s")
                told = Unknown(error.code, wait if isinstance(wait, float) else None)
                outcomes += [told] * len(some)
        return outcomes

    def hold(self, article_id: str, doing: str) -> tuple[Holder, ...]:
        """See `Site`."""
        return self._lease("PUT", article_id, json.dumps({"doing": doing}).encode())

    def release(self, article_id: str) -> tuple[Holder, ...]:
        """See `Site`."""
        return self._lease("DELETE", article_id, b"{}")

    def missing(self, sha256s: Sequence[Sha256]) -> set[Sha256]:
        """See `Site`."""
        found: set[Sha256] = set()
        for start in range(0, len(sha256s), ASK_AT_ONCE):
            asked = sha256s[start : start + ASK_AT_ONCE]
            body = json.dumps({"sha256": list(asked)}).encode()
            reply = self._http.ask("POST", "/v1/blobs/query", content=body, headers=_JSON)
            listed = reply.doc.get("missing")
            if reply.status != 200:
                raise reply.trouble()
            if not isinstance(listed, list):
                raise Offline("line.not_our_server")
            found |= set(listed) & set(asked)
        return found

    def put_blob(
        self, sha256: Sha256, path: Path, progress: Callable[[int], None] | None = None
    ) -> None:
        """See `Site`."""
        try:
            size_bytes = path.stat().st_size
            if size_bytes >= uploads.PIECE_BYTES:
                uploads.send(self._http, sha256, path, progress)
                return
            headers = {**_BYTES, "Content-Length": str(size_bytes)}
            pieces = uploads.pieces(path, progress)
            reply = self._http.ask("PUT", _blob(sha256), content=pieces, headers=headers)
        except OSError as error:
            raise Damaged("site.no_bytes", sha256=str(sha256)) from error
        if reply.status not in (200, 201):
            raise reply.trouble()

    def get_blob(self, sha256: Sha256, target: Path) -> None:
        """See `Site`."""
        number, name = tempfile.mkstemp(prefix="half-", dir=target.parent)
        half = Path(name)
        try:
            with os.fdopen(number, "wb") as file:
                found = self._download(sha256, file.write)
                file.flush()
                os.fsync(file.fileno())
            if found != sha256:
                raise Damaged("site.digest_mismatch", sha256=str(sha256))
            half.replace(target)
        finally:
            with suppress(OSError):
                half.unlink(missing_ok=True)

    def close(self) -> None:
        """See `Site`."""
        self._http.close()

    def _get(self, path: str) -> Reply:
        reply = self._http.ask("GET", path)
        if reply.status != 200:
            raise reply.trouble()
        return reply

    def _download(self, sha256: Sha256, write: Callable[[bytes], object]) -> str:
        digest = hashlib.sha256()
        with self._http.stream("GET", _blob(sha256)) as reply:
            if reply.status_code == 404:
                raise Refused("site.unknown_id", id=str(sha256))
            if reply.status_code != 200:
                raise Offline("line.failed")
            for piece in reply.iter_bytes():
                digest.update(piece)
                write(piece)
        return digest.hexdigest()

    def _push_batch(self, operations: Sequence[Operation]) -> list[Outcome]:
        body = b'{"ops":[' + b",".join(_in_batch(each) for each in operations) + b"]}"
        reply = self._http.ask("POST", "/v1/batch", content=body, headers=_JSON)
        results = reply.doc.get("results")
        if reply.status != 200:
            raise reply.trouble()
        if not isinstance(results, list) or len(results) != len(operations):
            raise Offline("line.not_our_server")
        return [self._batched(_mapping(each)) for each in results]

    def _batched(self, result: Doc) -> Outcome:
        status = result.get("status")
        if not isinstance(status, int):
            raise Offline("line.not_our_server")
        if status in (429, 500, 503):
            return Unknown("line.failed")
        return self._outcome(Reply(status, _mapping(result.get("body"))))

    def _lease(self, method: str, article_id: str, body: bytes) -> tuple[Holder, ...]:
        path = f"{_path(Entity.ARTICLE, article_id)}/lease"
        reply = self._http.ask(method, path, content=body, headers=_JSON)
        listed = reply.doc.get("holders")
        if reply.status != 200:
            raise reply.trouble()
        if not isinstance(listed, list):
            raise Offline("line.not_our_server")
        rows = [_mapping(each) for each in listed]
        return tuple(
            Holder(
                _text(row, "person"), _text(row, "device"), _text(row, "doing"), row["me"] is True
            )
            for row in rows
            if "me" in row
        )

    def _outcome(self, reply: Reply) -> Outcome:
        if reply.status in (200, 201):
            return Done(self._remote(reply.doc))
        if not reply.code:
            raise Offline("line.not_our_server")
        if reply.code in _TRY_AGAIN:
            return Unknown("line.busy")
        current = reply.doc.get("current")
        told = {"type", "title", "status", "code", "retryable", "retry_after", "request_id"}
        detail = {name: value for name, value in reply.doc.items() if name not in told}
        detail.pop("current", None)
        return Rejected(
            code="rev_mismatch" if reply.status == 412 else reply.code,
            current=self._remote(_mapping(current)) if current is not None else None,
            detail=json.dumps(detail, ensure_ascii=False) if detail else "",
        )

    def _remote(self, doc: Mapping[str, object]) -> Remote:
        """An entity out of a reply; anything else than one is not our server's."""
        rev, is_deleted, address = doc.get("rev"), doc.get("deleted"), _text(doc, "address")
        if not isinstance(rev, int) or not isinstance(is_deleted, bool):
            raise Offline("line.not_our_server")
        try:
            entity = Entity(_text(doc, "type"))
        except ValueError:
            raise Offline("line.not_our_server") from None
        return Remote(
            entity=entity,
            entity_id=_text(doc, "id"),
            rev=rev,
            etag=_text(doc, "etag"),
            doc=_mapping(doc.get("doc")),
            is_deleted=is_deleted,
            author=_text(doc, "author"),
            op_id=_text(doc, "op_id"),
            address=self._http.address + address if address.startswith("/") else address,
        )


def _path(entity: Entity, entity_id: str) -> str:
    return f"/v1/{entity.value}/{quote(entity_id, safe='')}"


def _in_batch(operation: Operation) -> bytes:
    path = _path(operation.entity, operation.entity_id)
    told = {
        "method": _METHODS[operation.kind],
        "path": f"{path}/transitions" if operation.kind is OpKind.ACT else path,
        "key": operation.op_id,
        "base": operation.base,
    }
    # The payload is put in as it is: its bytes are what the key stands for.
    head = json.dumps(told).encode().removesuffix(b"}")
    return head + b',"body":' + (operation.payload or b"{}") + b"}"


def _batches(operations: Sequence[Operation]) -> Iterator[list[Operation]]:
    some: list[Operation] = []
    size_bytes = 0
    for each in operations:
        weight_bytes = len(each.payload) + OP_HEAD_BYTES
        if some and (len(some) == BATCH_OPS or size_bytes + weight_bytes > BATCH_BYTES):
            yield some
            some, size_bytes = [], 0
        some.append(each)
        size_bytes += weight_bytes
    if some:
        yield some


def _blob(sha256: Sha256) -> str:
    return f"/v1/blobs/{quote(sha256, safe='')}"


def _condition(operation: Operation) -> dict[str, str]:
    if operation.kind is OpKind.CREATE:
        return {"If-None-Match": "*"}
    return {"If-Match": operation.base}


def _text(doc: Mapping[str, object], name: str) -> str:
    value = doc.get(name)
    if not isinstance(value, str):
        raise Offline("line.not_our_server")
    return value


def _mapping(value: object) -> Doc:
    if not isinstance(value, dict):
        raise Offline("line.not_our_server")
    return cast("Doc", value)
