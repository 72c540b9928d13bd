# SPDX-License-Identifier: GPL-3.0-or-later
"""Word documents (.docx) as HTML: pictures, notes, changes accepted, comments for the desk."""

import io
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, Protocol
from xml.etree import ElementTree as ET

from editor.errors import Refused
from editor.files.notes import Notes, Unfolded, without_marks

XML_LIMIT_BYTES: Final = 60_000_000
"""So much of words alone: a hundred novels."""
_STYLES: Final = """
p[style-name='Title'] => h1:fresh
p[style-name='Subtitle'] => p:fresh > strong
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
p[style-name='caption'] => p.caption:fresh
"""
_PREFIX: Final = "stet-note-"
_CALL: Final = re.compile(
    rf'<sup><a href="#{_PREFIX}((?:foot|end)note-[^"]*)" id="[^"]*">\[\d+\]</a></sup>'
)
_NOTES: Final = re.compile(rf'<ol>(?=<li id="{_PREFIX}(?:foot|end)note-)')
_NOTE: Final = re.compile(rf'<li id="{_PREFIX}((?:foot|end)note-[^"]*)">')
_BACK: Final = re.compile(rf'(?:<p>)?\s*<a href="#{_PREFIX}[^"]*">↑</a>')
_FAR: Final = re.compile(r"external image '(.*?)'[,:]", re.DOTALL)
_WORD: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MATHS: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_COUNTED: Final = {
    f"{_WORD}ins": "insertions",
    f"{_WORD}moveTo": "insertions",
    f"{_WORD}del": "deletions",
    f"{_WORD}moveFrom": "deletions",
    f"{_MATHS}oMath": "formulas",
}


class _Image(Protocol):
    content_type: str | None

    def open(self) -> "_Opened": ...


class _Opened(Protocol):
    def __enter__(self) -> "_Opened": ...

    def __exit__(self, *_: object) -> None: ...

    def read(self) -> bytes: ...


@dataclass(slots=True)
class _Pictures:
    """The pictures of one document, by the names that its HTML calls them."""

    stem: str
    held: dict[str, bytes] = field(default_factory=dict)

    def keep(self, image: _Image) -> dict[str, str]:
        """Keep the bytes of one; where it is elsewhere, only the address: nothing is fetched."""
        kind = (image.content_type or "").removeprefix("image/").replace("jpeg", "jpg")
        name = f"{self.stem}-{len(self.held) + 1}.{re.sub(r'[^a-z0-9].*', '', kind) or 'bin'}"
        alt = getattr(image, "alt_text", None) or ""
        try:
            with image.open() as source:
                self.held[name] = source.read()
        except ValueError as error:
            far = _FAR.search(str(error))
            return {"src": far[1] if far else name, "alt": alt}
        except (KeyError, zipfile.BadZipFile, zlib.error, EOFError):
            # The document names a picture that is not in it, or not whole.
            return {"src": name, "alt": alt}
        return {"src": name, "alt": alt}


def unfold(data: bytes, file_name: str, stem: str) -> Unfolded:
    """The whole document as its last reader saw it with all changes accepted.

    Args:
        data: the file.
        file_name: as refusals call it.
        stem: what its pictures are named after.

    Raises:
        Refused: `files.damaged`, `files.too_large`.

    Cost: 0.4 s for 10,000 words.
    """
    import mammoth  # noqa: PLC0415  # slow to load, and few sessions import anything

    try:
        counts, comments = _looked_through(data, file_name)
        pictures = _Pictures(stem)
        found = mammoth.convert_to_html(
            io.BytesIO(data),
            convert_image=mammoth.images.img_element(pictures.keep),
            style_map=_STYLES,
            id_prefix=_PREFIX,
        )
    except Refused:
        raise
    except Exception as error:  # zip, XML, keys: it raises whatever breaks
        raise Refused("files.damaged", file=file_name) from error
    html, count = _with_notes(without_marks(str(found.value)))
    kept = {"footnotes": count, "insertions": counts.pop("insertions", 0)}
    return Unfolded(
        html,
        pictures.held,
        kept={name: number for name, number in kept.items() if number},
        dropped={**counts, **({"remarks": len(comments)} if comments else {})},
        comments=comments,
    )


def _looked_through(data: bytes, file_name: str) -> tuple[dict[str, int], tuple[str, ...]]:
    """What was changed and remarked on; refuses what would not fit into a computer."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = [each for each in archive.infolist() if each.filename.endswith((".xml", ".rels"))]
        if sum(each.file_size for each in parts) > XML_LIMIT_BYTES:
            raise Refused("files.too_large", file=file_name, limit_bytes=XML_LIMIT_BYTES)
        if any(b"<!DOCTYPE" in archive.read(each) for each in parts):
            raise Refused("files.damaged", file=file_name)
        names = {each.filename for each in parts}
        told = Counter[str]()
        if "word/document.xml" in names:
            told = _counted(archive.read("word/document.xml"))
        is_remarked = "word/comments.xml" in names
        remarks = tuple(_comments(archive.read("word/comments.xml"))) if is_remarked else ()
    return dict(told), remarks


def _counted(xml: bytes) -> Counter[str]:
    root = ET.fromstring(xml)  # noqa: S314  # it declares no entity: that was looked for
    found = ((_COUNTED.get(each.tag), each) for each in root.iter())
    # One without anything in it marks the end of a paragraph.
    return Counter(name for name, each in found if name and len(each))


def _comments(xml: bytes) -> Iterator[str]:
    root = ET.fromstring(xml)  # noqa: S314  # as above
    for each in root.iter(f"{_WORD}comment"):
        said = " ".join(
            "".join(text.text or "" for text in paragraph.iter(f"{_WORD}t"))
            for paragraph in each.iter(f"{_WORD}p")
        )
        author = each.get(f"{_WORD}author", "").strip()
        if said.strip():
            yield f"{author}: {said.strip()}" if author else said.strip()


def _with_notes(html: str) -> tuple[str, int]:
    """Footnotes and endnotes as marks, by which they become the house's; how many there are."""
    opened = list(_NOTES.finditer(html))
    page = html[: opened[-1].start()] if opened else html
    pieces = _NOTE.split(html[opened[-1].end() :])[1:] if opened else []
    bodies = dict(zip(pieces[::2], map(_body, pieces[1::2]), strict=True))
    notes = Notes()
    page = _CALL.sub(lambda found: notes.put(bodies.get(found[1], "")), page)
    return page + notes.html(), len(bodies)


def _body(html: str) -> str:
    return _BACK.sub("", html).removesuffix("</ol>").removesuffix("</li>")
