# SPDX-License-Identifier: GPL-3.0-or-later
"""What readers see of a story, as a digest, and whether a live story says more than they have."""

from collections.abc import Mapping
from typing import Final

from sqlalchemy import Connection, bindparam, select

from editor import wire
from editor.model.article import HEADER_FIELDS, SERVER_FIELDS
from editor.model.operation import Doc
from editor.model.picture import DESK_FIELDS
from editor.model.workflow import State
from editor.store.schema import edition

_UNREAD: Final = HEADER_FIELDS | SERVER_FIELDS | {"v"}
"""Fields of an article that change nothing for readers."""
_UNSEEN: Final = DESK_FIELDS | {"v"}
"""Fields of a picture that change nothing for readers."""
_GIVEN: Final = select(edition.c.stamp, edition.c.digest).where(
    edition.c.article_id == bindparam("its_id")
)


def digest(doc: Doc, pictures: Mapping[str, Doc]) -> str:
    """Of all that readers see of a story and of its pictures, by their hash."""
    told = {name: doc[name] for name in doc if name not in _UNREAD}
    shown = {
        sha256: {name: known[name] for name in known if name not in _UNSEEN}
        for sha256, known in pictures.items()
    }
    return wire.digest({"article": told, "pictures": shown})


def stamp(doc: Doc) -> str:
    """When a story last went before readers; it tells one edition of it from the next."""
    return str(doc.get("updated_at") or "")


def is_ahead(
    connection: Connection, article_id: str, doc: Doc, pictures: Mapping[str, Doc]
) -> bool:
    """Whether readers do not see yet what a live story says; False where nobody here knows.

    Cost: of a story that is not live none.
    """
    if doc.get("state") != State.PUBLISHED:
        return False
    row = connection.execute(_GIVEN, {"its_id": article_id}).first()
    if row is None or not row.digest or row.stamp != stamp(doc):
        return False
    return bool(row.digest != digest(doc, pictures))
