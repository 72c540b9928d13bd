# SPDX-License-Identifier: GPL-3.0-or-later
"""PURE: code replacements: a short code between two marks becomes a full name."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Final

from editor.text.vietnamese import nfc

MARK: Final = "\\"
MARKS: Final = ("\\", "=", "/", "#", "*")
"""What may stand on both sides of a code."""
LONGEST: Final = 40
"""No code is longer: what is between two marks further apart is text."""
COLUMN: Final = "#"
"""Between a code and the number of one of its further names: `hn10#2`."""


@dataclass(frozen=True, slots=True)
class Found:
    """A code in a text."""

    start: int
    end: int
    """Just behind the closing mark."""
    code: str
    text: str | None
    """What it becomes; None: nobody knows the code."""


@dataclass(frozen=True)
class Codes:
    """All codes of a desk, and the mark around them."""

    names: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    """Code -> its names, in the order of their columns; codes tell capitals apart."""
    mark: str = MARK

    def text_of(self, code: str) -> str | None:
        """What a code, with or without the number of a column, becomes; None: nobody knows it."""
        if code in self.names:
            return self.names[code][0]
        bare, sign, number = code.rpartition(COLUMN)
        columns = self.names.get(bare, ()) if sign and number.isascii() and number.isdigit() else ()
        at = int(number) if columns else 0
        return columns[at - 1] if 0 < at <= len(columns) else None

    def found(self, text: str) -> list[Found]:
        """Every code in a text whose two marks stand around it, known or not."""
        return [each for each in self._found(text) if each.text is not None or _is_code(each.code)]

    def _found(self, text: str) -> Iterator[Found]:
        at = 0
        while match := self._form.search(text, at):
            code = nfc(match[1])
            known = self.text_of(code)
            yield Found(match.start(), match.end(), code, known)
            # The closing mark of what is no code may open the next.
            at = match.end() if known is not None or _is_code(code) else match.end() - 1

    def closed_at(self, text: str, caret: int) -> Found | None:
        """The code whose closing mark stands just before the caret, if it is a known one."""
        if caret < 1 or text[caret - 1] != self.mark:
            return None
        opened = text.rfind(self.mark, max(0, caret - 2 - LONGEST), caret - 1)
        code = nfc(text[opened + 1 : caret - 1]) if opened >= 0 else ""
        known = self.text_of(code) if code else None
        return None if known is None else Found(opened, caret, code, known)

    def open_at(self, text: str, caret: int) -> str:
        """The code that is being typed at the caret, its closing mark still missing; or empty."""
        found = re.search(rf"{re.escape(self.mark)}(\S{{1,{LONGEST}}})\Z", text[:caret])
        code = nfc(found[1].rpartition(self.mark)[2]) if found else ""
        is_closed = found is not None and found[1].endswith(self.mark)
        return "" if is_closed or not code else code

    def beginning(self, start: str, most: int = 5) -> list[tuple[str, str]]:
        """Some (code, name) whose code begins so, the shortest first; a column is honoured."""
        if (exact := self.text_of(start)) is not None and COLUMN in start:
            return [(start, exact)]
        near = sorted((each for each in self.names if each.startswith(start)), key=_short_first)
        return [(code, self.names[code][0]) for code in near[:most]]

    def expanded(self, text: str) -> tuple[str, tuple[str, ...]]:
        """The text with every known code replaced, and the codes that nobody knows."""
        pieces, at, unknown = [], 0, []
        for each in self.found(text):
            if each.text is None:
                unknown.append(each.code)
                continue
            pieces += [text[at : each.start], each.text]
            at = each.end
        return "".join([*pieces, text[at:]]), tuple(dict.fromkeys(unknown))

    @cached_property
    def _form(self) -> re.Pattern[str]:
        mark = re.escape(self.mark)
        return re.compile(rf"{mark}([^{mark}\n]{{1,{LONGEST}}}){mark}")


def read(text: str) -> dict[str, tuple[str, ...]]:
    """The codes of one file: a line each, its code and its names with tabs between them.

    Lines without a tab, and names that are empty, are passed over. Of two lines with one code the
    later holds.
    """
    lines = (line.split("\t") for line in nfc(text.removeprefix("\ufeff")).splitlines())
    parts = ([each.strip() for each in line] for line in lines if len(line) > 1)
    told = ((line[0], tuple(each for each in line[1:] if each)) for line in parts)
    return {code: names for code, names in told if code and names}


def joined(tables: Sequence[Mapping[str, tuple[str, ...]]], mark: str = MARK) -> Codes:
    """The codes of several files; of two with one code, the first file's holds."""
    names: dict[str, tuple[str, ...]] = {}
    for table in reversed(tables):
        names |= table
    return Codes(MappingProxyType(names), mark)


def twice(tables: Iterable[Mapping[str, tuple[str, ...]]]) -> tuple[str, ...]:
    """The codes that stand in more than one file and mean something else there."""
    seen: dict[str, tuple[str, ...]] = {}
    told: dict[str, None] = {}
    for table in tables:
        told |= {code: None for code, names in table.items() if seen.get(code, names) != names}
        seen |= table
    return tuple(told)


def _is_code(text: str) -> bool:
    """Whether what stands between two marks was meant as a code: one word, and not a number."""
    bare = text.partition(COLUMN)[0]
    return re.fullmatch(r"[^\W_][\w.-]*", bare) is not None and not bare.isdigit()


def _short_first(code: str) -> tuple[int, str]:
    return len(code), code
