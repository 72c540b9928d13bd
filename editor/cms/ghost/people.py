# SPDX-License-Identifier: GPL-3.0-or-later
"""Those who write at a Ghost: which of them the authors of a story are, and what we are there."""

from collections.abc import Mapping, Sequence
from typing import Final

from editor.cms.ghost import posts
from editor.cms.spelling import folded, nfc
from editor.model.article import Article, Author
from editor.model.mapping import Kind, MappingOf
from editor.model.workflow import Role

_ROLES: Final = {
    "Owner": Role.ADMIN,
    "Administrator": Role.ADMIN,
    "Super Editor": Role.EDITOR,
    "Editor": Role.EDITOR,
    # Puts his own stories before readers, as no writer of ours does.
    "Author": Role.EDITOR,
    "Contributor": Role.WRITER,
}
ALONE: Final = frozenset({"Author", "Contributor"})
"""Who may give a story no other author."""


class People:
    """Who is who at one house, as it was last greeted.

    Args:
        mapping: what of ours is what there.
    """

    def __init__(self, mapping: MappingOf) -> None:
        self._mapping = mapping
        self.me = ""
        """Our own id there; empty: a key that is nobody's."""
        self._rank = ""
        self._names: dict[str, str] = {}

    def greet(self, user: Mapping[str, object] | None) -> tuple[str, Role]:
        """What we are called there, and what that is to a newsroom.

        Args:
            user: as the house tells of us; None: a key that is nobody's.
        """
        if user is None:
            self.me, self._rank = "", ""
            return "Integration", Role.EDITOR
        self.me = self.keep(user)
        roles = [str(each.get("name", "")) for each in posts.rows(user, "roles")]
        self._rank = next((each for each in _ROLES if each in roles), "")
        return self._names[self.me], _ROLES.get(self._rank, Role.READER)

    @property
    def may_publish(self) -> bool:
        """Whether we put stories before readers."""
        return self._rank != "Contributor"

    def keep(self, user: Mapping[str, object]) -> str:
        """Remember somebody who was told of; the id."""
        known = str(user.get("id", ""))
        self._names[known] = nfc(str(user.get("name", "")))
        return known

    def ids(self, article: Article, facts: Mapping[str, str]) -> list[str]:
        """The authors of a post; none: whoever the house takes for it.

        Args:
            article: with its byline.
            facts: what is known of the post, for whom it has already.
        """
        stood = posts.read_ids(facts.get("authors", ""))
        if self._rank in ALONE:
            return stood or [self.me]
        named = [self._id_of(each) for each in article.authors]
        found = list(dict.fromkeys(each for each in named if each))
        # Nobody whom the house knows: it stays whose it is, and the names stand in its text.
        return found or stood or ([self.me] if self.me else [])

    def shown(self, article: Article) -> str:
        """The byline that the house shows by itself; empty: its names must stand in the text."""
        ids = [self._id_of(each) for each in article.authors if each.byline]
        if self._rank in ALONE:
            return self._names.get(self.me, "")
        return article.byline if ids and all(ids) else ""

    def authors(self, ids: Sequence[str], stood: Article) -> tuple[Author, ...]:
        """The authors of a story by those of its post; one who is known here stays as he is."""
        known, mapped = {self._id_of(each): each for each in stood.authors}, self._mapping()
        found = (
            known.get(each) or mapped.author(each) or Author(pen_name=self._names.get(each, ""))
            for each in ids
        )
        return tuple(each for each in found if each.byline)

    def _id_of(self, author: Author) -> str:
        """The account of a name that readers see: whoever stands behind it is not told of."""
        mapped = self._mapping()
        if mapped.of(Kind.PERSON, author.byline):
            return mapped.account(author)
        wanted = folded(author.byline)
        return next((each for each, name in self._names.items() if folded(name) == wanted), "")
