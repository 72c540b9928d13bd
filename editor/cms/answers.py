# SPDX-License-Identifier: GPL-3.0-or-later
"""What our server says, read with care: entities, outcomes, who has a story open."""

import json
from base64 import b64decode
from collections.abc import Mapping
from typing import Final, cast

from editor.cms.digests import Standing
from editor.cms.http import Reply
from editor.errors import EditorError, Offline, Refused
from editor.model.look import Look
from editor.model.operation import (
    Doc,
    Done,
    Entity,
    Holder,
    Outcome,
    Rejected,
    Remote,
    RulePacks,
    Unknown,
)
from editor.model.outlet import Outlet
from editor.royalties import written
from editor.royalties.sheet import Sheet

_TRY_AGAIN: Final = ("in_progress", "signed_out")


def outcome(reply: Reply, address: str) -> Outcome:
    """What came of a write.

    Args:
        reply: what the server said of it.
        address: of the server, for addresses that it tells without.

    Raises:
        Offline: `line.not_our_server`, here and in all that follows, for what ours never says.
    """
    if reply.status in (200, 201):
        return Done(remote(reply.doc, address))
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
        current=remote(mapping(current), address) if current is not None else None,
        detail=json.dumps(detail, ensure_ascii=False) if detail else "",
    )


def remote(doc: Mapping[str, object], address: str) -> Remote:
    """An entity out of a reply; anything else than one is not our server's."""
    rev, is_deleted, place = doc.get("rev"), doc.get("deleted"), text(doc, "address")
    if not isinstance(rev, int) or not isinstance(is_deleted, bool):
        raise Offline("line.not_our_server")
    return Remote(
        entity=_kind(doc),
        entity_id=text(doc, "id"),
        rev=rev,
        etag=text(doc, "etag"),
        doc=mapping(doc.get("doc")),
        is_deleted=is_deleted,
        author=text(doc, "author"),
        op_id=text(doc, "op_id"),
        address=address + place if place.startswith("/") else place,
    )


def holder(row: Doc) -> Holder:
    """Somebody who has a story open."""
    is_me = row.get("me") is True
    return Holder(text(row, "person"), text(row, "device"), text(row, "doing"), is_me)


def standing(row: Doc) -> Standing:
    """An entity that stands, with its tag."""
    return _kind(row), text(row, "id"), text(row, "etag")


def packs(doc: Doc) -> RulePacks:
    """The rule packs of a newsroom."""
    texts = {text(each, "name"): text(each, "text") for each in rows(doc, "packs")}
    return RulePacks(text(doc, "tag"), texts)


def royalties(doc: Doc) -> Sheet:
    """The royalty sheet of a month."""
    try:
        return written.from_doc(doc)
    except EditorError:
        raise Offline("line.not_our_server") from None


def look(doc: Doc) -> Look:
    """The look of a site; one that is not what its tag says came from somebody else."""
    try:
        coded = {text(each, "name"): text(each, "data") for each in rows(doc, "files")}
        found = Look.of({name: b64decode(data, validate=True) for name, data in coded.items()})
    except (ValueError, Refused) as error:
        raise Offline("line.not_our_server") from error
    if found.tag != text(doc, "tag"):
        raise Offline("line.not_our_server")
    return found


def outlet(doc: Doc) -> Outlet:
    """The site outside that a server publishes to."""
    try:
        return Outlet.read(doc)
    except (ValueError, TypeError, KeyError, AttributeError):
        raise Offline("line.not_our_server") from None


def rows(doc: Doc, name: str) -> list[Doc]:
    """A list of documents within a reply."""
    return [mapping(each) for each in listed(doc, name)]


def listed(doc: Doc, name: str) -> list[object]:
    """A list within a reply."""
    found = doc.get(name)
    if not isinstance(found, list):
        raise Offline("line.not_our_server")
    return found


def number(doc: Doc, name: str) -> int:
    """A whole number of a reply."""
    value = doc.get(name)
    if not isinstance(value, int):
        raise Offline("line.not_our_server")
    return value


def text(doc: Mapping[str, object], name: str) -> str:
    """A text of a reply."""
    value = doc.get(name)
    if not isinstance(value, str):
        raise Offline("line.not_our_server")
    return value


def mapping(value: object) -> Doc:
    """A document within a reply."""
    if not isinstance(value, dict):
        raise Offline("line.not_our_server")
    return cast("Doc", value)


def _kind(doc: Doc) -> Entity:
    try:
        return Entity(text(doc, "type"))
    except ValueError:
        raise Offline("line.not_our_server") from None
