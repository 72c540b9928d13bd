# SPDX-License-Identifier: GPL-3.0-or-later
"""Paper: the fonts, colours and margins that the sheets of the desk share."""

from functools import cache
from pathlib import Path

from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

INK, QUIET, ACCENT, LINE = (HexColor(each) for each in (0x1D1B19, 0x6B6660, 0xC2371F, 0xE3E0DA))
MARGIN = 16 * mm
_NAMES = ("BeVietnamPro-Regular", "BeVietnamPro-SemiBold")


@cache
def registered(fonts: Path) -> tuple[str, str]:
    """The names of the plain and the strong font, which hold every Vietnamese letter.

    Args:
        fonts: the folder with their files.
    """
    for name in _NAMES:
        pdfmetrics.registerFont(TTFont(name, fonts / f"{name}.ttf"))
    plain, strong = _NAMES
    return plain, strong


def fitting(text: str, font: str, size: float, width: float) -> str:
    """The text, or as much of its beginning as a width has room for."""
    if pdfmetrics.stringWidth(text, font, size) <= width:
        return text
    while text and pdfmetrics.stringWidth(text + "…", font, size) > width:
        text = text[:-1]
    return text.rstrip() + "…"
