# SPDX-License-Identifier: GPL-3.0-or-later
"""Reference: our own publishing server over HTTP."""

import hashlib
import json
import os
import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import quote

import httpx

from editor.cms import answers, batches, uploads
from editor.cms.digests import Standing
from editor.cms.giver import Giver
from editor.cms.http import STALL_S, Http, Reply
from editor.cms.pace import Pace
from editor.errors import Damaged, EditorError, Offline, Refused
from editor.model.capabilities import OWN, Capabilities
from editor.model.operation import (
    Doc,
    Entity,
    Holder,
    Operation,
    OpKind,
    Outcome,
    Page,
    Remote,
    ServerInfo,
    Sums,
    Unknown,
)
from editor.model.picture import Sha256
from editor.royalties.sheet import Sheet

API: Final = 1
ASK_AT_ONCE: Final = 500
MAX_WAIT_S: Final = 25
WAIT_MARGIN_S: Final = 4
_JSON: Final = {"Content-Type": "application/json"}
_BYTES: Final = {"Content-Type": "application/octet-stream"}


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
    return Pairing(
        answers.text(doc, "token"), answers.text(doc, "person"), answers.text(doc, "role")
    )


class Reference(Giver):
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
        self._longest_wait_s = min(MAX_WAIT_S, int(stall_s) - WAIT_MARGIN_S)
        line = Http(address, token, server_id=server_id, stall_s=stall_s, transport=transport)
        super().__init__(line)
        self._pace = Pace(uploads.PIECE_BYTES)

    def __repr__(self) -> str:
        """The address; never the token."""
        return f"Reference({self._http.address!r})"

    def capabilities(self) -> Capabilities:
        """See `Site`."""
        return OWN

    def hello(self) -> ServerInfo:
        """See `Site`."""
        reply = self._get("/v1/server")
        doc = reply.doc
        if not isinstance(doc.get("api"), int):
            raise Offline("line.not_our_server")
        if doc["api"] != API:
            raise Refused("line.other_version")
        self._http.believe(reply)
        profile = doc.get("profile")
        return ServerInfo(
            server_id=answers.text(doc, "server_id"),
            epoch=answers.text(doc, "epoch"),
            address=answers.text(doc, "address") or self._http.address,
            person=answers.text(doc, "person"),
            role=answers.text(doc, "role"),
            time=answers.text(doc, "time"),
            profile=answers.mapping(profile),
        )

    def changes(self, cursor: str, *, limit: int = 200, wait_s: int = 0) -> Page:
        """See `Site`."""
        asked = f"cursor={quote(cursor, safe='')}&limit={limit}&docs=1"
        # The answer must come before the silence ends the call.
        waiting = f"&wait={max(0, min(wait_s, self._longest_wait_s))}" if wait_s else ""
        reply = self._get(f"/v1/changes?{asked}{waiting}")
        has_more = reply.doc.get("more")
        if not isinstance(has_more, bool):
            raise Offline("line.not_our_server")
        listed = answers.rows(reply.doc, "changes")
        self._http.believe(reply)
        return Page(
            changes=tuple(answers.remote(each, self._http.address) for each in listed),
            cursor=answers.text(reply.doc, "next"),
            has_more=has_more,
            packs=answers.text(reply.doc, "packs") if "packs" in reply.doc else None,
            look=answers.text(reply.doc, "look") if "look" in reply.doc else None,
            outlet=answers.text(reply.doc, "outlet") if "outlet" in reply.doc else None,
        )

    def fetch(self, entity: Entity, entity_id: str) -> Remote | None:
        """See `Site`."""
        reply = self._http.ask("GET", batches.path_of(entity, entity_id))
        if reply.status == 404 and reply.code == "unknown_id":
            return None
        if reply.status == 410 and reply.code == "deleted":
            return answers.remote(answers.mapping(reply.doc.get("current")), self._http.address)
        if reply.status != 200:
            raise reply.trouble()
        return answers.remote(reply.doc, self._http.address)

    def has_revision(self, entity: Entity, entity_id: str, rev: int, etag: str) -> bool:
        """See `Site`."""
        path = f"{batches.path_of(entity, entity_id)}/revs/{rev}"
        reply = self._http.ask("GET", path, headers={"If-None-Match": etag})
        if reply.status == 304:
            return True
        # Another text has its number now, or nothing has.
        if reply.status == 200 or reply.code == "unknown_id":
            return False
        raise reply.trouble()

    def push(self, operation: Operation) -> Outcome:
        """See `Site`."""
        path = batches.path_of(operation.entity, operation.entity_id)
        if operation.kind is OpKind.ACT:
            path += "/transitions"
        try:
            reply = self._http.ask(
                batches.METHODS[operation.kind],
                path,
                content=operation.payload,
                headers={**_JSON, "Idempotency-Key": operation.op_id, **_condition(operation)},
            )
            return answers.outcome(reply, self._http.address)
        except EditorError as error:
            wait = error.values.get("retry_after_s")
            return Unknown(error.code, wait if isinstance(wait, float) else None)

    def push_all(self, operations: Sequence[Operation]) -> list[Outcome]:
        """See `Site`."""
        outcomes: list[Outcome] = []
        for some in batches.parted(operations):
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

    def holders(self) -> Mapping[str, tuple[Holder, ...]]:
        """See `Site`."""
        found: dict[str, tuple[Holder, ...]] = {}
        for row in answers.rows(self._get("/v1/leases").doc, "leases"):
            article_id = answers.text(row, "article_id")
            found[article_id] = (*found.get(article_id, ()), answers.holder(row))
        return found

    def sums(self) -> Sums:
        """See `Site`."""
        doc = self._get("/v1/digests").doc
        ranges = answers.mapping(doc.get("ranges"))
        told = {name: str(each) for name, each in ranges.items()}
        return Sums(answers.text(doc, "cursor"), told)

    def standing(self, name: str) -> tuple[Standing, ...]:
        """See `Site`."""
        doc = self._get(f"/v1/digests/{quote(name, safe='')}").doc
        return tuple(answers.standing(each) for each in answers.rows(doc, "entities"))

    def missing(self, sha256s: Sequence[Sha256]) -> set[Sha256]:
        """See `Site`."""
        found: set[Sha256] = set()
        for start in range(0, len(sha256s), ASK_AT_ONCE):
            asked = sha256s[start : start + ASK_AT_ONCE]
            body = json.dumps({"sha256": list(asked)}).encode()
            reply = self._http.ask("POST", "/v1/blobs/query", content=body, headers=_JSON)
            if reply.status != 200:
                raise reply.trouble()
            found |= set(asked).intersection(answers.listed(reply.doc, "missing"))
        return found

    def put_blob(
        self,
        sha256: Sha256,
        path: Path,
        progress: Callable[[int], None] | None = None,
        *,
        place: str = "",
        placed: Callable[[str, int], None] | None = None,
        meanwhile: Callable[[], None] | None = None,
    ) -> None:
        """See `Site`."""
        try:
            size_bytes = path.stat().st_size
            if size_bytes >= uploads.PIECE_BYTES:
                uploads.send(
                    self._http,
                    sha256,
                    path,
                    progress,
                    place=place,
                    placed=placed,
                    pace=self._pace,
                    meanwhile=meanwhile,
                )
                return
            headers = {**_BYTES, "Content-Length": str(size_bytes)}
            pieces = uploads.pieces(path, progress, then=meanwhile)
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

    def tell_clashes(self, article_id: str, fields: Sequence[str]) -> None:
        """See `Site`."""
        path = f"{batches.path_of(Entity.ARTICLE, article_id)}/clashes"
        body = json.dumps({"fields": list(fields)}).encode()
        reply = self._http.ask("PUT", path, content=body, headers=_JSON)
        if reply.status != 200:
            raise reply.trouble()

    def _paid(self, month: str, *, closes: bool = False) -> Sheet:
        path = f"/v1/royalties/{quote(month, safe='')}"
        reply = self._http.ask("PUT" if closes else "GET", f"{path}/closing" if closes else path)
        if reply.status != 200:
            raise reply.trouble()
        return answers.royalties(reply.doc)

    royalties = _paid
    """See `editor.cms.site.Payroll`."""

    def hang_up(self) -> None:
        """See `Site`."""
        self._http.hang_up()

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
        body = b'{"ops":[' + b",".join(batches.in_batch(each) for each in operations) + b"]}"
        reply = self._http.ask("POST", "/v1/batch", content=body, headers=_JSON)
        if reply.status != 200:
            raise reply.trouble()
        results = answers.rows(reply.doc, "results")
        if len(results) != len(operations):
            raise Offline("line.not_our_server")
        return [self._batched(each) for each in results]

    def _batched(self, result: Doc) -> Outcome:
        status = answers.number(result, "status")
        if status in (429, 500, 503):
            return Unknown("line.failed")
        reply = Reply(status, answers.mapping(result.get("body")))
        return answers.outcome(reply, self._http.address)

    def _lease(self, method: str, article_id: str, body: bytes) -> tuple[Holder, ...]:
        path = f"{batches.path_of(Entity.ARTICLE, article_id)}/lease"
        reply = self._http.ask(method, path, content=body, headers=_JSON)
        if reply.status != 200:
            raise reply.trouble()
        return tuple(answers.holder(each) for each in answers.rows(reply.doc, "holders"))


def _blob(sha256: Sha256) -> str:
    return f"/v1/blobs/{quote(sha256, safe='')}"


def _condition(operation: Operation) -> dict[str, str]:
    if operation.kind is OpKind.CREATE:
        return {"If-None-Match": "*"}
    return {"If-Match": operation.base}
