# SPDX-License-Identifier: GPL-3.0-or-later
"""Cuts the copy at blank lines that no construct of the dialect reaches across."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate
from types import MappingProxyType

# As HTML compares names: a long s is no s.
_LETTERS = re.IGNORECASE | re.ASCII

FENCE = re.compile(r"^ {0,3}(`{3,}(?=[^`\n]*$)|~{3,})", re.MULTILINE)
"""A line that opens fenced code; it runs to its closing line, or to the end."""
RAW = re.compile(r"^ {0,3}<(!--|script\b|style\b)", re.MULTILINE | _LETTERS)
"""A line that opens raw HTML that runs over blank lines, to its closing mark or to the end."""
END_OF_RAW: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {
        "!--": re.compile("-->"),
        "script": re.compile(r"</script\s*>", _LETTERS),
        "style": re.compile(r"</style\s*>", _LETTERS),
    }
)

_LINES = re.compile(r"(?:^[^\S\n]*+\S[^\n]*+\n?)++", re.MULTILINE)
_OPENING = re.compile(r"^ {0,3}(?:`{3}|~{3}|<)", re.MULTILINE)
"""A line that may open what runs over blank lines."""
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f]")
_INDENTED = re.compile(r" {0,3}(?: {4}|\t)")
_LIST = re.compile(r"^ {0,3}(?:[*+-]|\d+\.)(?:[ \t]|$)", re.MULTILINE)
_QUOTE = re.compile(r"^ {0,3}>", re.MULTILINE)
_DEFINED_TERM = re.compile(r"^ {0,3}:[ \t]", re.MULTILINE)
_DEFINITION = re.compile(r"\] ?:")


def plain(copy: str) -> str:
    """The copy with lines that end in newline only and without control characters."""
    if "\r" in copy:
        copy = copy.replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROL.sub("", copy)


@dataclass(frozen=True, slots=True)
class Splice:
    """What an edit did to the chunks: from `first` on, `removed` of them gave way to `added`."""

    first: int
    removed: int
    added: tuple[str, ...]


class Cuts:
    """The chunks of a text that is being edited; an edit cuts anew only around itself."""

    def __init__(self) -> None:
        self._copy = ""
        self._text = ""
        self.chunks: list[str] = []

    def change(self, copy: str) -> Splice:
        """Take the text as it now stands. Costs little more than comparing it with the last."""
        if copy == self._copy:
            return Splice(0, 0, ())
        before, after = shared_ends(self._copy, copy)
        changed = copy[before : len(copy) - after]
        # Only the changed part is looked through: most of the text was looked through before.
        if self._copy is not self._text or _CONTROL.search(changed):
            text = plain(copy)
            text = copy if text == copy else text
            before, after = shared_ends(self._text, text)
        else:
            text = copy
        splice = self._splice(text, before, after)
        self._copy, self._text = copy, text
        self.chunks[splice.first : splice.first + splice.removed] = splice.added
        return splice

    def _splice(self, text: str, before: int, after: int) -> Splice:
        starts = list(accumulate(map(len, self.chunks), initial=0))
        # The first block of a changed chunk may join the chunk before it.
        first = max(0, min(bisect_right(starts, before), len(self.chunks)) - 2)
        shift = len(text) - len(self._text)
        added = []
        for start, end in spans(text, starts[first]):
            added.append(text[start:end])
            same = bisect_left(starts, end - shift)
            if end >= len(text) - after and same < len(starts) and starts[same] == end - shift:
                return Splice(first, same - first, tuple(added))
        return Splice(first, len(self.chunks) - first, tuple(added))


def shared_ends(one: str, other: str) -> tuple[int, int]:
    """How many characters two texts share at their beginning, and then at their end."""
    most = min(len(one), len(other))
    before = _shared(most, lambda low, high: other.startswith(one[low:high], low))
    after = _shared(
        most - before,
        lambda low, high: other.startswith(
            one[len(one) - high : len(one) - low], len(other) - high
        ),
    )
    return before, after


def _shared(most: int, is_same: Callable[[int, int], bool]) -> int:
    """The greatest length up to `most` within which two texts are the same, by halving."""
    low, high = 0, most
    if is_same(0, most):
        return most
    while low < high:
        middle = (low + high + 1) // 2
        if is_same(low, middle):
            low = middle
        else:
            high = middle - 1
    return low


@dataclass(slots=True)
class _Kind:
    """What a block, or a run of them, may hold; in doubt more, so that it joins more."""

    has_list: bool
    has_quote: bool
    has_term: bool
    """A line `: text` makes the paragraph before it a term, and joins the list before that."""
    is_indented: bool
    may_vanish: bool
    """It may leave nothing in the page, so that its neighbours touch."""

    def joins(self, before: "_Kind") -> bool:
        """Whether a block of this kind may belong with the run before it."""
        return (
            self.is_indented
            or self.has_term
            or self.may_vanish
            or before.may_vanish
            or before.has_term
            or (self.has_list and before.has_list)
            or (self.has_quote and before.has_quote)
        )

    def after(self, before: "_Kind") -> "_Kind":
        """The kind of the run with this block at its end."""
        return _Kind(
            has_list=self.has_list or before.has_list,
            has_quote=self.has_quote or before.has_quote,
            has_term=self.has_term or (before.has_term and (self.may_vanish or self.is_indented)),
            is_indented=before.is_indented,
            may_vanish=self.may_vanish,
        )


def spans(text: str, start: int = 0) -> Iterator[tuple[int, int]]:
    """The chunks of a text from one chunk's start on: (start, end), one after the other to its end.

    A chunk is whole lines with the blank lines after them. Rendering chunks one by one gives what
    rendering the text as a whole gives. Where a chunk ends is decided by it and by the block that
    follows it, never by what comes later.
    """
    at, run = start, None
    for block_start, block_end in runs(text, start):
        kind = _kind_of(text[block_start:block_end])
        if run is not None and not kind.joins(run):
            yield at, block_start
            at, run = block_start, kind
        else:
            run = kind if run is None else kind.after(run)
    if at < len(text):
        yield at, len(text)


def _kind_of(block: str) -> _Kind:
    return _Kind(
        has_list=_LIST.search(block) is not None,
        has_quote=_QUOTE.search(block) is not None,
        has_term=_DEFINED_TERM.search(block) is not None,
        is_indented=_INDENTED.match(block) is not None,
        may_vanish=_DEFINITION.search(block) is not None,
    )


def runs(text: str, at: int = 0) -> Iterator[tuple[int, int]]:
    """Runs of lines without a blank line outside fences and raw HTML: (start, end), in order.

    Args:
        text: the copy.
        at: where a line begins.
    """
    while found := _LINES.search(text, at):
        start, at = found.span()
        if _OPENING.search(text, start, at):
            at = _end_of_run(text, start)
        yield start, at


def _end_of_run(text: str, at: int) -> int:
    """Where a run that begins here ends, when blank lines may stand within it."""
    while at < len(text):
        end = _line_end(text, at)
        line = text[at:end]
        if not line.strip():
            break
        at = _verbatim_end(text, line, end)
    return at


def _line_end(text: str, at: int) -> int:
    return text.find("\n", at) + 1 or len(text)


def _verbatim_end(text: str, line: str, end: int) -> int:
    """Where the fence or raw HTML that this line opens ends; else the line's own end."""
    if found := FENCE.match(line):
        mark = re.escape(found[1][0])
        close = re.compile(rf"^ {{0,3}}{mark}{{{len(found[1])},}}[ \t]*$", re.MULTILINE)
        closing = close.search(text, end)
    elif found := RAW.match(line):
        closing = END_OF_RAW[found[1].lower()].search(text, end - len(line) + found.end())
    else:
        return end
    return _line_end(text, closing.end()) if closing else len(text)
