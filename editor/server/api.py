# SPDX-License-Identifier: GPL-3.0-or-later
"""The routes of /v1: what laptops say and hear."""

import tempfile
from typing import Annotated, BinaryIO, cast

from fastapi import APIRouter, Header, Query, Request, Response
from fastapi.responses import FileResponse
from starlette.concurrency import run_in_threadpool

from editor import wire
from editor.cms import rules
from editor.errors import Refused
from editor.model.operation import Entity, OpKind
from editor.model.workflow import Role
from editor.pictures.kinds import HEAD_BYTES
from editor.server.archive import Archive, Command, Stale
from editor.server.database import iso
from editor.server.replies import document, json_reply, problem_reply, request_id_of
from editor.server.requests import (
    MAX_BLOB_BYTES,
    MAX_DOC_BYTES,
    ArchiveIs,
    Base,
    Body,
    CallerIs,
    MaybeCaller,
    Write,
    WriteIs,
    limited,
    read_doc,
)
from editor.server.tokens import Caller

API = 1
MAX_PAGE = 500
_SPOOL_BYTES = 1024 * 1024

router = APIRouter(prefix="/v1")


@router.get("/health")
async def health() -> Response:
    """Is the server up? No token needed."""
    return json_reply({"status": "ok"})


@router.get("/server")
def server(archive: ArchiveIs, caller: MaybeCaller) -> Response:
    """Who the server is, its limits and its site, and who the caller is to it."""
    told = {
        "server_id": archive.server_id,
        "epoch": archive.epoch,
        "api": API,
        "time": iso(archive.clock()),
        "address": archive.profile.address,
        "person": caller.person if caller else "",
        "role": caller.role.value if caller else "",
        "limits": {
            "doc_bytes": MAX_DOC_BYTES,
            "blob_bytes": MAX_BLOB_BYTES,
            "page": MAX_PAGE,
        },
        "profile": wire.profile_to_doc(archive.profile),
    }
    return json_reply(told)


@router.get("/changes")
def changes(
    archive: ArchiveIs,
    _: CallerIs,
    cursor: str = "",
    limit: Annotated[int, Query(ge=1, le=MAX_PAGE)] = 200,
    docs: Annotated[int, Query(ge=0, le=1)] = 0,
) -> Response:
    """What is new since a cursor, each entity once, as it is now."""
    page = archive.changes(cursor, limit=limit, with_docs=bool(docs))
    address = archive.profile.address
    told = [document(each, address, with_doc=bool(docs)) for each in page.changes]
    return json_reply({"changes": told, "next": page.cursor, "more": page.has_more})


@router.post("/auth/device")
def make_pairing_code(archive: ArchiveIs, caller: CallerIs, body: Body) -> Response:
    """A code that lets one new device in, for a person in a role; administrators only."""
    _demand_admin(caller)
    asked = read_doc(body)
    code = archive.tokens.pairing_code(_text(asked, "person"), _role(asked))
    return json_reply({"code": code}, status=201)


@router.post("/auth/token")
def pair(archive: ArchiveIs, body: Body) -> Response:
    """The token of a device for its pairing code."""
    asked = read_doc(body)
    token, caller = archive.tokens.pair(_text(asked, "code"), _text(asked, "device"))
    told = {"token": token, "person": caller.person, "role": caller.role.value}
    return json_reply(told, status=201)


@router.delete("/auth/token")
def leave(archive: ArchiveIs, caller: CallerIs) -> Response:
    """Take back the token that asks."""
    archive.tokens.revoke(caller.token_id)
    return json_reply({})


@router.get("/auth/tokens")
def tokens(archive: ArchiveIs, caller: CallerIs) -> Response:
    """All tokens that were given, without the tokens themselves; administrators only."""
    _demand_admin(caller)
    told = [
        {
            "id": each.token_id,
            "person": each.person,
            "device": each.device,
            "role": each.role.value,
            "made_at": each.made_at,
            "used_at": each.used_at,
            "revoked": each.is_revoked,
        }
        for each in archive.tokens.rows()
    ]
    return json_reply({"tokens": told})


@router.delete("/auth/tokens/{token_id}")
def revoke(archive: ArchiveIs, caller: CallerIs, token_id: str) -> Response:
    """Take a token back, at once; administrators only."""
    _demand_admin(caller)
    archive.tokens.revoke(token_id)
    return json_reply({})


@router.post("/blobs/query")
def missing_blobs(archive: ArchiveIs, _: CallerIs, body: Body) -> Response:
    """Which of up to 500 pictures have no bytes here."""
    asked = read_doc(body).get("sha256")
    if not isinstance(asked, list) or len(asked) > MAX_PAGE:
        raise Refused("site.bad_field", field="sha256")
    for each in asked:
        rules.check_id(Entity.PICTURE, str(each))
    return json_reply({"missing": [each for each in asked if not archive.vault.has(each)]})


