# SPDX-License-Identifier: GPL-3.0-or-later
"""Leading: a font without a letter, put before the copy's so that lines stand apart at no cost.

QPlainTextEdit has no line height. A line is as tall as the first family of its font says, and
letters that this family lacks come from the next: an empty font with generous ascent and descent
sets the lines apart, with caret, selection and hit-testing right and nothing done at a key press.
"""

import struct

from PySide6.QtGui import QFont, QFontDatabase

LINE_HEIGHT = 1.6
"""Of the size of the type; stacked marks (Ấ Ậ Ỗ Ặ) need 1.4."""

_UNITS = 1000
_BELOW = 0.3
"""How much of a line's height is below the base line."""
_STYLES = (("Regular", 400, 0), ("Bold", 700, 0), ("Italic", 400, 1), ("Bold Italic", 700, 1))

_loaded: set[str] = set()


def spaced(font: QFont, line_height: float = LINE_HEIGHT) -> QFont:
    """The font with its lines set apart. Needs a QGuiApplication.

    Args:
        font: of the copy; its first family decides.
        line_height: as a multiple of the font's size.
    """
    # Qt remembers what follows a family by that family's name: one empty font for each.
    family = f"Stet Leading {round(line_height * 100)} {font.families()[0]}"
    if family not in _loaded:
        for style, weight, italic in _STYLES:
            data = _font_file(family, style, weight, italic, line_height)
            QFontDatabase.addApplicationFontFromData(data)
        _loaded.add(family)
    taller = QFont(font)
    taller.setFamilies([family, *font.families()])
    return taller


def _font_file(family: str, style: str, weight: int, italic: int, line_height: float) -> bytes:
    """A TrueType font with one empty glyph.

    Source: https://learn.microsoft.com/typography/opentype/spec
    """
    descent = round(_UNITS * line_height * _BELOW)
    ascent = round(_UNITS * line_height) - descent
    is_bold = weight > 500
    head = struct.pack(
        ">IIIIHHqqhhhhHHhhh",
        *(0x10000, 0x10000, 0, 0x5F0F3CF5, 3, _UNITS, 0, 0, 0, -descent, _UNITS, ascent),
        *(is_bold | italic << 1, 8, 2, 0, 0),
    )
    hhea = struct.pack(
        ">IhhhH11hH", 0x10000, ascent, -descent, 0, _UNITS, 0, 0, _UNITS, 1, *[0] * 7, 1
    )
    tables = {
        "OS/2": _os2(ascent, descent, weight, italic),
        "cmap": struct.pack(
            ">HHHHI12H", 0, 1, 3, 1, 12, 4, 24, 0, 2, 2, 0, 0, 0xFFFF, 0, 0xFFFF, 1, 0
        ),
        "glyf": b"",
        "head": head,
        "hhea": hhea,
        "hmtx": struct.pack(">Hh", _UNITS, 0),
        "loca": struct.pack(">HH", 0, 0),
        "maxp": struct.pack(">IHHH11H", 0x10000, 1, 0, 0, 0, 0, 2, *[0] * 8),
        "name": _names(family, style),
        "post": struct.pack(">IIhhIIIII", 0x30000, 0, -100, 50, 0, 0, 0, 0, 0),
    }
    return _assembled(tables)


def _os2(ascent: int, descent: int, weight: int, italic: int) -> bytes:
    is_bold = weight > 500
    selection = italic | is_bold << 5 | (not is_bold and not italic) << 6 | 1 << 7
    return b"".join(
        (
            struct.pack(">HhHHH", 4, _UNITS, weight, 5, 0),
            bytes(11 * 2 + 10 + 4 * 4),
            b"STET",
            struct.pack(">HHH", selection, 0xFFFF, 0xFFFF),
            struct.pack(">hhhHH", ascent, -descent, 0, ascent, descent),
            struct.pack(">IIhhHHH", 0, 0, 500, 700, 0, 32, 1),
        )
    )


def _names(family: str, style: str) -> bytes:
    joined = f"{family} {style}".replace(" ", "")
    told = {1: family, 2: style, 3: joined, 4: f"{family} {style}", 6: joined}
    records, words = b"", b""
    for name_id, text in told.items():
        word = text.encode("utf-16-be")
        records += struct.pack(">6H", 3, 1, 0x409, name_id, len(word), len(words))
        words += word
    return struct.pack(">HHH", 0, len(told), 6 + len(records)) + records + words


def _assembled(tables: dict[str, bytes]) -> bytes:
    power = len(tables).bit_length() - 1
    ranges = 16 << power
    at = 12 + 16 * len(tables)
    index, body = b"", b""
    for tag, table in sorted(tables.items()):
        padded = table + bytes(-len(table) % 4)
        total = sum(struct.unpack(f">{len(padded) // 4}I", padded)) & 0xFFFFFFFF
        index += struct.pack(">4sIII", tag.encode(), total, at + len(body), len(table))
        body += padded
    counts = (len(tables), ranges, power, 16 * len(tables) - ranges)
    return struct.pack(">IHHHH", 0x10000, *counts) + index + body
