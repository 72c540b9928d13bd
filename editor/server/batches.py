# SPDX-License-Identifier: GPL-3.0-or-later
"""Many writes in one request: each is told apart, and answered as if it had come alone."""

import re
from collections.abc import Mapping
from typing import Final, cast
from uuid import uuid4

from fastapi import Response

from editor import wire
from editor.cms import rules
from editor.errors import EditorError, Refused
from editor.model.operation import Entity, OpKind
from editor.server.archive import Archive, Command, Stale, Written
from editor.server.replies import document, json_reply, problem_reply, written_reply
from editor.server.requests import hash_of, read_base, read_key
from editor.server.tokens import Caller

MAX_BATCH_OPS: Final = 100
MAX_BATCH_BYTES: Final = 1024 * 1024
_PATH = re.compile(r"/v1/(articles|pictures)/([0-9A-Za-z_-]{1,64})(/transitions)?")
_KINDS: Final = {
    ("PUT", False): OpKind.CREATE,
    ("PATCH", False): OpKind.PATCH,
    ("DELETE", False): OpKind.DELETE,
    ("POST", True): OpKind.ACT,
}


def answer(archive: Archive, caller: Caller, asked: object) -> Response:
    """Do all that is asked, in order, and say of each what came of it.

    Raises:
        Refused: `site.bad_field` when it is no list.
    """
    if not isinstance(asked, list):
        raise Refused("site.bad_field", field="ops")
    read = [_read(each) for each in asked]
    commands = [each for each in read if isinstance(each, Command)]
    outcomes = iter(archive.write_all(commands, caller))
    results = [
        _result(each, next(outcomes) if isinstance(each, Command) else None, archive)
        for each in read
    ]
    return written_reply(b'{"results":[' + b",".join(results) + b"]}")


def told(
    outcome: Written | Stale | EditorError, command: Command, address: str, request_id: str
) -> Response:
    """What a client hears of one write."""
    if isinstance(outcome, EditorError):
        return problem_reply(request_id, outcome)
    if isinstance(outcome, Stale):
        current = document(outcome.current, address)
        return problem_reply(request_id, Refused("site.rev_mismatch"), current=current)
    headers = {"ETag": outcome.remote.etag}
    if outcome.is_replay:
        headers["Idempotent-Replay"] = "1"
    status = 201 if command.kind is OpKind.CREATE else 200
    return json_reply(document(outcome.remote, address), status=status, headers=headers)


def _result(
    read: Command | EditorError, outcome: Written | Stale | EditorError | None, archive: Archive
) -> bytes:
    request_id = uuid4().hex
    if isinstance(read, EditorError) or outcome is None:
        error = read if isinstance(read, EditorError) else Refused("site.bad_request")
        reply = problem_reply(request_id, error)
    else:
        reply = told(outcome, read, archive.profile.address, request_id)
    headers = {
        name: reply.headers[name] for name in ("etag", "idempotent-replay") if name in reply.headers
    }
    # Each body is in the one spelling already: it is put in as it is.
    named = wire.canonical(headers)
    return b'{"body":%b,"headers":%b,"status":%d}' % (bytes(reply.body), named, reply.status_code)


def _read(asked: object) -> Command | EditorError:
    try:
        return _command(asked)
    except EditorError as error:
        return error


def _command(asked: object) -> Command:
    if not isinstance(asked, dict):
        raise Refused("site.bad_field", field="ops")
    op = cast("Mapping[str, object]", asked)
    method, path, body = op.get("method"), op.get("path"), op.get("body", {})
    found = _PATH.fullmatch(path) if isinstance(path, str) else None
    if found is None or not isinstance(method, str) or not isinstance(body, dict):
        raise Refused("site.bad_field", field="ops")
    kind = _KINDS.get((method, found[3] is not None))
    if kind is None:
        raise Refused("site.bad_method")
    entity, entity_id = Entity(found[1]), found[2]
    rules.check_id(entity, entity_id)
    if kind is OpKind.ACT and entity is not Entity.ARTICLE:
        raise Refused("site.bad_method")
    base = "" if kind is OpKind.CREATE else read_base(_text(op, "base"))
    data = b"" if kind is OpKind.DELETE else wire.canonical(body)
    hashed = hash_of(method, found[0], data)
    return Command(read_key(_text(op, "key")), hashed, kind, entity, entity_id, body, base)


def _text(op: Mapping[str, object], name: str) -> str:
    value = op.get(name, "")
    return value if isinstance(value, str) else ""
