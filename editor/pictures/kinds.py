# SPDX-License-Identifier: GPL-3.0-or-later
"""What a file is, found by its first bytes and never by its name."""

HEAD_BYTES = 4096
"""How much of the start of a file `kind_of` wants."""

TAKE_WORDS = frozenset({"image/jpeg", "image/png", "image/webp", "image/tiff"})
"""The kinds that words can be written into; of all others they lie beside."""

_STARTS = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\x00\x10\x00\x00\x00CR", "RAW"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"II+\x00", "image/tiff"),
    (b"MM\x00+", "image/tiff"),
    (b"FUJIFILMCCD-RAW", "RAW"),
    (b"IIRO", "RAW"),
    (b"IIU\x00", "RAW"),
    (b"8BPS", "Photoshop"),
    (b"BM", "BMP"),
    (b"\xff\x0a", "JPEG XL"),
    (b"\x00\x00\x00\x0cJXL ", "JPEG XL"),
    (b"\x00\x00\x00\x0cjP  ", "JPEG 2000"),
    (b"%PDF", "PDF"),
    (b"%!PS", "PostScript"),
    (b"PK\x03\x04", "ZIP"),
    (b"\xd0\xcf\x11\xe0", "Office"),
    (b"\x1aE\xdf\xa3", "video"),
)

_BRANDS = {
    b"avif": "image/avif",
    b"avis": "image/avif",
    b"heic": "image/heic",
    b"heix": "image/heic",
    b"heim": "image/heic",
    b"heis": "image/heic",
    b"hevc": "image/heic",
    b"hevx": "image/heic",
    b"mif1": "image/heic",
    b"msf1": "image/heic",
    b"crx ": "RAW",
}


def kind_of(head: bytes) -> str:
    """The media type of a picture that Stet takes, else the plain name of what it is, else "".

    Args:
        head: the first bytes of the file; `HEAD_BYTES` are enough.
    """
    for start, kind in _STARTS:
        if head.startswith(start):
            return kind
    if head[:4] == b"RIFF":
        return "image/webp" if head[8:12] == b"WEBP" else "video"
    if head[4:8] == b"ftyp":
        return _boxed(head)
    return _marked_up(head)


def is_picture(kind: str) -> bool:
    """Is this a kind that Stet takes?"""
    return kind.startswith("image/")


def _boxed(head: bytes) -> str:
    # ISO 14496-12: size, "ftyp", major brand, version, compatible brands to the end of the box.
    major, end = head[8:12], int.from_bytes(head[:4], "big")
    compatible = [head[at : at + 4] for at in range(16, min(end, len(head)), 4)]
    if major in (b"mif1", b"msf1") and b"avif" in compatible:
        return "image/avif"
    return _BRANDS.get(major, "video")


def _marked_up(head: bytes) -> str:
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if not text.startswith(b"<"):
        return ""
    if b"<svg" in text:
        return "SVG"
    return "HTML" if b"<html" in text or b"<!doctype html" in text else "XML"
