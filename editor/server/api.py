# SPDX-License-Identifier: GPL-3.0-or-later
"""The routes of /v1: what laptops say and hear."""

from dataclasses import replace
from typing import Annotated, Final, cast

from fastapi import APIRouter, Header, Query, Request, Response
from fastapi import Path as PathParam
from fastapi.responses import PlainTextResponse
from starlette.concurrency import run_in_threadpool

from editor.cms import digests, rules
from editor.errors import Refused
from editor.model.operation import Entity, OpKind, Remote
from editor.model.rates import Rates
from editor.model.workflow import Role
from editor.profiles import profile_to_doc
from editor.server import batches, clashes, leases, standing
from editor.server.archive import Command
from editor.server.batches import MAX_BATCH_BYTES, MAX_BATCH_OPS
from editor.server.contract import FEATURES
from editor.server.database import iso
from editor.server.feed import Sheet
from editor.server.outlet.health import figures
from editor.server.replies import (
    document,
    json_reply,
    problem_reply,
    request_id_of,
    written_reply,
)
from editor.server.requests import (
    MAX_BLOB_BYTES,
    MAX_DOC_BYTES,
    MAX_PAGE,
    MAX_UPLOAD_BYTES,
    ArchiveIs,
    Base,
    Body,
    CallerIs,
    IsNew,
    MaybeCaller,
    RemovalIs,
    SenderIs,
    Write,
    WriteIs,
    name_of,
    read_doc,
)
from editor.server.tally import Tally
from editor.server.tokens import Caller
from editor.server.watch import MAX_WAIT_S, Watch

API: Final = 1
_MAX_DOING_LETTERS: Final = 100
MAX_REV: Final = 2**31 - 1

router = APIRouter(prefix="/v1", generate_unique_id_function=name_of)


@router.get("/health")
async def health() -> Response:
    """Is the server up? No token needed."""
    return json_reply({"status": "ok"})


@router.get("/metrics", response_class=PlainTextResponse)
def metrics(request: Request, archive: ArchiveIs, caller: CallerIs) -> Response:
    """How much was asked, kept and refused, in Prometheus' text form; administrators only."""
    _demand_admin(caller)
    tally = cast("Tally", request.app.state.tally)
    with archive.database.reading() as connection:
        of_house = figures(connection)
    text = tally.text({**archive.counts(), **of_house})
    return Response(text, media_type="text/plain; version=0.0.4; charset=utf-8")


@router.get("/server")
def server(archive: ArchiveIs, caller: MaybeCaller) -> Response:
    """Who the server is, its limits and its site, and who the caller is to it."""
    # What a newspaper pays is its own affair.
    profile = archive.profile if caller else replace(archive.profile, rates=Rates())
    told = {
        "server_id": archive.server_id,
        "epoch": archive.epoch,
        "api": API,
        "features": list(FEATURES),
        "time": iso(archive.clock()),
        "address": archive.profile.address,
        "person": caller.person if caller else "",
        "role": caller.role.value if caller else "",
        "limits": {
            "doc_bytes": MAX_DOC_BYTES,
            "blob_bytes": MAX_BLOB_BYTES,
            "upload_bytes": MAX_UPLOAD_BYTES,
            "page": MAX_PAGE,
            "batch_ops": MAX_BATCH_OPS,
            "batch_bytes": MAX_BATCH_BYTES,
            "wait_s": MAX_WAIT_S,
        },
        "profile": profile_to_doc(profile),
    }
    return json_reply(told)


