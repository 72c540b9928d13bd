# SPDX-License-Identifier: GPL-3.0-or-later
"""Tags of a Ghost: the first one is the section; found by their letters, given by their ids."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final
from urllib.parse import quote

from editor.cms.ghost import posts
from editor.cms.ghost.line import Line
from editor.cms.spelling import folded, nfc
from editor.errors import Refused
from editor.model.mapping import Kind, MappingOf
from editor.model.profile import Category
from editor.text.vietnamese import slug

_SECTIONS: Final = (
    "/tags/?limit=100&include=count.posts&filter=visibility:public&order=count.posts%20desc"
)
"""Those that stories have most come first."""


class Tags:
    """The tags of one house, remembered for a session.

    A tag that is sent by its name may rename one that others use: its database takes `bão` and
    `báo` for one. So tags are told apart here, and sent by their ids.

    Args:
        line: the way to it.
        mapping: what of ours is what there.
    """

    def __init__(self, line: Line, mapping: MappingOf) -> None:
        self._line = line
        self._mapping = mapping
        self._ids: dict[str, str] = {}
        self._known: dict[str, Category] = {}

    def take_sections(self) -> tuple[Category, ...]:
        """Read the tags that most stories have; as they are called here, else by their slugs."""
        return self._mapping().sections((each, self._known[each]) for each in self.most_used())

    def most_used(self) -> list[str]:
        """The ids of the tags that most stories have."""
        return [self.keep(row) for row in posts.rows(self._line.asked(_SECTIONS).doc, "tags")]

    def section_ids(self, keys: Iterable[str]) -> list[str]:
        """The ids of sections, in their order; those that stay here have none.

        Args:
            keys: ours, or names as the house has them.

        Raises:
            Refused: `site.no_such_category`.
        """
        mapped, found = self._mapping(), list[str]()
        for key in keys:
            match = mapped.of(Kind.CATEGORY, key)
            if match is None:
                found.append(self._section_id(key))
            elif match.remote_id:
                found.append(match.remote_id)
        return found

    def ids(self, names: Iterable[str]) -> list[str]:
        """The ids of topics; what is not there yet is made.

        Raises:
            Offline, Refused: as `Site` says.
        """
        mapped, found = self._mapping(), list[str]()
        for name in names:
            match = mapped.of(Kind.TAG, name)
            if match is not None:
                found += [match.remote_id] if match.remote_id else []
            elif name.strip():
                found.append(self.id_of(name))
        return found

    def key(self, tag_id: str, stood: Sequence[str] = ()) -> str:
        """The key of a tag as a section; empty for one that is not known.

        Args:
            tag_id: the house's.
            stood: the keys that the story had.
        """
        found, mapped = self._known.get(tag_id), self._mapping()
        if found is None:
            return ""
        key = mapped.section_key(tag_id, found.key)
        return key if key in stood else mapped.back(Kind.CATEGORY, tag_id, stood) or key

    def name(self, tag_id: str, stood: Sequence[str] = ()) -> str:
        """What readers call a tag, or we do; empty for one that is not known."""
        found = self._known.get(tag_id)
        back = self._mapping().back(Kind.TAG, tag_id, stood)
        return back or (found.name if found is not None else "")

    def slug(self, tag_id: str) -> str:
        """What stands in the address of a tag; empty for one that is not known."""
        found = self._known.get(tag_id)
        return "" if found is None else found.key

    def is_hidden(self, tag_id: str) -> bool:
        """Whether no reader sees a tag."""
        return self.slug(tag_id).startswith(posts.INTERNAL)

    def trash_id(self) -> str:
        """The id of the tag of what was taken away.

        Raises:
            Offline, Refused: as `Site` says; `site.forbidden` to whom may make no tags.
        """
        asked = f"/tags/?limit=1&filter=slug:{posts.TRASH}"
        for row in posts.rows(self._line.asked(asked).doc, "tags"):
            return self.keep(row)
        return self._made("#stet-trash", "")

    def keep(self, row: Mapping[str, object]) -> str:
        """Remember a tag that was told; its id.

        Raises:
            Refused: `site.bad_field` for what is none.
        """
        tag_id, name = row.get("id"), nfc(str(row.get("name", "")))
        if not isinstance(tag_id, str):
            raise Refused("site.bad_field", field="tags")
        self._known[tag_id] = Category(str(row.get("slug", "")), name)
        if not self.is_hidden(tag_id):
            self._ids.setdefault(folded(name), tag_id)
        return tag_id

    def _section_id(self, key: str) -> str:
        mapped = self._mapping()
        for known, each in self._known.items():
            if key == mapped.section_key(known, each.key) or folded(key) == folded(each.name):
                return known
        asked = f"/tags/?limit=1&filter=slug:{_quoted(key)}"
        for row in posts.rows(self._line.asked(asked).doc, "tags"):
            return self.keep(row)
        raise Refused("site.no_such_category", name=key)

    def id_of(self, name: str) -> str:
        """The id of a tag by its name; one that is not there yet is made.

        Raises:
            Offline, Refused: as `Site` says.
        """
        wanted = folded(name)
        if len(wanted) > posts.LIMITS.tag:
            raise Refused("site.too_long", field="tags", limit=posts.LIMITS.tag)
        if wanted not in self._ids:
            # What is asked for by name may come with other marks: it is looked at here.
            asked = f"/tags/?limit=100&filter=name:{_quoted(nfc(name).strip())}"
            for row in posts.rows(self._line.asked(asked).doc, "tags"):
                self.keep(row)
        if wanted not in self._ids:
            self._ids[wanted] = self._made(nfc(name).strip(), slug(name))
        return self._ids[wanted]

    def _made(self, name: str, address: str) -> str:
        # A tag that begins with a sign of its own is one that no reader sees.
        told = {"name": name, "slug": address} if address else {"name": name}
        answer = self._line.sent("POST", "/tags/", {"tags": [told]})
        for row in posts.rows(answer.doc, "tags"):
            return self.keep(row)
        raise Refused("site.bad_field", field="tags")


def _quoted(text: str) -> str:
    """A text within a filter."""
    told = text.replace("\\", "\\\\").replace("'", "\\'")
    return quote(f"'{told}'", safe="")
