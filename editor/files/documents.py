# SPDX-License-Identifier: GPL-3.0-or-later
"""Documents as they come by mail (docx, odt, rtf, HTML, Markdown, text) -> fields and pictures."""

import io
import re
import tomllib
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Protocol, cast
from urllib.parse import unquote, urlsplit

from editor.errors import Refused
from editor.files import notes, opendocument, richtext, saved
from editor.files.notes import Unfolded
from editor.files.saved import SavedStory
from editor.text import clean, legacy
from editor.text.clean import Cleaned
from editor.text.legacy import Found
from editor.text.pasted import inline_picture

LIMIT_BYTES = 64_000_000
UNFOLDED_LIMIT_BYTES = 500_000_000
TITLE_LETTERS = 200
"""A first line that is longer is a paragraph, not a headline."""

_FRONT = re.compile(r"\+\+\+\n(.*?)\n\+\+\+\n+", re.DOTALL)
_HEADING = re.compile(r"# (.+)\n*")
_WORD_STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
"""
_TEXTS = ("kicker", "headline", "standfirst", "category", "dateline_place", "language", "slugline")


@dataclass(frozen=True, slots=True)
class Document:
    """What a file had in it."""

    fields: Mapping[str, object]
    """By the names of `Article`'s fields: `headline`, `body`, `tags` ..."""
    pictures: tuple[tuple[str, bytes], ...] = ()
    """(the name that the copy calls it, its bytes)."""
    receipt: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    """`kept` and `dropped`, each by kind and number; empty where nothing had to be cleaned."""
    converted: Mapping[str, object] = field(default_factory=dict)
    """The fields in Unicode; empty where `fields` are in it."""
    found: Found | None = None
    """How the letters were written that are not plain Unicode."""


def read(path: Path) -> Document:
    """A document out of a file, cleaned as a paste is.

    Raises:
        Refused: `files.unreadable`, `files.too_large`, `files.unknown_kind` (docx, odt, rtf, html,
            htm, md, markdown and txt are known), `files.damaged`.
    """
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        raise Refused("files.unknown_kind", file=path.name)
    try:
        if path.stat().st_size > LIMIT_BYTES:
            raise Refused("files.too_large", file=path.name, limit_bytes=LIMIT_BYTES)
        data = path.read_bytes()
    except OSError as error:
        raise Refused("files.unreadable", file=path.name) from error
    return reader(path, data)


def write_markdown(fields: Mapping[str, object]) -> str:
    """An article as one Markdown file: its fields in front, then the copy; `read` reads it back."""
    import tomli_w  # noqa: PLC0415  # only an export needs it

    front = {name: value for name, value in fields.items() if value and name != "body"}
    head = f"+++\n{tomli_w.dumps(front)}+++\n\n" if front else ""
    return f"{head}{fields.get('body', '')}\n"


def in_unicode(document: Document) -> Document:
    """A document whose letters are old ones, converted; as it is where they are not."""
    return replace(document, fields=document.converted or document.fields)


def _read_text(_path: Path, data: bytes) -> Document:
    return _read_letters(data, _fields_of_text)


def _read_markdown(_path: Path, data: bytes) -> Document:
    return _read_letters(data, _fields_of_markdown)


def _read_letters(data: bytes, fields_of: Callable[[str], dict[str, object]]) -> Document:
    text, is_unicode = legacy.letters(data)
    found = legacy.recognise(text)
    return _document(text, found, lambda each: fields_of(clean.tidy(each)), is_unicode=is_unicode)


def _fields_of_text(text: str) -> dict[str, object]:
    copy = text.strip("\n")
    first, _, rest = copy.partition("\n")
    is_title = rest.startswith("\n") and 0 < len(first) <= TITLE_LETTERS
    if not is_title:
        return {"body": copy}
    return {"headline": first.strip(), "body": rest.strip("\n")}


def _fields_of_markdown(copy: str) -> dict[str, object]:
    front = _FRONT.match(copy)
    fields = _front_fields(front.group(1)) if front else {}
    body = copy[front.end() :] if front else copy
    return {**_titled(body), **fields}


def _document(
    text: str,
    found: Found | None,
    fields_of: Callable[[str], dict[str, object]],
    *,
    is_unicode: bool = True,
) -> Document:
    converted = fields_of(found.text) if found else {}
    # Bytes that are no Unicode have to be read as something: there is nothing to ask.
    fields = converted if converted and not is_unicode else fields_of(text)
    return Document(fields, converted=converted, found=found)


def _read_html(path: Path, data: bytes) -> Document:
    text, is_unicode = legacy.letters(data)
    cleaned = clean.from_html(text)
    made = _carrying(cleaned, lambda address: _beside(path, address), is_unicode=is_unicode)
    story = saved.story_of(text) if cleaned.found is None else None
    return replace(made, fields=_lifted(cleaned.copy, story)) if story else made


