# SPDX-License-Identifier: GPL-3.0-or-later
"""PURE: lists and quotations line by line: what the next line begins with, nested, counted on."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import Final

from editor.text.typography import is_held

INDENT: Final = "    "
"""What nests an item: the dialect counts four blanks."""
_STEP = len(INDENT)
_LINE = re.compile(
    r"(?P<quote>(?: {0,3}>[ \t]?)*)"
    r"(?P<space>[ \t]*)"
    r"(?P<mark>(?:[-*+]|(?P<number>\d{1,9})[.)])[ \t]+(?:\[[ xX]\][ \t]+)?)?"
)
_RULE = re.compile(r"(?: {0,3}>[ \t]?)*[ \t]*(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,})")
_TICK = re.compile(r"\[[xX]\]")
_BOX = re.compile(r"\[!box\]", re.IGNORECASE)
_NOTE = re.compile(r" {0,3}\[\^[^\]]+\]:[ \t]*")


@dataclass(frozen=True, slots=True)
class Line:
    """What a line begins with, and the rest."""

    quote: str
    space: str
    mark: str
    """`- `, `12. `, `- [ ] `; empty: it is no item."""
    number: int | None
    rest: str

    @property
    def prefix(self) -> str:
        """All that comes before its words."""
        return f"{self.quote}{self.space}{self.mark}"

    @property
    def level(self) -> int:
        """How deep it is nested."""
        return len(self.space.expandtabs(_STEP)) // _STEP

    @property
    def depth(self) -> int:
        """In how many quotations it stands."""
        return self.quote.count(">")

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands in it, or only marks of a quotation."""
        return not self.mark and not self.rest.strip()

    def counted(self, number: int) -> "Line":
        """The same item with another number."""
        figures = len(str(self.number))
        return replace(self, mark=f"{number}{self.mark[figures:]}", number=number)

    def __str__(self) -> str:
        return self.prefix + self.rest


def read(text: str) -> Line:
    """Tell a line apart; a rule across the page is no item."""
    found = _LINE.match(text)
    assert found is not None  # noqa: S101  # every part may be empty
    if found["mark"] and _RULE.fullmatch(text):
        return Line("", "", "", None, text)
    number = int(found["number"]) if found["number"] else None
    return Line(found["quote"], found["space"], found["mark"] or "", number, text[found.end() :])


def following(line: Line, *, is_lazy: bool = False) -> str:
    """What the line after an item or a quoted line begins with.

    Args:
        line: the one above it.
        is_lazy: all items of its list have the same number.
    """
    step = 0 if is_lazy else 1
    item = line if line.number is None else line.counted(line.number + step)
    return replace(item, mark=_TICK.sub("[ ]", item.mark)).prefix


def hanging(text: str) -> str:
    """What more lines of the same item or quotation begin with."""
    line = read(text)
    return line.quote + (line.space + INDENT if line.mark else "")


@dataclass(frozen=True, slots=True)
class Entered:
    """What Enter makes of some lines."""

    lines: list[str]
    row: int
    """Where the caret stands then."""
    at: int


def entered(lines: Sequence[str], row: int, at: int) -> Entered | None:
    """What Enter makes of the lines: one more item or quoted line, or an end to them.

    An item without words goes out to the level above; at the edge the list ends there, and what is
    written next stands apart from it, as the dialect wants it. A box begins another paragraph
    before it ends. A footnote goes on indented.

    Args:
        lines: those around the caret.
        row: the caret's.
        at: where it stands in that line.

    Returns:
        None where the caret is in nothing that goes on: Enter is an end of a line then.
    """
    begins = _beginning(lines, row)
    if begins is None or at < len(begins):
        return None
    line, head, tail = read(lines[row]), lines[row][:at], lines[row][at:].lstrip()
    if head == begins and not tail:
        return None if _NOTE.match(head) else _ended(lines, row, line)
    is_as_before = line.number is None or is_lazy(lines, row)
    new = following(line, is_lazy=is_as_before) if line.prefix.strip() else INDENT
    made = [*lines[:row], head, new + tail, *lines[row + 1 :]]
    return Entered(made if is_as_before else counted_on(made, row + 1), row + 1, len(new))


def _ended(lines: Sequence[str], row: int, line: Line) -> Entered:
    if line.mark and line.level and (made := unnested(lines, row, row)) is not None:
        return Entered(made, row, len(made[row]))
    if not line.mark and _is_in_box(lines, row) and not read(lines[row - 1]).is_blank:
        made = [*lines[:row], line.quote.rstrip(), line.quote, *lines[row + 1 :]]
        return Entered(made, row + 1, len(line.quote))
    kept = line.quote if line.mark else line.quote.rstrip()[:-1]
    kept = kept if ">" in kept else ""
    above, below = list(lines[:row]), list(lines[row + 1 :])
    while above and not kept and ">" in above[-1] and read(above[-1]).is_blank:
        above.pop()
    gap = kept.rstrip()
    if above and not _is_apart(above[-1], kept):
        above.append(gap)
    if below and not _is_apart(below[0], kept):
        below.insert(0, gap)
    return Entered([*above, kept, *below], len(above), len(kept))


def _is_apart(text: str, kept: str) -> bool:
    """Whether a line parts what stands above it from what stands below."""
    return read(text).is_blank if kept else not text.strip()