@router.put("/blobs/{sha256}")
async def put_blob(request: Request, archive: ArchiveIs, caller: CallerIs, sha256: str) -> Response:
    """Take the bytes of a picture, when they hash to their name."""
    rules.check_id(Entity.PICTURE, sha256)
    rules.check_uploader(caller.role)
    with tempfile.SpooledTemporaryFile(max_size=_SPOOL_BYTES) as spool:
        async for piece in limited(request, MAX_BLOB_BYTES):
            spool.write(piece)
        spool.seek(0)
        source = cast("BinaryIO", spool)
        is_new = await run_in_threadpool(_keep_blob, archive, source, sha256)
    return json_reply({"sha256": sha256}, status=201 if is_new else 200)


@router.get("/blobs/{sha256}")
def get_blob(request: Request, archive: ArchiveIs, _: CallerIs, sha256: str) -> Response:
    """The bytes of a picture, whole or a range of them."""
    rules.check_id(Entity.PICTURE, sha256)
    path = archive.vault.near(sha256)
    if not path.is_file():
        raise Refused("site.unknown_id", id=sha256)
    headers = {
        "ETag": f'"{sha256}"',
        "Cache-Control": "private, max-age=31536000, immutable",
        "Content-Disposition": "attachment",
    }
    if request.headers.get("if-none-match") == headers["ETag"]:
        return Response(status_code=304, headers=headers)
    return FileResponse(path, headers=headers, media_type="application/octet-stream")


@router.get("/{entity}/{entity_id}")
def fetch(
    archive: ArchiveIs,
    _: CallerIs,
    entity: Entity,
    entity_id: str,
    if_none_match: Annotated[str, Header()] = "",
) -> Response:
    """An article or what is known of a picture, as it is now."""
    remote = archive.fetch(entity, entity_id) if rules.is_id(entity, entity_id) else None
    if remote is None:
        raise Refused("site.unknown_id", id=entity_id)
    headers = {"ETag": remote.etag}
    if if_none_match == remote.etag:
        return Response(status_code=304, headers=headers)
    return json_reply(document(remote, archive.profile.address), headers=headers)


@router.put("/{entity}/{entity_id}")
def create(
    write: WriteIs,
    entity: Entity,
    entity_id: str,
    if_none_match: Annotated[str, Header()] = "",
) -> Response:
    """Make an article or a picture's description that is not there yet."""
    if if_none_match != "*":
        raise Refused("site.no_match")
    return _written(write, write.command(OpKind.CREATE, entity, entity_id))


@router.patch("/{entity}/{entity_id}")
def change(write: WriteIs, entity: Entity, entity_id: str, base: Base) -> Response:
    """Change some fields of the revision that the caller saw."""
    return _written(write, write.command(OpKind.PATCH, entity, entity_id, base))


@router.post("/articles/{article_id}/transitions")
def act(write: WriteIs, article_id: str, base: Base) -> Response:
    """Do an act (`{act, reason, edition}`) to the revision that the caller saw."""
    return _written(write, write.command(OpKind.ACT, Entity.ARTICLE, article_id, base))


def _written(write: Write, command: Command) -> Response:
    outcome = write.archive.write(command, write.caller)
    address = write.archive.profile.address
    if isinstance(outcome, Stale):
        current = document(outcome.current, address)
        error = Refused("site.rev_mismatch")
        return problem_reply(request_id_of(write.request), error, current=current)
    headers = {"ETag": outcome.remote.etag}
    if outcome.is_replay:
        headers["Idempotent-Replay"] = "1"
    status = 201 if command.kind is OpKind.CREATE else 200
    return json_reply(document(outcome.remote, address), status=status, headers=headers)


def _keep_blob(archive: Archive, source: BinaryIO, sha256: str) -> bool:
    is_new = not archive.vault.has(sha256)
    with archive.vault.staged(source) as staged:
        if staged.sha256 != sha256:
            raise Refused("site.digest_mismatch", sha256=sha256)
        with staged.path.open("rb") as file:
            rules.check_bytes(file.read(HEAD_BYTES))
        staged.keep()
    return is_new


def _demand_admin(caller: Caller) -> None:
    if caller.role is not Role.ADMIN:
        raise Refused("site.forbidden", role=caller.role.value)


def _text(doc: dict[str, object], name: str) -> str:
    value = doc.get(name)
    if not isinstance(value, str) or not 0 < len(value) <= 200 or not value.isprintable():
        raise Refused("site.bad_field", field=name)
    return value


def _role(doc: dict[str, object]) -> Role:
    try:
        return Role(_text(doc, "role"))
    except ValueError:
        raise Refused("site.bad_field", field="role") from None