@router.get("/changes")
async def changes(
    sender: SenderIs,
    cursor: str = "",
    limit: Annotated[int, Query(ge=1, le=MAX_PAGE)] = 200,
    docs: Annotated[int, Query(ge=0, le=1)] = 0,
    wait: Annotated[float, Query(ge=0, le=MAX_WAIT_S)] = 0,
) -> Response:
    """What is new since a cursor, each entity once, as it is now; with `wait`, as soon as it is."""
    archive, watch = sender.archive, cast("Watch", sender.request.app.state.watch)

    def page() -> tuple[Sheet, bytes]:
        sender.caller()
        found = archive.changes(cursor, limit=limit, with_docs=bool(docs))
        return found, found.written(archive.profile.address)

    found, written = await run_in_threadpool(page)
    if wait and found.cursor == cursor and await watch.moved(found.cursor, wait, sender.request):
        _, written = await run_in_threadpool(page)
    return written_reply(written)


@router.get("/digests")
def sums(archive: ArchiveIs, _: CallerIs) -> Response:
    """All that stands, summed up in 256 ranges: who has the same sums has the same stories."""
    found = standing.all_of(archive)
    return json_reply({"cursor": found.cursor, "ranges": digests.sums(found.entities)})


@router.get("/digests/{name}")
def summed(archive: ArchiveIs, _: CallerIs, name: str) -> Response:
    """What stands in one range, each entity with its tag."""
    if not digests.is_range(name):
        raise Refused("site.unknown_id", id=name)
    found = standing.all_of(archive, name)
    told = [
        {"type": entity.value, "id": entity_id, "etag": etag}
        for entity, entity_id, etag in sorted(found.entities)
    ]
    return json_reply({"cursor": found.cursor, "entities": told})


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
    archive.tokens.revoke(caller.token_id, caller.person)
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
    archive.tokens.revoke(token_id, caller.person)
    return json_reply({})


@router.get("/leases")
def all_leases(archive: ArchiveIs, caller: CallerIs) -> Response:
    """Who has which story open now."""
    return json_reply({"leases": archive.leases.all_of(caller)})


@router.put("/articles/{article_id}/lease")
def take_lease(archive: ArchiveIs, caller: CallerIs, article_id: str, body: Body) -> Response:
    """Have a story open for the next 90 seconds (`{doing}`); who else has."""
    rules.check_id(Entity.ARTICLE, article_id)
    doing = read_doc(body).get("doing", "")
    is_plain = isinstance(doing, str) and doing.isprintable() and len(doing) <= _MAX_DOING_LETTERS
    if not is_plain:
        raise Refused("site.bad_field", field="doing")
    return _held(archive.leases.take(article_id, caller, str(doing)))


@router.delete("/articles/{article_id}/lease")
def leave_lease(archive: ArchiveIs, caller: CallerIs, article_id: str) -> Response:
    """Close a story; who else has it open."""
    rules.check_id(Entity.ARTICLE, article_id)
    return _held(archive.leases.leave(article_id, caller))


@router.get("/articles/{article_id}/clashes")
def open_clashes(archive: ArchiveIs, _: CallerIs, article_id: str) -> Response:
    """Which fields of a story are open between two versions, and on whose device."""
    rules.check_id(Entity.ARTICLE, article_id)
    return json_reply({"open": archive.clashes.open_in(article_id)})


@router.put("/articles/{article_id}/clashes")
def tell_clashes(archive: ArchiveIs, caller: CallerIs, article_id: str, body: Body) -> Response:
    """Say which `{fields}` this device still asks its person about; an empty list: none."""
    rules.check_id(Entity.ARTICLE, article_id)
    rules.check_uploader(caller.role)
    fields = read_doc(body).get("fields")
    if not isinstance(fields, list) or len(fields) > clashes.MAX_FIELDS:
        raise Refused("site.bad_field", field="fields")
    named = [_text({"fields": each}, "fields") for each in fields]
    return json_reply({"open": archive.clashes.tell(article_id, caller, named)})


@router.delete("/articles/{article_id}/clashes")
def set_clashes_aside(archive: ArchiveIs, caller: CallerIs, article_id: str) -> Response:
    """Let nobody's open fields bar a story any longer; editors only, and it is noted."""
    rules.check_id(Entity.ARTICLE, article_id)
    rules.check_remover(caller.role)
    archive.clashes.set_aside(article_id, caller)
    return json_reply({"open": []})


