# SPDX-License-Identifier: GPL-3.0-or-later
"""What is pointed at on the page, by a reader's click or from the copy."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from editor.text.places import Sight
from ui.press import Printed


@dataclass(frozen=True, slots=True)
class Pointed:
    """What a reader pointed at on the page."""

    field: str
    """`body`, or the id of a part of the page beside it: `headline`, `byline` ..."""
    words: Sight
    """Where in the field; in the copy counted from `line`."""
    line: int = 0
    end_line: int = 0
    """The lines of the copy that the block was made from."""
    sha256: str = ""
    """The picture that was pointed at, if one was."""


def pointed(printed: Printed, told: Mapping[str, Any]) -> Pointed:
    """What a click meant, as the script of the page tells of it."""
    words = Sight(str(told["before"]), str(told["after"]), int(told["count"]))
    element, sha256 = int(told["element"]), str(told["picture"])
    if element < 0 or not printed.blocks:
        return Pointed(str(told["part"]), words, sha256=sha256)
    line, end_line = printed.block_of(element)[2:]
    return Pointed("body", words, line, end_line, sha256)


def script(printed: Printed, field: str, words: Sight, line: float, length: int) -> str:
    """The script that brings words of the page into sight and lights them.

    Args:
        printed: what is shown.
        field: `body`, or the id of a part of the page beside it.
        words: where in it; in the copy counted from the beginning of its block.
        line: a source line of that block.
        length: so many letters, until others are lit; 0: the word there, for a moment.
    """
    first, count, _line, _end_line = printed.block(line)
    home = json.dumps([first, count] if field == "body" else field)
    return f"stet.light({home}, {json.dumps([words.before, words.after, words.count])}, {length})"
