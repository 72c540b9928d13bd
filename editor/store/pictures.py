# SPDX-License-Identifier: GPL-3.0-or-later
"""A picture's words as a person changed them: stored, and queued where something is new."""

from editor.model.operation import Doc, Entity
from editor.store import queue, records
from editor.store.transaction import Writing
from editor.store.versions import TYPING


def put(writing: Writing, doc: Doc, *, own: Doc | None = None) -> Doc:
    """Store what is known of a picture, new or known; what then stands.

    Fields that this program does not know stay as they are stored.

    Args:
        writing: the transaction.
        doc: all that is known.
        own: of a known picture only this is written; None: all.
    """
    sha256 = str(doc["sha256"])
    now = records.load(writing.connection, Entity.PICTURE, sha256)
    if now is not None:
        doc = {**now.doc, **(doc if own is None else own)}
    if now is None or now.doc != doc:
        records.put(writing, now, Entity.PICTURE, doc, reason=TYPING)
        queue.mark(writing, Entity.PICTURE, sha256)
    return doc