@router.get("/{entity}/{entity_id}")
def fetch(
    request: Request,
    archive: ArchiveIs,
    _: CallerIs,
    entity: Entity,
    entity_id: str,
    if_none_match: Annotated[str, Header()] = "",
) -> Response:
    """An article or what is known of a picture, as it is now; of a deleted one its tombstone."""
    remote = archive.fetch(entity, entity_id) if rules.is_id(entity, entity_id) else None
    if remote is None:
        raise Refused("site.unknown_id", id=entity_id)
    told = document(remote, archive.profile.address)
    if remote.is_deleted:
        gone = Refused("site.deleted", id=entity_id, rev=remote.rev)
        reply = problem_reply(request_id_of(request), gone, current=told)
        reply.headers["ETag"] = remote.etag
        return reply
    return _tagged(remote, told, if_none_match)


@router.put("/{entity}/{entity_id}")
def create(write: WriteIs, entity: Entity, entity_id: str, _: IsNew) -> Response:
    """Make an article or a picture's description that is not there yet."""
    return _written(write, write.command(OpKind.CREATE, entity, entity_id))


@router.patch("/{entity}/{entity_id}")
def change(write: WriteIs, entity: Entity, entity_id: str, base: Base) -> Response:
    """Change some fields of the revision that the caller saw."""
    return _written(write, write.command(OpKind.PATCH, entity, entity_id, base))


@router.delete("/{entity}/{entity_id}")
def remove(write: RemovalIs, entity: Entity, entity_id: str, base: Base) -> Response:
    """Delete the revision that the caller saw; a tombstone stays, and every revision before it."""
    return _written(write, write.command(OpKind.DELETE, entity, entity_id, base))


@router.get("/{entity}/{entity_id}/revs/{rev}")
def revision(
    archive: ArchiveIs,
    _: CallerIs,
    entity: Entity,
    entity_id: str,
    rev: Annotated[int, PathParam(ge=1, le=MAX_REV)],
    if_none_match: Annotated[str, Header()] = "",
) -> Response:
    """An article or what was known of a picture, as it was."""
    known = archive.revision(entity, entity_id, rev) if rules.is_id(entity, entity_id) else None
    if known is None:
        raise Refused("site.unknown_id", id=entity_id)
    return _tagged(known, document(known, archive.profile.address), if_none_match)


@router.post("/batch")
async def batch(archive: ArchiveIs, sender: SenderIs, body: Body) -> Response:
    """Up to 100 writes in one go, each as if it had come alone, in their order."""
    asked = read_doc(body).get("ops")
    if len(body) > MAX_BATCH_BYTES or (isinstance(asked, list) and len(asked) > MAX_BATCH_OPS):
        raise Refused("site.too_large", limit_bytes=MAX_BATCH_BYTES)

    def answer() -> Response:
        return batches.answer(archive, sender.caller(), asked)

    return await run_in_threadpool(answer)


@router.post("/articles/{article_id}/transitions")
def act(write: WriteIs, article_id: str, base: Base) -> Response:
    """Do an act (`{act, reason, edition, override, bars}`) to the revision that the caller saw."""
    return _written(write, write.command(OpKind.ACT, Entity.ARTICLE, article_id, base))


def _tagged(remote: Remote, told: dict[str, object], if_none_match: str) -> Response:
    headers = {"ETag": remote.etag}
    if if_none_match == remote.etag:
        return Response(status_code=304, headers=headers)
    return json_reply(told, headers=headers)


def _written(write: Write, command: Command) -> Response:
    outcome = write.archive.write(command, write.sender.caller())
    request_id = request_id_of(write.request)
    return batches.told(outcome, command, write.archive.profile.address, request_id)


def _held(holders: list[dict[str, object]]) -> Response:
    return json_reply({"holders": holders, "ttl_s": int(leases.LIFE.total_seconds())})


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
