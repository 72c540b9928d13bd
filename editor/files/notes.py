# SPDX-License-Identifier: GPL-3.0-or-later
"""Footnotes of documents on their way through HTML, which has none, into the house Markdown."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

# Of the letters that Unicode leaves to everybody, four that no font of ours draws.
_CALL, _CALL_END, _NOTE, _NOTE_END = "\uf5c0", "\uf5c1", "\uf5c2", "\uf5c3"
_CALLS: Final = re.compile(f"{_CALL}([0-9]+){_CALL_END}")
_NOTES: Final = re.compile(f"(?m)^{_NOTE}([0-9]+){_NOTE_END} *")
_MARKS: Final = re.compile(f"[{_CALL}-{_NOTE_END}]")


@dataclass(frozen=True, slots=True)
class Unfolded:
    """A document of another program as HTML, with marks in it for its notes."""

    html: str
    pictures: Mapping[str, bytes]
    """By the address that the HTML calls them."""
    kept: Mapping[str, int] = field(default_factory=dict)
    """For the receipt: of `footnotes insertions`, those that there were."""
    dropped: Mapping[str, int] = field(default_factory=dict)
    """For the receipt: of `deletions remarks formulas`, those that there were."""
    comments: tuple[str, ...] = ()
    """What colleagues remarked beside the words, with their names; for the desk alone."""


@dataclass(slots=True)
class Notes:
    """The footnotes of one document, in the order in which the words call them."""

    _bodies: list[str] = field(default_factory=list)

    def put(self, html: str) -> str:
        """Keep the HTML of a note; what stands in the words in its place."""
        self._bodies.append(html)
        return f"{_CALL}{len(self._bodies)}{_CALL_END}"

    def html(self) -> str:
        """All notes, for the end of the page."""
        return "".join(
            f"<p>{_NOTE}{number}{_NOTE_END}{_in_one_line(body)}</p>"
            for number, body in enumerate(self._bodies, start=1)
        )


def _in_one_line(html: str) -> str:
    return re.sub(r"</?(?:p|h[1-6]|blockquote|div|br)\b[^>]*>", " ", html)


def without_marks(text: str) -> str:
    """Words as they come from a document, without the letters that stand for notes here."""
    return _MARKS.sub("", text)


def in_markdown(copy: str) -> str:
    """The copy with its notes as the house writes them: `[^1]` and `[^1]: ...`."""
    copy = _NOTES.sub(lambda found: f"[^{found[1]}]: ", copy)
    return _CALLS.sub(lambda found: f"[^{found[1]}]", copy)
