# SPDX-License-Identifier: GPL-3.0-or-later
"""What stands where in a simulated newsroom, for those who ask whether anything was lost."""

import re
import zlib
from collections.abc import Iterable

from editor import wire
from tests.machines.laptops import Laptop
from tests.machines.server import Server

_WORD = re.compile(r"w\d+x\d+")


class Found:
    """Everything that stands anywhere, live or in a history."""

    def __init__(self) -> None:
        self.texts: dict[str, str] = {}
        self.bodies: set[str] = set()

    def add(self, article_id: str, data: bytes | str) -> None:
        doc = wire.parse(data)
        told = data if isinstance(data, str) else data.decode()
        self.texts[article_id] = f"{self.texts.get(article_id, '')} {told}"
        self.bodies.add(str(doc.get("body", "")))


def everything(laptops: Iterable[Laptop], server: Server) -> Found:
    """All texts of all laptops and of the server."""
    found = Found()
    for laptop in laptops:
        for row in laptop.rows("SELECT id, doc FROM record WHERE entity = 'articles'"):
            found.add(row.id, row.doc)
        for row in laptop.rows("SELECT article_id, doc FROM version WHERE doc IS NOT NULL"):
            found.add(row.article_id, zlib.decompress(row.doc))
    for row in server.rows("SELECT id, doc FROM revision WHERE entity = 'articles'"):
        found.add(row.id, row.doc)
    return found


def words_of(told: object) -> set[str]:
    """The words of ours that stand in something."""
    return set(_WORD.findall(str(told)))


def kept(laptop: Laptop) -> tuple:
    """What no stranger may touch: documents, cursor, history, questions, what waits."""
    return (
        laptop.rows("SELECT entity, id, doc, base, base_etag, is_unseen FROM record"),
        laptop.rows("SELECT entity, id, rev, etag FROM shadow"),
        laptop.rows("SELECT key, value FROM fact"),
        laptop.rows("SELECT article_id, number FROM version"),
        laptop.rows("SELECT op_id, entity_id, act, edition FROM outbox"),
        laptop.rows("SELECT entity, id, field FROM clash"),
        laptop.token,
    )


def all_of(laptop: Laptop) -> tuple:
    """As `kept`, and every state of what waits."""
    return (*kept(laptop), laptop.rows("SELECT * FROM outbox"))


def keys_of(sent) -> set[str]:
    """The idempotency keys of a write."""
    key = dict(sent.headers).get("idempotency-key")
    if key:
        return {key}
    if not sent.path.endswith("/batch"):
        return set()
    asked, told = _read(sent.body)["ops"], _read(sent.told.body)["results"]
    pairs = zip(asked, told, strict=True)
    return {op["key"] for op, result in pairs if result["status"] in (200, 201)}


def _read(data: bytes) -> dict:
    """A document as it went over the line, packed or not."""
    return wire.parse(zlib.decompress(data, 31) if data.startswith(b"\x1f\x8b") else data)
