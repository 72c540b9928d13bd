# SPDX-License-Identifier: GPL-3.0-or-later
"""PURE: the links of a copy: where each stands, and where it leads."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from editor.text.cut import FENCE, RAW, runs

_LINK: Final = re.compile(
    r"""(?x)
    (?<!!)\[(?:[^\[\]\n]|\[[^\[\]\n]{0,200}\]){0,1000}\]\(\s{0,3}
        (?:<(?P<boxed>https?://[^\s<>]{1,2000})>
          |(?P<inline>https?://(?:[^\s<>()]|\([^\s<>()]{0,200}\)){1,2000}))
        (?:\s{1,3}"[^"\n]{0,500}")?\s{0,3}\)
    | ^\ {0,3}\[(?!\^)[^\]\n]{1,300}\]:\s{0,3}<?(?P<defined>https?://[^\s<>]{1,2000})
    | <(?P<angled>https?://[^\s<>]{1,2000})>
    | (?<![(\w<"'/=:])(?P<bare>https?://[^\s<>]{1,2000}?)(?=[.,;:!?)”"’\]]{0,3}(?:\s|$))
    """,
    re.MULTILINE,
)
_CODE: Final = re.compile(r"`{1,3}[^`\n]{1,500}`{1,3}")


@dataclass(frozen=True, slots=True)
class Link:
    """One link to elsewhere."""

    start: int
    end: int
    """Where its address stands in the copy."""
    address: str


def links(copy: str) -> list[Link]:
    """All links of a copy that lead out of it, in their order; those in code are none.

    Cost: about 0.5 ms for 1,000 words.
    """
    return list(_found(copy))


def _found(copy: str) -> Iterator[Link]:
    for start, end in runs(copy):
        if FENCE.match(copy, start) or RAW.match(copy, start):
            continue
        run = _CODE.sub(lambda code: " " * len(code[0]), copy[start:end])
        for match in _LINK.finditer(run):
            which = match.lastgroup or "bare"
            begin, stop = match.span(which)
            yield Link(start + begin, start + stop, match[which])
