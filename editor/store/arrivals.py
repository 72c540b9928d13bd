# SPDX-License-Identifier: GPL-3.0-or-later
"""Articles of the server that were never here: taken as they are, many in few statements."""

from collections import Counter
from collections.abc import Sequence

from editor import wire
from editor.errors import EditorError
from editor.model.operation import Entity, Remote
from editor.store import records
from editor.store.transaction import Writing


def take(writing: Writing, changes: Sequence[Remote]) -> frozenset[str]:
    """Store those of a page that nothing here tells of, as a merge of each with nothing would.

    Args:
        writing: the transaction that also keeps the rest of the page.
        changes: the page.

    Returns:
        The ids of those that are stored.
    """
    often = Counter(each.entity_id for each in changes)
    whole = [each for each in changes if often[each.entity_id] == 1 and _is_whole(each)]
    known = records.known(writing.connection, [each.entity_id for each in whole])
    new = [each for each in whole if each.entity_id not in known]
    if new:
        docs, authors = [each.doc for each in new], [each.author for each in new]
        records.put_new(writing, docs, reason="pull", by=authors, agreed=new)
    return frozenset(each.entity_id for each in new)


def _is_whole(remote: Remote) -> bool:
    """Whether it is an article that can be read; any other is left to the merge."""
    if remote.entity is not Entity.ARTICLE or remote.is_deleted:
        return False
    try:
        return wire.article_from_doc(remote.doc).id == remote.entity_id
    except EditorError:
        return False
