# SPDX-License-Identifier: GPL-3.0-or-later
"""A page off the clipboard: clean copy, a receipt, and the pictures that came along with it."""

import base64
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit

from editor.errors import EditorError, Refused
from editor.model.picture import Picture
from editor.text import clean
from editor.text.clean import Receipt
from editor.text.legacy import Found
from editor.text.writing import FoundPicture

_SHOWN_ADDRESS_CHARS = 200


class Intake(Protocol):
    """What takes pictures in; `editor.pictures.intake.Intake` does."""

    def take(self, path: Path, /) -> Picture:
        """The picture in a file."""

    def take_bytes(self, data: bytes, file_name: str, /) -> Picture:
        """The picture in these bytes."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A picture of the page that is in the store now."""

    picture: Picture
    alt_text: str
    caption: str = ""
    caption_blocks: int = 0
    """So many blocks of the copy below it are its caption: see `without_captions`."""


@dataclass(frozen=True, slots=True)
class Missing:
    """A picture of the page that only its name is here of."""

    code: str
    """Why; with `values` it becomes a sentence."""
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Page:
    """What a page off the clipboard became."""

    copy: str
    receipt: Receipt
    taken: Mapping[str, Taken] = field(default_factory=dict)
    """By the name that the copy calls it, in the order of the copy."""
    missing: Mapping[str, Missing] = field(default_factory=dict)
    found: Found | None = None
    """How its letters are written, or were, that are not Unicode; `text` is the copy in Unicode."""
    is_converted: bool = False
    """Somebody was asked, and `copy` is in Unicode now."""


def read(html: str, intake: Intake) -> Page:
    """Clean a page, and take in the pictures that it carries or that lie on this computer.

    Nothing is fetched from the network. Cost: a second for each megabyte, and that of each
    picture; never on the thread of the widgets.
    """
    cleaned = clean.from_html(html)
    taken: dict[str, Taken] = {}
    missing: dict[str, Missing] = {}
    for found in cleaned.pictures:
        try:
            taken[found.name] = taken_as(found, _take(found, intake))
        except EditorError as error:
            missing[found.name] = missing_for(found, error)
    old = cleaned.found if cleaned.found and cleaned.found.text != cleaned.copy else None
    return Page(cleaned.copy, cleaned.receipt, taken, missing, old)


def taken_as(found: FoundPicture, picture: Picture) -> Taken:
    """A picture that is in the store now, with what the page said of it."""
    return Taken(picture, found.alt_text.strip(), found.caption, found.caption_blocks)


def missing_for(found: FoundPicture, error: EditorError) -> Missing:
    """A picture that could not be taken, and why."""
    return Missing(error.code, {**error.values, "name": found.name})


def elsewhere(found: FoundPicture) -> Refused:
    """Why a picture did not come along whose bytes are not in the page."""
    address = found.address.strip()
    code = "pasted.on_the_web" if address.startswith(("http://", "https://")) else "pasted.not_here"
    return Refused(code, address=address[:_SHOWN_ADDRESS_CHARS])


def without_captions(copy: str, blocks: Mapping[str, int]) -> str:
    """The copy without the captions that stand in the strip now.

    Args:
        copy: as the page gave it.
        blocks: by the name of a picture, how many blocks below it are its caption.
    """
    waiting = {f"![]({name})": number for name, number in blocks.items() if number}
    kept, to_skip = [], 0
    for block in copy.split("\n\n"):
        if to_skip:
            to_skip -= 1
            continue
        kept.append(block)
        to_skip = waiting.pop(block, 0)
    return "\n\n".join(kept)


def _take(found: FoundPicture, intake: Intake) -> Picture:
    address = found.address.strip()
    if address.startswith("data:"):
        return intake.take_bytes(inline_picture(address), found.name)
    if path := _on_this_computer(address):
        return intake.take(path)
    raise elsewhere(found)


def _on_this_computer(address: str) -> Path | None:
    """The file of a `file:` address; None for all others, and for those of other computers."""
    try:
        parts = urlsplit(address)
        if parts.scheme != "file" or parts.netloc not in {"", "localhost"}:
            return None
        path = unquote(parts.path)
        # file:///C:/Users/...
        return Path(path.lstrip("/") if os.name == "nt" else path)
    except ValueError:
        return None


def inline_picture(address: str) -> bytes:
    """The bytes of a picture that stands in the page itself; empty: there is none."""
    head, _, body = address.partition(",")
    if not (head.startswith("data:image/") and head.endswith(";base64")):
        return b""
    try:
        return base64.b64decode(body, validate=True)
    except ValueError:
        return b""
