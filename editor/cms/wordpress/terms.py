# SPDX-License-Identifier: GPL-3.0-or-later
"""Categories and tags of a WordPress: looked up by their letters, made where there are none."""

import html
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Final
from urllib.parse import quote

from editor.cms.foreign import Foreign
from editor.cms.spelling import folded, nfc
from editor.cms.wordpress import troubles
from editor.errors import Refused
from editor.model.mapping import Choice, HouseMap, Kind, MappingOf
from editor.model.profile import Category
from editor.text.vietnamese import slug

_JSON: Final = {"Content-Type": "application/json"}
_API: Final = "/wp-json/wp/v2"
MOST_PAGES: Final = 20
TOPIC_PAGES: Final = 5
"""Of a hundred topics each: so many are offered to choose from."""

_NO_NAME: Final = frozenset({"empty_term_name", "db_insert_error", "rest_invalid_param"})
"""Said with 500, though no repeat changes it: nothing is left of the name, or it is too long."""


class Terms:
    """The sections and topics of one house, remembered for a session.

    Args:
        line: the way to it.
        mapping: what of ours is what there.
    """

    def __init__(self, line: Foreign, mapping: MappingOf) -> None:
        self._line = line
        self._categories: dict[int, Category] = {}
        self._tags: dict[str, int] = {}
        self._names: dict[int, str] = {}
        self._mapping = mapping

    def take_categories(self) -> tuple[Category, ...]:
        """Read all sections; as they are called here, and where nobody said how, by their slugs."""
        found: dict[int, Category] = {}
        for page in range(1, MOST_PAGES + 1):
            rows = self._rows(f"{_API}/categories?per_page=100&page={page}&_fields=id,name,slug")
            for row in rows:
                name = nfc(html.unescape(str(row.get("name", ""))))
                found[_number(row)] = Category(str(row.get("slug", "")), name)
            if len(rows) < 100:
                break
        self._categories = found
        told = ((str(number), each) for number, each in found.items())
        return self._mapping().sections(told)

    def category_ids(self, keys: Iterable[str]) -> list[int]:
        """The numbers of sections, each once; those that stay here have none.

        Args:
            keys: ours, or names as the house has them.

        Raises:
            Refused: `site.no_such_category`.
        """
        mapped, found = self._mapping(), set[int]()
        for key in keys:
            match = mapped.of(Kind.CATEGORY, key)
            if match is None or (match.remote_id and not self._has(match.remote_id)):
                found.add(self._category_id(key, mapped))
            elif match.remote_id:
                found.add(int(match.remote_id))
        return sorted(found)

    def category_key(self, number: int, stood: Iterable[str] = ()) -> str:
        """The key of a section; empty for one that is not known, or that says: in none.

        Args:
            number: the house's.
            stood: the keys that the story had.
        """
        found, mapped, remote_id = self._categories.get(number), self._mapping(), str(number)
        back = mapped.back(Kind.CATEGORY, remote_id, stood)
        if found is None or (self.is_default(number) and not back):
            return ""
        key = mapped.section_key(remote_id, found.key)
        return key if key in stood else back or key

    def choices(self, names: Sequence[str]) -> tuple[tuple[Choice, ...], bool]:
        """All sections, the topics that are used most, and those that have one of these names.

        Args:
            names: topics of ours.

        Returns:
            Them, and whether those are all topics that there are.
        """
        self.take_categories()
        made = [
            Choice(Kind.CATEGORY, str(number), each.name, each.key)
            for number, each in self._categories.items()
        ]
        topics, is_whole = self._topics(names)
        tags = (Choice(Kind.TAG, str(each), name) for each, name in topics.items())
        return (*made, *tags), is_whole

    def make(self, kind: Kind, name: str) -> Choice:
        """Make a section or a topic; one of that name that is there already is taken.

        Raises:
            Offline, Refused: as `Site` says; `site.forbidden` for who may not.
        """
        if kind is Kind.TAG:
            number = self._keep(self._made("tags", name))
            return Choice(kind, str(number), self._names[number])
        number = _number(self._made("categories", name))
        self.take_categories()
        made = self._categories.get(number, Category("", nfc(name).strip()))
        return Choice(kind, str(number), made.name, made.key)

    def _has(self, remote_id: str) -> bool:
        return remote_id.isdigit() and int(remote_id) in self._categories

    def _category_id(self, key: str, mapped: HouseMap) -> int:
        for number, each in self._categories.items():
            slug = mapped.section_key(str(number), each.key)
            if key == slug or folded(key) == folded(each.name):
                return number
        raise Refused("site.no_such_category", name=key)

    def _topics(self, names: Sequence[str]) -> tuple[dict[int, str], bool]:
        fields, found = "_fields=id,name", dict[int, str]()
        for page in range(1, TOPIC_PAGES + 1):
            most = f"{_API}/tags?orderby=count&order=desc&per_page=100&page={page}&{fields}"
            rows = self._rows(most)
            found |= {self._keep(row): self._names[_number(row)] for row in rows}
            if len(rows) < 100:
                return found, True
        slugs = sorted({slug(each) for each in names} - {""})
        for first in range(0, len(slugs), 100):
            some = "&".join(f"slug[]={each}" for each in slugs[first : first + 100])
            rows = self._rows(f"{_API}/tags?{some}&per_page=100&{fields}")
            found |= {self._keep(row): self._names[_number(row)] for row in rows}
        return found, False

    def is_default(self, number: int) -> bool:
        """Whether it is the section of what has none."""
        return bool(self._categories) and number == min(self._categories)

    def tag_ids(self, names: Iterable[str]) -> list[int]:
        """The numbers of topics; what is not there yet is made.

        Raises:
            Offline, Refused: as `Site` says.
        """
        mapped, found = self._mapping(), list[int]()
        for name in names:
            match = mapped.of(Kind.TAG, name)
            if match is not None:
                found += [int(match.remote_id)] if match.remote_id else []
            elif name.strip():
                found.append(self._tag_id(name))
        return found

    def learn_tags(self, numbers: Iterable[int]) -> None:
        """Read the names of topics that are not known yet, many in one request."""
        unknown = sorted(set(numbers) - self._names.keys())
        for first in range(0, len(unknown), 100):
            told = ",".join(map(str, unknown[first : first + 100]))
            for row in self._rows(f"{_API}/tags?include={told}&per_page=100&_fields=id,name"):
                self._keep(row)

    def tag_names(self, numbers: Iterable[int], stood: Sequence[str] = ()) -> tuple[str, ...]:
        """The names of topics that are known, as they are called here.

        Args:
            numbers: the house's.
            stood: the topics that the story had.
        """
        mapped = self._mapping()
        names = ((mapped.back(Kind.TAG, str(each), stood), each) for each in numbers)
        return tuple(
            name or self._names[each] for name, each in names if name or each in self._names
        )

    def _tag_id(self, name: str) -> int:
        wanted = folded(name)
        if wanted not in self._tags:
            # What is searched for ignores marks: `bão` finds báo and bao, too.
            asked = f"{_API}/tags?search={quote(nfc(name))}&per_page=100&_fields=id,name"
            for row in self._rows(asked):
                self._keep(row)
        if wanted not in self._tags:
            # Whatever the house made of its signs, this is what it was asked for.
            self._tags[wanted] = self._keep(self._made("tags", name))
        return self._tags[wanted]

    def _made(self, room: str, name: str) -> Mapping[str, object]:
        """What was made, or was there under that name."""
        # Its signs as letters: what looks like an element would be taken out of the name.
        told = html.escape(nfc(name).strip(), quote=False)
        content = json.dumps({"name": told}).encode()
        answer = self._line.call("POST", f"{_API}/{room}", content=content, headers=_JSON)
        if answer.status == 201:
            return answer.doc
        if answer.code == "term_exists":
            data = answer.doc.get("data")
            known: Mapping[str, object] = data if isinstance(data, dict) else {}
            return {"id": known.get("term_id"), "name": name}
        if answer.code in _NO_NAME:
            raise Refused("site.bad_field", field="tags" if room == "tags" else "category")
        raise troubles.of(answer)

    def _keep(self, row: Mapping[str, object]) -> int:
        name, number = nfc(html.unescape(str(row.get("name", "")))), _number(row)
        self._names[number] = name
        self._tags.setdefault(folded(name), number)
        return number

    def _rows(self, path: str) -> list[Mapping[str, object]]:
        answer = self._line.call("GET", path)
        if answer.status != 200:
            raise troubles.of(answer)
        return answer.rows


def _number(row: Mapping[str, object]) -> int:
    value = row.get("id")
    if not isinstance(value, int):
        raise Refused("site.bad_field", field="id")
    return value
