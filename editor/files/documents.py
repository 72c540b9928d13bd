# SPDX-License-Identifier: GPL-3.0-or-later
"""Documents as they come by mail (docx, odt, rtf, HTML, Markdown, text) -> fields and pictures."""

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import cast
from urllib.parse import unquote, urlsplit

from editor.errors import Refused
from editor.files import kinds, notes, opendocument, opening, richtext, saved, word
from editor.files.notes import Unfolded
from editor.files.originals import Original
from editor.files.saved import SavedStory
from editor.text import clean, legacy
from editor.text.clean import Cleaned
from editor.text.legacy import Found
from editor.text.pasted import inline_picture
from editor.text.tidy import tidy
from editor.text.writing import FoundPicture, free_name, picture_name

LIMIT_BYTES = 200_000_000
"""Of a document with its pictures."""
WORDS_LIMIT_BYTES = 64_000_000
"""Of one that is words alone, or pictures written out as such."""
_PACKED = frozenset({".docx", ".odt"})

_FRONT = re.compile(r"\+\+\+\n(.*?)\n\+\+\+\n+", re.DOTALL)
_PICTURE = re.compile(r'!\[([^\]\n]*)\]\(<?([^)>\s]+)>?(?:\s+"([^"\n]*)")?\)')
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
    told: tuple[FoundPicture, ...] = ()
    """What is said of each picture that the copy names, of those too that did not come along."""
    words: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    """By the name of a picture, what is said of it besides, by the names of `Picture`'s fields."""
    lead: str = ""
    """The name of the picture that stands for the story."""
    original: Original | None = None
    """The story as it came, where it is kept."""


def read(path: Path) -> Document:
    """A document out of a file, cleaned as a paste is; its bytes say of what kind it is.

    Raises:
        Refused: `files.unreadable`, `files.too_large`, `files.unknown_kind` (docx, odt, rtf, html,
            htm, mhtml, md, markdown and txt are known), `files.damaged`, `files.protected`,
            `files.old_word`, `files.pdf`.
    """
    kinds.check_name(path.name)
    try:
        if path.stat().st_size > LIMIT_BYTES:
            raise Refused("files.too_large", file=path.name, limit_bytes=LIMIT_BYTES)
        data = path.read_bytes()
    except OSError as error:
        raise Refused("files.unreadable", file=path.name) from error
    kind = kinds.kind_of(data, path.name)
    if kind not in _PACKED and len(data) > WORDS_LIMIT_BYTES:
        raise Refused("files.too_large", file=path.name, limit_bytes=WORDS_LIMIT_BYTES)
    return _READERS[kind](path, data)


def write_markdown(fields: Mapping[str, object]) -> str:
    """An article as one Markdown file: its fields in front, then the copy; `read` reads it back."""
    import tomli_w  # noqa: PLC0415  # only an export needs it

    front = {name: value for name, value in fields.items() if value and name != "body"}
    head = f"+++\n{tomli_w.dumps(front)}+++\n\n" if front else ""
    return f"{head}{fields.get('body', '')}\n"


def in_unicode(document: Document) -> Document:
    """A document whose letters are old ones, converted; as it is where they are not."""
    told = tuple(replace(each, caption=_in_unicode(each.caption)) for each in document.told)
    return replace(document, fields=document.converted or document.fields, told=told)


def _in_unicode(line: str) -> str:
    found = legacy.recognise(line) if line else None
    return found.text if found else line


def _read_text(_path: Path, data: bytes) -> Document:
    return _read_letters(data, _fields_of_text)


def _read_markdown(path: Path, data: bytes) -> Document:
    made = _read_letters(data, _fields_of_markdown)
    named: dict[str, FoundPicture] = {}

    def call(found: re.Match[str]) -> str:
        name = free_name(picture_name(found[2]), {e.name for e in named.values()})
        told = FoundPicture(name, found[2], opening.plain(found[1]), found[3] or "")
        return f"![]({named.setdefault(found[2], told).name})"

    fields, converted = (
        {name: _PICTURE.sub(call, str(v)) if name == "body" else v for name, v in each.items()}
        for each in (made.fields, made.converted)
    )
    held = ((each.name, beside(path, each.address)) for each in named.values())
    pictures = tuple((name, data) for name, data in held if data)
    told = tuple(named.values())
    return replace(made, fields=fields, converted=converted, pictures=pictures, told=told)


