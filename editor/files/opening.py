# SPDX-License-Identifier: GPL-3.0-or-later
"""PURE: how a document opens: the blocks that are its headline and its standfirst."""

import re
from typing import Final

TITLE_LETTERS: Final = 200
"""A first line that is longer is a paragraph, not a headline."""
_STANDFIRST_LETTERS: Final = 700
_HEADING: Final = re.compile(r"# (.+)\n*")
_BOLD: Final = re.compile(r"(?:\*\*(?! )[^*\n]+\*\*|<strong>(?:(?!</?strong>).)+</strong>)")
_MARKUP: Final = re.compile(
    r"\\([^a-zA-Z0-9\s])|</?(?:strong|em|sub|sup|u|s|code)>|\*{1,2}|\[([^\]\n]*)\]\([^)\n]*\)|&amp;"
)


def titled(copy: str) -> dict[str, object]:
    """A heading of the first rank that opens the copy is the headline."""
    copy = copy.strip("\n")
    heading = _HEADING.match(copy)
    if heading is None:
        return {"body": copy}
    return {"headline": plain(heading[1]), "body": copy[heading.end() :]}


def dressed(copy: str) -> dict[str, object]:
    """As `titled`; where nothing is a heading, a first line all in bold type is the headline.

    A paragraph all in bold type that follows the headline is the standfirst. Both only where
    copy follows: a document in bold type alone stays as it is.
    """
    fields = titled(copy)
    blocks = str(fields["body"]).strip("\n").split("\n\n")
    if "headline" not in fields and _is_bold(blocks, TITLE_LETTERS) and not _ends(blocks[0]):
        fields = {"headline": plain(blocks.pop(0))}
    if "headline" in fields and _is_bold(blocks, _STANDFIRST_LETTERS):
        fields["standfirst"] = plain(blocks.pop(0))
    return {**fields, "body": "\n\n".join(blocks)}


def plain(line: str) -> str:
    """A line of the copy without its marks, as fields have it."""

    def unmarked(found: re.Match[str]) -> str:
        if found[0] == "&amp;":
            return "&"
        return found[1] or (plain(found[2]) if found[2] else "")

    return " ".join(_MARKUP.sub(unmarked, line).split())


def _is_bold(blocks: list[str], most_letters: int) -> bool:
    first = blocks[0]
    return len(blocks) > 1 and len(first) <= most_letters and bool(_BOLD.fullmatch(first))


def _ends(block: str) -> bool:
    return plain(block).endswith((".", ";", ":", ","))