def _lifted(copy: str, story: SavedStory) -> dict[str, object]:
    """The fields of a page saved from a site; where and when it stood there is for the desk."""
    fields: dict[str, object] = {
        "headline": story.headline,
        "standfirst": story.standfirst,
        "authors": story.authors,
        "ednote": " · ".join(each for each in (story.address, story.time) if each),
        "body": saved.without_lifted(copy.strip("\n"), story),
    }
    return {name: value for name, value in fields.items() if value}


def _read_docx(path: Path, data: bytes) -> Document:
    import mammoth  # noqa: PLC0415  # slow to load, and few sessions import anything

    _check_size(path, data)
    pictures: dict[str, bytes] = {}

    def keep(image: _DocxImage) -> dict[str, str]:
        with image.open() as source:
            ending = image.content_type.removeprefix("image/").replace("jpeg", "jpg")
            name = f"{path.stem.replace(' ', '-')}-{len(pictures) + 1}.{ending}"
            pictures[name] = source.read()
        return {"src": name, "alt": getattr(image, "alt_text", None) or ""}

    try:
        found = mammoth.convert_to_html(
            io.BytesIO(data),
            convert_image=mammoth.images.img_element(keep),
            style_map=_WORD_STYLES,
        )
    except Exception as error:  # zip, XML, keys: it raises whatever breaks
        raise Refused("files.damaged", file=path.name) from error
    cleaned = clean.from_html(str(found.value))
    return _carrying(cleaned, lambda address: pictures.get(address, b""))


def _read_odt(path: Path, data: bytes) -> Document:
    _check_size(path, data)
    return _unfolded(opendocument.unfold(data, path.name))


def _read_rtf(path: Path, data: bytes) -> Document:
    return _unfolded(richtext.unfold(data, path.name))


def _unfolded(found: Unfolded) -> Document:
    """A document that came as HTML and notes."""
    cleaned = clean.from_html(found.html)
    old = cleaned.found
    old = replace(old, text=notes.in_markdown(old.text)) if old else None
    noted = replace(cleaned, copy=notes.in_markdown(cleaned.copy), found=old)
    return _carrying(noted, lambda address: found.pictures.get(address, b""))


def _check_size(path: Path, data: bytes) -> None:
    """A Word document is a zip: a small one may unfold into more than a computer can hold."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            size_bytes = sum(each.file_size for each in archive.infolist())
    except (zipfile.BadZipFile, ValueError) as error:
        raise Refused("files.damaged", file=path.name) from error
    if size_bytes > UNFOLDED_LIMIT_BYTES:
        raise Refused("files.too_large", file=path.name, limit_bytes=UNFOLDED_LIMIT_BYTES)


def _carrying(
    cleaned: Cleaned, carried: Callable[[str], bytes], *, is_unicode: bool = True
) -> Document:
    """A cleaned page; the pictures that came along have the names that the copy calls them."""
    named = ((each.name, each.address) for each in cleaned.pictures)
    found = ((name, carried(address) or inline_picture(address)) for name, address in named)
    pictures = tuple((name, data) for name, data in found if data)
    receipt = {"kept": dict(cleaned.receipt.kept), "dropped": dict(cleaned.receipt.dropped)}
    made = _document(cleaned.copy, cleaned.found, _titled, is_unicode=is_unicode)
    return replace(made, pictures=pictures, receipt=receipt)


def _beside(page: Path, address: str) -> bytes:
    """The bytes of a picture that was saved along with its page, in or below the page's folder."""
    folder = page.parent.resolve()
    try:
        parts = urlsplit(address)
        if parts.scheme or parts.netloc or not parts.path:
            return b""
        found = (folder / unquote(parts.path)).resolve()
        if not found.is_relative_to(folder) or found.stat().st_size > LIMIT_BYTES:
            return b""
        return found.read_bytes()
    except (OSError, ValueError):
        return b""


def _titled(copy: str) -> dict[str, object]:
    """A heading of the first rank that opens the copy is the headline."""
    copy = copy.strip("\n")
    heading = _HEADING.match(copy)
    if heading is None:
        return {"body": copy}
    return {"headline": heading.group(1).strip(), "body": copy[heading.end() :]}


def _front_fields(text: str) -> dict[str, object]:
    try:
        table = tomllib.loads(text)
    except ValueError:
        return {}
    fields: dict[str, object] = {
        name: table[name] for name in _TEXTS if isinstance(table.get(name), str)
    }
    for name in ("tags", "authors"):
        listed = table.get(name)
        if isinstance(listed, list) and all(isinstance(each, str) for each in listed):
            fields[name] = tuple(cast("list[str]", listed))
    return fields


class _DocxImage(Protocol):
    content_type: str

    def open(self) -> "_Opened": ...


class _Opened(Protocol):
    def __enter__(self) -> "_Opened": ...

    def __exit__(self, *_: object) -> None: ...

    def read(self) -> bytes: ...


_READERS: Mapping[str, Callable[[Path, bytes], Document]] = MappingProxyType(
    {
        ".txt": _read_text,
        ".md": _read_markdown,
        ".markdown": _read_markdown,
        ".html": _read_html,
        ".htm": _read_html,
        ".docx": _read_docx,
        ".odt": _read_odt,
        ".rtf": _read_rtf,
    }
)
