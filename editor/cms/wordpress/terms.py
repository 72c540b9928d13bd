# SPDX-License-Identifier: GPL-3.0-or-later
"""Categories and tags of a WordPress: looked up by their letters, made where there are none."""

import html
import json
from collections.abc import Iterable, Mapping
from typing import Final
from urllib.parse import quote

from editor.cms.foreign import Foreign
from editor.cms.wordpress import troubles
from editor.cms.wordpress.posts import nfc
from editor.errors import Refused
from editor.model.profile import Category

_JSON: Final = {"Content-Type": "application/json"}
_API: Final = "/wp-json/wp/v2"
MOST_PAGES: Final = 20


def folded(name: str) -> str:
    """What tells two names apart: their letters, in NFC, whatever their case."""
    return " ".join(nfc(html.unescape(name)).casefold().split())


class Terms:
    """The sections and topics of one house, remembered for a session.

    Args:
        line: the way to it.
    """

    def __init__(self, line: Foreign) -> None:
        self._line = line
        self._categories: dict[int, Category] = {}
        self._tags: dict[str, int] = {}
        self._names: dict[int, str] = {}

    def take_categories(self) -> tuple[Category, ...]:
        """Read all sections; their slugs are our keys."""
        found: dict[int, Category] = {}
        for page in range(1, MOST_PAGES + 1):
            rows = self._rows(f"{_API}/categories?per_page=100&page={page}&_fields=id,name,slug")
            for row in rows:
                name = nfc(html.unescape(str(row.get("name", ""))))
                found[_number(row)] = Category(str(row.get("slug", "")), name)
            if len(rows) < 100:
                break
        self._categories = found
        return tuple(found.values())

    def category_id(self, key: str) -> int:
        """The number of a section, by its key or its name.

        Raises:
            Refused: `site.no_such_category`.
        """
        for number, each in self._categories.items():
            if key == each.key or folded(key) == folded(each.name):
                return number
        raise Refused("site.no_such_category", name=key)

    def category_key(self, number: int) -> str:
        """The key of a section; empty for one that is not known."""
        found = self._categories.get(number)
        return "" if found is None else found.key

    def is_default(self, number: int) -> bool:
        """Whether it is the section of what has none."""
        return bool(self._categories) and number == min(self._categories)

    def tag_ids(self, names: Iterable[str]) -> list[int]:
        """The numbers of topics; what is not there yet is made.

        Raises:
            Offline, Refused: as `Site` says.
        """
        return [self._tag_id(name) for name in names if name.strip()]

    def learn_tags(self, numbers: Iterable[int]) -> None:
        """Read the names of topics that are not known yet, many in one request."""
        unknown = sorted(set(numbers) - self._names.keys())
        for first in range(0, len(unknown), 100):
            told = ",".join(map(str, unknown[first : first + 100]))
            for row in self._rows(f"{_API}/tags?include={told}&per_page=100&_fields=id,name"):
                self._keep(row)

    def tag_names(self, numbers: Iterable[int]) -> tuple[str, ...]:
        """The names of topics that are known."""
        return tuple(self._names[each] for each in numbers if each in self._names)

    def _tag_id(self, name: str) -> int:
        wanted = folded(name)
        if wanted not in self._tags:
            # What is searched for ignores marks: `bão` finds báo and bao, too.
            asked = f"{_API}/tags?search={quote(nfc(name))}&per_page=100&_fields=id,name"
            for row in self._rows(asked):
                self._keep(row)
        if wanted not in self._tags:
            # Whatever the house made of its signs, this is what it was asked for.
            self._tags[wanted] = self._made(name)
        return self._tags[wanted]

    def _made(self, name: str) -> int:
        content = json.dumps({"name": nfc(name).strip()}).encode()
        answer = self._line.call("POST", f"{_API}/tags", content=content, headers=_JSON)
        if answer.status == 201:
            return self._keep(answer.doc)
        if answer.code == "term_exists":
            data = answer.doc.get("data")
            told: Mapping[str, object] = data if isinstance(data, dict) else {}
            return self._keep({"id": told.get("term_id"), "name": name})
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