def _is_in_box(lines: Sequence[str], row: int) -> bool:
    """Whether a quoted line stands in a box, which has paragraphs."""
    first = row
    while first > 0 and read(lines[first - 1]).quote:
        first -= 1
    return first < row and _BOX.match(read(lines[first]).rest) is not None


def _beginning(lines: Sequence[str], row: int) -> str | None:
    """What the words of a line stand behind; None: it belongs to nothing that goes on."""
    line = read(lines[row])
    if line.prefix.strip():
        return line.prefix
    if found := _NOTE.match(lines[row]):
        return found.group()
    above = "".join(f"{each}\n" for each in lines[:row])
    return line.space if line.level and is_held(above) else None


def is_lazy(lines: Sequence[str], row: int) -> bool:
    """Whether the item and the one beside it have the same number, as some people count."""
    own = read(lines[row])
    near = (_beside(lines, row, -1), _beside(lines, row, 1))
    return any(each is not None and read(lines[each]).number == own.number for each in near)


def nested(lines: Sequence[str], first: int, last: int) -> list[str] | None:
    """The lines with some items put below the one before them, and all that hangs on them.

    Args:
        lines: the list: see `reach`.
        first: the first item.
        last: the last line that goes along.

    Returns:
        As many lines; None where there is nothing to be put below.
    """
    item = read(lines[first])
    if not item.mark or _beside(lines, first, -1) is None:
        return None
    made = list(lines)
    for row in _whole(lines, first, last):
        line = read(lines[row])
        if not line.is_blank:
            made[row] = str(replace(line, space=line.space.expandtabs(_STEP) + INDENT))
    if is_lazy(lines, first):
        return made
    _begun(made, first)
    return counted_on(made, first)


def unnested(lines: Sequence[str], first: int, last: int) -> list[str] | None:
    """The lines with some items taken out to the level above, and all that hangs on them.

    Args and returns: as `nested`'s; None where they stand at the edge.
    """
    item = read(lines[first])
    if not item.mark or item.level == 0:
        return None
    made, moved = list(lines), _whole(lines, first, last)
    for row in moved:
        line = read(lines[row])
        space = line.space.expandtabs(_STEP)
        made[row] = str(replace(line, space=space[min(_STEP, len(space)) :]))
    if is_lazy(lines, first):
        return made
    _begun(made, moved.stop + sum(1 for _ in takewhile(_is_blank, made[moved.stop :])))
    return counted_on(made, first)


def counted_on(lines: Sequence[str], first: int) -> list[str]:
    """The lines with the items from one on numbered after those before them."""
    made, numbers = list(lines), dict[int, int]()
    before = Line("", "", "", None, "")
    for row, text in enumerate(lines):
        line = read(text)
        if line.depth != before.depth or _ends_list(line, before):
            numbers.clear()
        if line.mark:
            made[row] = str(_next(line, numbers, is_kept=row < first))
        before = line
    return made


def _next(line: Line, numbers: dict[int, int], *, is_kept: bool) -> Line:
    """An item with the number that is its turn; notes it for the next one."""
    for deeper in [each for each in numbers if each > line.level]:
        del numbers[deeper]
    if line.number is None:
        numbers.pop(line.level, None)
        return line
    last = numbers.get(line.level)
    number = line.number if is_kept or last is None else last + 1
    numbers[line.level] = number
    return line.counted(number)


def reach(lines: Sequence[str], row: int) -> tuple[int, int]:
    """The first and the last line of the list that a line belongs to."""
    depth = read(lines[row]).depth
    first = last = row
    for at in _walk(lines, row, -1, depth):
        first = first if read(lines[at]).is_blank else at
    for at in _walk(lines, row, 1, depth):
        last = last if read(lines[at]).is_blank else at
    return first, last


def _walk(lines: Sequence[str], row: int, step: int, depth: int) -> Iterator[int]:
    at = row + step
    while 0 <= at < len(lines):
        line = read(lines[at])
        above = read(lines[at - 1]) if at > 0 else Line("", "", "", None, "")
        is_plain = not (line.is_blank or line.mark or line.level)
        if line.depth != depth or (is_plain and (above.is_blank or above.depth != depth)):
            return
        yield at
        at += step


def _ends_list(line: Line, before: Line) -> bool:
    is_plain = not (line.is_blank or line.mark or line.level)
    return is_plain and before.is_blank


def _beside(lines: Sequence[str], row: int, step: int) -> int | None:
    """The item of the same list before (-1) or after (1) one."""
    own = read(lines[row])
    for at in _walk(lines, row, step, own.depth):
        line = read(lines[at])
        if line.mark and line.level == own.level:
            return at
        if line.mark and line.level < own.level:
            return None
    return None


def _whole(lines: Sequence[str], first: int, last: int) -> range:
    """The rows of some items with all that hangs on the last of them."""
    level = min(read(lines[row]).level for row in range(first, last + 1) if read(lines[row]).mark)
    end = last
    for at in _walk(lines, last, 1, read(lines[first]).depth):
        line = read(lines[at])
        if not line.is_blank:
            if line.level <= level and (line.mark or read(lines[at - 1]).is_blank):
                break
            end = at
    return range(first, end + 1)


def _is_blank(text: str) -> bool:
    return read(text).is_blank


def _begun(lines: list[str], row: int) -> None:
    """Let the item count from 1 where it is the first of its list now."""
    item = read(lines[row]) if row < len(lines) else None
    if item is not None and item.number is not None and _beside(lines, row, -1) is None:
        lines[row] = str(item.counted(1))
