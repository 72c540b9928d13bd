# SPDX-License-Identifier: GPL-3.0-or-later
"""Choosing: the tags and accounts of a Ghost, and who we are to it."""

from collections.abc import Sequence
from typing import Final

import httpx

from editor.cms.ghost import posts
from editor.cms.ghost.keys import Key
from editor.cms.ghost.line import Line
from editor.cms.ghost.people import ALONE
from editor.cms.ghost.terms import Tags
from editor.cms.spelling import nfc
from editor.model.mapping import UNMAPPED, Choice, Choices, Kind

PAGES: Final = 5
"""Of a hundred tags each: so many are offered to choose from."""
_TAGS: Final = "/tags/?limit=100&filter=visibility:public&order=name&page={page}"


class Choosing:
    """A `Chooser`: see `editor.cms.chooser`. A section is a tag there as any other.

    Args:
        address: as `Ghost` has it.
        login: as `Ghost` has it.
        transport: carries the requests; None: the network.

    Raises:
        Refused: `line.bad_address`, `line.not_safe`, `line.not_signed_in`.
    """

    def __init__(
        self, address: str, login: str, *, transport: httpx.BaseTransport | None = None
    ) -> None:
        self._line = Line(address, Key.read(login), transport)
        self._tags = Tags(self._line, lambda: UNMAPPED)

    def choices(self, names: Sequence[str]) -> Choices:
        """See `Chooser`; those that are looked for are found by their addresses."""
        del names
        people = [
            Choice(Kind.PERSON, str(row.get("id", "")), nfc(str(row.get("name", ""))))
            for row in posts.rows(self._line.asked("/users/?limit=100").doc, "users")
        ]
        me, ranks = self._me()
        tags, is_whole = self._all_tags()
        is_alone = bool(ALONE & ranks)
        may_make = frozenset[Kind]() if "Contributor" in ranks else {Kind.CATEGORY, Kind.TAG}
        return Choices(
            (*tags, *people), frozenset(may_make), may_assign=not is_alone, me=me, is_whole=is_whole
        )

    def make(self, kind: Kind, name: str) -> Choice:
        """See `Chooser`."""
        tag_id = self._tags.id_of(name)
        return Choice(kind, tag_id, self._tags.name(tag_id), self._tags.slug(tag_id))

    def close(self) -> None:
        """See `Chooser`."""
        self._line.close()

    def _me(self) -> tuple[str, frozenset[str]]:
        """Our id and what we are there; empty for a key that is nobody's."""
        answer = self._line.call("GET", "/users/me/?include=roles")
        users = posts.rows(answer.doc, "users") if answer.status == 200 else []
        if not users:
            return "", frozenset()
        roles = frozenset(str(each.get("name", "")) for each in posts.rows(users[0], "roles"))
        return str(users[0].get("id", "")), roles

    def _all_tags(self) -> tuple[list[Choice], bool]:
        """Each tag as a section and as a topic, and whether those are all."""
        found: list[Choice] = []
        for page in range(1, PAGES + 1):
            rows = posts.rows(self._line.asked(_TAGS.format(page=page)).doc, "tags")
            for row in rows:
                tag_id = self._tags.keep(row)
                told = self._tags.name(tag_id), self._tags.slug(tag_id)
                found += [Choice(kind, tag_id, *told) for kind in (Kind.CATEGORY, Kind.TAG)]
            if len(rows) < 100:
                return found, True
        return found, False
