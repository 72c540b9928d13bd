# SPDX-License-Identifier: GPL-3.0-or-later
"""PURE: style sheets from outside: the files that they name are found, and named as kept."""

import re
from collections.abc import Callable
from typing import Final

NOWHERE: Final = "about:invalid"
"""An address that no browser ever asks for."""
# A string that is not closed ends with its line: nothing is looked through twice for its end.
_TOKEN: Final = re.compile(
    r"""
    (?P<comment>/\*(?:.*?\*/|.*\Z))
    |@import\s*(?:url\(\s*)?(?:"(?P<i1>[^"\n]*)"|'(?P<i2>[^'\n]*)'|(?P<i3>[^\s"'();]+))\s*\)?
      (?P<media>[^;{}]*);?
    |url\(\s*+(?:"(?P<u1>[^"\n]*)"|'(?P<u2>[^'\n]*)'|(?P<u3>(?:\\[0-9a-f]{1,6}\s?|\\.|[^"'()\s\\])*+))\s*+\)
    |(?P<string>"(?:\\.|[^"\\\n])*+"?|'(?:\\.|[^'\\\n])*+'?)
    |@charset\s[^;{}]*+;?
    |(?P<late>font-display\s*:\s*(?:optional|fallback|block|auto))
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
_ESCAPE: Final = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|(.))", re.DOTALL)

Find = Callable[[str], str]
"""An address as it stands in a sheet -> where the file is kept; empty: nowhere."""


def rewritten(css: str, find_file: Find, find_sheet: Find) -> str:
    """A style sheet with the addresses of kept files; comments are left out.

    Cost: each letter is looked at once or twice.

    Args:
        css: the sheet.
        find_file: for fonts and pictures.
        find_sheet: for sheets that it imports.
    """

    def said(found: re.Match[str]) -> str:
        if found["string"] is not None:
            return found[0]
        if found["late"] is not None:
            # A reader who comes back has the font already.
            return "font-display: swap"
        imported = _first(found, "i1", "i2", "i3")
        if imported is not None:
            kept = find_sheet(imported)
            return f'@import "{kept}"{found["media"]};' if kept else ""
        named = _first(found, "u1", "u2", "u3")
        if named is None:
            return " " if found["comment"] is not None else ""
        if named.startswith("#"):
            return found[0]
        return f'url("{find_file(named) or NOWHERE}")'

    return _TOKEN.sub(said, css)


def _first(found: re.Match[str], *names: str) -> str | None:
    told = next((found[each] for each in names if found[each] is not None), None)
    return None if told is None else _ESCAPE.sub(_letter, told).strip()


def _letter(found: re.Match[str]) -> str:
    if found[1] is None:
        return found[2].strip("\n")
    number = int(found[1], 16)
    return chr(number) if 0 < number < 0xD800 or 0xDFFF < number <= 0x10FFFF else "\ufffd"
