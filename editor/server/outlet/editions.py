# SPDX-License-Identifier: GPL-3.0-or-later
"""An edition as it is brought to the house: its text and its pictures, under a name of its own."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from editor.model.operation import Doc
from editor.model.picture import Sha256
from editor.server import tables


@dataclass(frozen=True, slots=True)
class Edition:
    """What readers are to have of a story."""

    name: str
    """Another one for each edition that ever was."""
    doc: Doc
    pictures: Mapping[Sha256, Doc] = field(default_factory=dict)

    @property
    def article_id(self) -> str:
        """Whose it is."""
        return str(self.doc["id"])


def edition_of(connection: Connection, article_id: str, number: int) -> Edition:
    """An edition that there is."""
    edition = tables.edition
    query = sa.select(edition).where(edition.c.article_id == article_id, edition.c.number == number)
    row = connection.execute(query).one()
    return Edition(f"{number}.{row.at}", json.loads(row.doc), json.loads(row.pictures))
