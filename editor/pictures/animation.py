# SPDX-License-Identifier: GPL-3.0-or-later
"""An animated picture as readers get it: its own bytes less everything that is not shown."""

from collections.abc import Iterator

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_PNG_TOLD = frozenset({b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME"})
_WEBP_TOLD = frozenset({b"EXIF", b"XMP "})
_WEBP_TOLD_FLAGS = 0x08 | 0x04
_GIF_COMMENT, _GIF_APPLICATION = 0xFE, 0xFF
_GIF_LOOPS = (b"NETSCAPE2.0", b"ANIMEXTS1.0")


def without_metadata(data: bytes, media_type: str) -> bytes:
    """The animation without Exif, XMP, comments and place; frames and loops are untouched.

    Args:
        data: a GIF, WebP or PNG that the intake has taken.
        media_type: which of the three.
    """
    strip = {"image/webp": _webp, "image/png": _png, "image/gif": _gif}
    return strip[media_type](data)


def _webp(data: bytes) -> bytes:
    kept = []
    at = 12
    while at + 8 <= len(data):
        name, length = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        end = at + 8 + length + length % 2
        chunk = data[at:end]
        if name == b"VP8X":
            chunk = chunk[:8] + bytes([chunk[8] & ~_WEBP_TOLD_FLAGS]) + chunk[9:]
        if name not in _WEBP_TOLD:
            kept.append(chunk)
        at = end
    body = b"WEBP" + b"".join(kept)
    return b"RIFF" + len(body).to_bytes(4, "little") + body


def _png(data: bytes) -> bytes:
    kept = [_SIGNATURE]
    at = len(_SIGNATURE)
    while at + 12 <= len(data):
        end = at + 12 + int.from_bytes(data[at : at + 4], "big")
        if data[at + 4 : at + 8] not in _PNG_TOLD:
            kept.append(data[at:end])
        if data[at + 4 : at + 8] == b"IEND":
            break
        at = end
    return b"".join(kept)


def _gif(data: bytes) -> bytes:
    start = 13 + _colour_table_bytes(data[10])
    return data[:start] + b"".join(_gif_shown(data, start)) + b";"


def _gif_shown(data: bytes, start: int) -> Iterator[bytes]:
    at = start
    while at < len(data) and data[at : at + 1] in (b"!", b","):
        if data[at] == ord("!"):
            end = _after_blocks(data, at + 2)
            is_told = data[at + 1 : at + 2] == bytes([_GIF_COMMENT]) or (
                data[at + 1 : at + 2] == bytes([_GIF_APPLICATION])
                and data[at + 3 : at + 14] not in _GIF_LOOPS
            )
            if not is_told:
                yield data[at:end]
        else:
            flags = data[at + 9] if at + 9 < len(data) else 0
            end = _after_blocks(data, at + 11 + _colour_table_bytes(flags))
            yield data[at:end]
        at = end


def _colour_table_bytes(flags: int) -> int:
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def _after_blocks(data: bytes, at: int) -> int:
    """Where the run of sub-blocks that starts here ends."""
    while at < len(data) and data[at]:
        at += 1 + data[at]
    return at + 1
