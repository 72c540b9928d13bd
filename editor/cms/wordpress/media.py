# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures to a WordPress: the file for readers once, with its words, found again by its slug."""

import hashlib
import json
from collections.abc import Mapping
from typing import Final
from urllib.parse import urlencode

from editor.cms.adapter import FileOf, Post
from editor.cms.foreign import Answer, Foreign
from editor.cms.intake import proven
from editor.cms.spelling import nfc
from editor.cms.wordpress import troubles
from editor.errors import Offline
from editor.model import framing
from editor.model.binding import Binding
from editor.model.picture import WIDTHS_PX, Picture, Rendition
from editor.text.vietnamese import slug

_API: Final = "/wp-json/wp/v2/media"
_FIELDS: Final = (
    # Of a caption it knows no parts: asked for `caption.raw` it says nothing at all.
    "id,slug,source_url,author,title.raw,caption,alt_text,media_details.width,media_details.height"
)
_JSON: Final = {"Content-Type": "application/json"}
_LONGEST_NAME: Final = 60
_UNFINISHED: Final = {"action": "create-image-subsizes"}


class Media:
    """The picture files of one house.

    Args:
        line: the way to it.
        file_of: makes the file that readers get.
    """

    def __init__(self, line: Foreign, file_of: FileOf) -> None:
        self._line = line
        self._file_of = file_of

    def put(self, picture: Picture, marker: str, binding: Binding | None) -> Post:
        """Send the file and its words; where that very file is there, its words alone.

        Raises:
            Offline, Refused: as `editor.cms.adapter.Adapter.put_picture`.
        """
        rendition = framing.shown(picture).plain(WIDTHS_PX[-1])
        stands = binding.facts.get("file") if binding is not None else None
        if binding is None or stands not in (None, rendition.name):
            return self._sent(picture, rendition, marker)
        if stands is None:
            # Found again after a lost answer: its sizes may never have been made.
            path = f"{_API}/{binding.remote_id}/post-process"
            self._line.call("POST", path, content=_bytes(_UNFINISHED), headers=_JSON)
        return self._worded(binding.remote_id, picture, rendition)

    def find(self, marker: str) -> tuple[Post, ...]:
        """The files under a marker, the one with the lowest number first."""
        answer = self._line.call("GET", f"{_API}?slug={marker}&context=edit&_fields={_FIELDS}")
        if answer.status != 200:
            raise troubles.of(answer)
        return proven([_file(row, "") for row in answer.rows], marker)

    def _sent(self, picture: Picture, rendition: Rendition, marker: str) -> Post:
        data = self._file_of(picture, rendition.name).read_bytes()
        asked = urlencode({"slug": marker, **_words(picture), "_fields": _FIELDS})
        headers = {
            "Content-Type": rendition.media_type,
            "Content-Disposition": f'attachment; filename="{_name(picture, rendition)}"',
            "Content-MD5": hashlib.md5(data, usedforsecurity=False).hexdigest(),
        }
        answer = self._line.call("POST", f"{_API}?{asked}", content=data, headers=headers)
        if answer.status != 201:
            raise troubles.of(answer)
        if _is_worded(answer, picture):
            return _file(answer.doc, rendition.name)
        # What the file says of itself was taken for what was left empty.
        return self._worded(str(answer.doc.get("id")), picture, rendition)

    def _worded(self, remote_id: str, picture: Picture, rendition: Rendition) -> Post:
        path = f"{_API}/{remote_id}?_fields={_FIELDS}"
        answer = self._line.call("POST", path, content=_bytes(_words(picture)), headers=_JSON)
        if answer.status != 200:
            raise troubles.of(answer)
        return _file(answer.doc, rendition.name)


def _words(picture: Picture) -> dict[str, str]:
    title = nfc(picture.title or picture.headline)
    # A file without a title is called by its name there, and no reader sees that.
    named = {"title": title} if title else {}
    return {**named, "caption": nfc(picture.caption), "alt_text": nfc(picture.alt_text)}


def _is_worded(answer: Answer, picture: Picture) -> bool:
    wanted = _words(picture)
    given = {
        "title": _raw(answer.doc, "title"),
        "caption": _raw(answer.doc, "caption"),
        "alt_text": str(answer.doc.get("alt_text", "")),
    }
    return {name: given[name] for name in wanted} == wanted


def _raw(doc: Mapping[str, object], name: str) -> str:
    value = doc.get(name)
    return nfc(str(value.get("raw", ""))) if isinstance(value, dict) else ""


def _bytes(told: Mapping[str, object]) -> bytes:
    return json.dumps(told).encode()


def _name(picture: Picture, rendition: Rendition) -> str:
    """A file name of plain letters: no other arrives whole everywhere."""
    stem = slug(picture.file_name.rpartition(".")[0] or picture.file_name)[:_LONGEST_NAME].strip(
        "-"
    )
    return f"{stem or picture.sha256[:20]}.{rendition.name.rpartition('.')[2]}"


def _file(doc: Mapping[str, object], rendition_name: str) -> Post:
    number, address = doc.get("id"), doc.get("source_url")
    if not isinstance(number, int) or not isinstance(address, str):
        raise Offline("line.not_our_server")
    details = doc.get("media_details")
    size = details if isinstance(details, dict) else {}
    fields = {
        "slug": str(doc.get("slug", "")),
        "url": address,
        "width": str(size.get("width", "")),
        "height": str(size.get("height", "")),
    }
    if rendition_name:
        fields["file"] = rendition_name
    return Post(str(number), fields, author=f"#{doc.get('author', '')}")
