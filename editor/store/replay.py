# SPDX-License-Identifier: GPL-3.0-or-later
"""Replay the journal onto a backup: each saved change comes back, with its time and its reason."""

import logging
from datetime import datetime
from pathlib import Path

from editor.errors import Damaged, EditorError
from editor.model.operation import Doc, Entity
from editor.model.rights import Override
from editor.model.workflow import Act, Wish
from editor.store import frame_rows, journal, queue, records, versions
from editor.store.transaction import Writing

_log = logging.getLogger(__name__)


def replay(writing: Writing, folder: Path, since: int) -> None:
    """Do again what the journal says.

    Args:
        writing: a transaction on the backup.
        folder: where the journals are.
        since: the number of the first journal that the backup does not have.
    """
    now = writing.at
    touched: dict[tuple[Entity, str], None] = {}
    for line in journal.lines(folder, since):
        try:
            key = _again(writing, line)
        except (EditorError, KeyError, TypeError, ValueError) as error:
            _log.info("a line of the journal does not fit: %s", error)
            continue
        if key is not None:
            touched[key] = None
    writing.at = now
    for entity, entity_id in touched:
        found = records.load(writing.connection, entity, entity_id)
        if found is not None and found.is_dirty:
            queue.mark(writing, entity, entity_id)
    # It stands in the journal already.
    writing.journal.clear()


def _again(writing: Writing, line: Doc) -> tuple[Entity, str] | None:
    if line["what"] == "settled":
        row = queue.find(writing.connection, str(line["op_id"]))
        if row is not None:
            queue.remove(writing, row.seq)
        return None
    writing.at = datetime.fromisoformat(str(line["at"]))
    if line["what"] == "frame":
        _frame(writing, line)
        return None
    entity, entity_id = Entity(str(line["entity"])), str(line["id"])
    _ONE[str(line["what"])](writing, entity, entity_id, line)
    return entity, entity_id


def _doc(writing: Writing, entity: Entity, entity_id: str, line: Doc) -> None:
    found = records.load(writing.connection, entity, entity_id)
    known = 0 if found is None else found.local_version
    number = line["version"]
    if not isinstance(number, int):
        raise Damaged("store.bad_journal")
    if number <= known:
        return
    doc = line.get("doc")
    if not isinstance(doc, dict):
        if found is None or number != known + 1:
            raise Damaged("store.bad_journal")
        doc = journal.applied(found.doc, line)
    reason, by = str(line["reason"]), str(line["by"])
    records.put(writing, found, entity, doc, reason=reason, by=by)
    records.set_version(writing.connection, entity, entity_id, number)


def _frame(writing: Writing, line: Doc) -> None:
    doc = line["doc"]
    if not isinstance(doc, dict):
        raise Damaged("store.bad_journal")
    frame_rows.put(writing, str(line["id"]), str(line["path"]), str(line["sha256"]), doc)


def _base(writing: Writing, entity: Entity, entity_id: str, line: Doc) -> None:
    found = records.load(writing.connection, entity, entity_id)
    if found is None:
        return
    base: Doc | None = None
    if line.get("is_same"):
        base = found.doc
    elif isinstance(told := line.get("doc"), dict):
        base = told
    elif "set" in line and found.base is not None:
        base = journal.applied(found.base, line)
    rev = line["rev"]
    if not isinstance(rev, int):
        raise Damaged("store.bad_journal")
    etag, address = str(line["etag"]), str(line["address"])
    records.set_base(writing, found, base, rev=rev, etag=etag, address=address)


def _version(writing: Writing, _: Entity, article_id: str, line: Doc) -> None:
    doc = line["doc"]
    if not isinstance(doc, dict):
        raise Damaged("store.bad_journal")
    versions.keep(writing, article_id, doc, reason=str(line["reason"]), by=str(line["by"]))


def _gone(writing: Writing, entity: Entity, entity_id: str, line: Doc) -> None:
    found = records.load(writing.connection, entity, entity_id)
    if found is not None:
        records.remove(writing, found, reason="deleted")


def _act(writing: Writing, entity: Entity, entity_id: str, line: Doc) -> None:
    found = records.load(writing.connection, entity, entity_id)
    op_id, edition = str(line["op_id"]), str(line["edition"])
    if found is not None and queue.find(writing.connection, op_id) is None:
        told = str(line.get("publish_at", ""))
        publish_at = datetime.fromisoformat(told) if told else None
        act, reason = Act(str(line["act"])), str(line["reason"])
        override = Override.read(str(line.get("override", ""))) or Override("")
        wish = Wish(act, reason, publish_at, override.why, override.bars)
        queue.add_act(
            writing, found, wish, queue.ActNames(op_id, edition, str(line.get("seen", "")))
        )


_ONE = {"doc": _doc, "version": _version, "base": _base, "gone": _gone, "act": _act}