def _read_letters(data: bytes, fields_of: Callable[[str], dict[str, object]]) -> Document:
    text, is_unicode = legacy.letters(data)
    found = legacy.recognise(text)
    return _document(text, found, lambda each: fields_of(tidy(each)), is_unicode=is_unicode)


def _fields_of_text(text: str) -> dict[str, object]:
    copy = text.strip("\n")
    first, _, rest = copy.partition("\n")
    is_title = rest.startswith("\n") and 0 < len(first) <= opening.TITLE_LETTERS
    if not is_title:
        return {"body": copy}
    return {"headline": first.strip(), "body": rest.strip("\n")}


def _fields_of_markdown(copy: str) -> dict[str, object]:
    front = _FRONT.match(copy)
    fields = _front_fields(front.group(1)) if front else {}
    body = copy[front.end() :] if front else copy
    return {**opening.titled(body), **fields}


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
    return _page(data, partial(beside, path))


def _read_mhtml(path: Path, data: bytes) -> Document:
    page, parts = saved.unpacked(data)
    if not page:
        raise Refused("files.damaged", file=path.name)
    return _page(page, lambda address: parts.get(address, b""))


def _page(data: bytes, carried: Callable[[str], bytes]) -> Document:
    """A page saved from a site; of one that tells of a story, only the story."""
    text, is_unicode = legacy.letters(data)
    story = saved.story_of(text)
    cleaned = clean.from_html(text, is_story=story is not None)
    made = _carrying(cleaned, carried, opening.titled, is_unicode=is_unicode)
    if story is None or cleaned.found is not None:
        return made
    return replace(made, fields=_lifted(cleaned.copy, story))


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
    return _unfolded(word.unfold(data, path.name, path.stem.replace(" ", "-")))


def _read_odt(path: Path, data: bytes) -> Document:
    return _unfolded(opendocument.unfold(data, path.name))


def _read_rtf(path: Path, data: bytes) -> Document:
    return _unfolded(richtext.unfold(data, path.name))


def _unfolded(found: Unfolded) -> Document:
    """A document that came as HTML and notes."""
    cleaned = clean.from_html(found.html)
    old = cleaned.found
    old = replace(old, text=notes.in_markdown(old.text)) if old else None
    noted = replace(cleaned, copy=notes.in_markdown(cleaned.copy), found=old)
    made = _carrying(noted, lambda address: found.pictures.get(address, b""), opening.dressed)
    receipt = {
        "kept": {**made.receipt["kept"], **found.kept},
        "dropped": {**made.receipt["dropped"], **found.dropped},
    }
    if not found.comments:
        return replace(made, receipt=receipt)
    told = {"ednote": "\n".join(found.comments)}
    converted = {**made.converted, **told} if made.converted else {}
    return replace(made, receipt=receipt, fields={**made.fields, **told}, converted=converted)


def _carrying(
    cleaned: Cleaned,
    carried: Callable[[str], bytes],
    fields_of: Callable[[str], dict[str, object]],
    *,
    is_unicode: bool = True,
) -> Document:
    """A cleaned page; the pictures that came along have the names that the copy calls them."""
    named = ((each.name, each.address) for each in cleaned.pictures)
    found = ((name, carried(address) or inline_picture(address)) for name, address in named)
    pictures = tuple((name, data) for name, data in found if data)
    receipt = {"kept": dict(cleaned.receipt.kept), "dropped": dict(cleaned.receipt.dropped)}
    made = _document(cleaned.copy, cleaned.found, fields_of, is_unicode=is_unicode)
    return replace(made, pictures=pictures, receipt=receipt, told=cleaned.pictures)


def beside(page: Path, address: str) -> bytes:
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


_READERS: Mapping[str, Callable[[Path, bytes], Document]] = MappingProxyType(
    {
        ".txt": _read_text,
        ".md": _read_markdown,
        ".html": _read_html,
        ".mhtml": _read_mhtml,
        ".docx": _read_docx,
        ".odt": _read_odt,
        ".rtf": _read_rtf,
    }
)
