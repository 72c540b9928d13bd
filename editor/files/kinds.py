# SPDX-License-Identifier: GPL-3.0-or-later
"""What a document is by its bytes, whatever its name says; and what to do with one of no use."""

import io
import zipfile
import zlib
from pathlib import PurePath
from typing import Final

from editor.errors import Refused

UNFOLDED_LIMIT_BYTES: Final = 500_000_000
BROKEN: Final = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError)
"""What an archive raises that is not whole, or packed as nobody packs documents."""
_COMPOUND: Final = bytes.fromhex("d0cf11e0a1b11ae1")
"""How files of Office began before 2007, and how it wraps what a password protects."""
_PROTECTED: Final = "EncryptedPackage".encode("utf-16-le")
_OLD_WORD: Final = "WordDocument".encode("utf-16-le")
_ZIP: Final = b"PK\x03\x04"
_UTF_16: Final = (b"\xff\xfe", b"\xfe\xff")
_TEXTS: Final = frozenset({".txt", ".md", ".markdown", ".html", ".htm"})
_SAVED: Final = frozenset({".mht", ".mhtml"})
_WORDS: Final = frozenset({".docx", ".docm", ".dotx", ".doc", ".rtf", ".odt", ".ott"})
ENDINGS: Final = _TEXTS | _SAVED | _WORDS
"""What documents are called at the end."""
_LOOKED_AT_BYTES: Final = 4096


def check_name(file_name: str) -> str:
    """The ending of a document's name.

    Raises:
        Refused: `files.unknown_kind`.
    """
    ending = PurePath(file_name).suffix.lower()
    if ending not in ENDINGS:
        raise Refused("files.unknown_kind", file=file_name)
    return ending


def kind_of(data: bytes, file_name: str) -> str:
    """The ending that its bytes deserve: `.docx .odt .rtf .html .mhtml .md .txt`.

    Raises:
        Refused: `files.unknown_kind`, `files.damaged`, `files.too_large`; `files.protected` and
            `files.old_word` for documents that only Word opens; `files.pdf`.
    """
    ending = check_name(file_name)
    start = data.lstrip()[:_LOOKED_AT_BYTES]
    if data.startswith(_COMPOUND):
        raise Refused(_of_compound(data), file=file_name)
    if start.startswith(b"%PDF-"):
        raise Refused("files.pdf", file=file_name)
    if start.startswith(b"{\\rtf"):
        return ".rtf"
    if data.startswith(_ZIP) or ending in {".docx", ".odt"}:
        return _of_zip(data, file_name)
    return _of_text(data, start, ending, file_name)


def _of_compound(data: bytes) -> str:
    if _PROTECTED in data:
        return "files.protected"
    return "files.old_word" if _OLD_WORD in data else "files.damaged"


def _of_text(data: bytes, start: bytes, ending: str, file_name: str) -> str:
    is_wide = data.startswith(_UTF_16)
    if b"\0" in data and not is_wide:
        raise Refused("files.damaged", file=file_name)
    if ending in _SAVED:
        return ".mhtml"
    if ending in _TEXTS:
        return {".htm": ".html", ".markdown": ".md"}.get(ending, ending)
    # Many programs write a page and call it a document of Word.
    lowered = start.lower()
    if b"mime-version:" in lowered and b"multipart/related" in lowered:
        return ".mhtml"
    if b"<html" in lowered or b"<!doctype html" in lowered:
        return ".html"
    raise Refused("files.damaged", file=file_name)


def _of_zip(data: bytes, file_name: str) -> str:
    """What a zip holds; a small one may unfold into more than a computer can hold."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            size_bytes = sum(each.file_size for each in archive.infolist())
            names = frozenset(archive.namelist())
            is_protected = _is_protected(archive, names, size_bytes)
    except (*BROKEN, ValueError, KeyError, OSError) as e:
        raise Refused("files.damaged", file=file_name) from e
    if size_bytes > UNFOLDED_LIMIT_BYTES:
        raise Refused("files.too_large", file=file_name, limit_bytes=UNFOLDED_LIMIT_BYTES)
    if is_protected:
        raise Refused("files.protected", file=file_name)
    if "content.xml" in names:
        return ".odt"
    if any(each.startswith("word/") for each in names):
        return ".docx"
    raise Refused("files.damaged", file=file_name)


def _is_protected(archive: zipfile.ZipFile, names: frozenset[str], size_bytes: int) -> bool:
    if any(each.flag_bits & 1 for each in archive.infolist()):
        return True
    manifest = "META-INF/manifest.xml"
    if manifest not in names or size_bytes > UNFOLDED_LIMIT_BYTES:
        return False
    return b"encryption-data" in archive.read(manifest)
