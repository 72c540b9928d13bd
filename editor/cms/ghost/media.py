# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures to a Ghost: the file for readers once, under a name by which it is found again."""

import hashlib
from datetime import timedelta
from typing import Final

from editor.cms.adapter import FileOf, Post
from editor.cms.ghost import posts, troubles
from editor.cms.ghost.line import Line
from editor.errors import Offline
from editor.model import framing
from editor.model.binding import Binding
from editor.model.picture import WIDTHS_PX, Picture, Rendition
from editor.text.vietnamese import slug

_BOUND: Final = "stet-7d1f0c5a9b"
_LONGEST_NAME: Final = 40
_AROUND: Final = (timedelta(hours=-14), timedelta(hours=14), timedelta(days=-28))
"""Where the month may be another: the house sorts files by its own calendar."""


class Media:
    """The picture files of one house, which lists none and takes none back.

    A file is sent under a name that says what is in it. After a lost answer that name is looked
    for where the house puts files; where it puts them elsewhere, a second one is sent: the first
    one stays there, and no story shows it.

    Args:
        line: the way to it.
        file_of: makes the file that readers get.
    """

    def __init__(self, line: Line, file_of: FileOf) -> None:
        self._line = line
        self._file_of = file_of
        self.home = ""
        """The site's address."""

    def put(self, picture: Picture, marker: str, binding: Binding | None) -> Post:
        """Send the file; nothing where that very file is there.

        Raises:
            Offline, Refused: as `editor.cms.adapter.Adapter.put_picture`.
        """
        rendition = _shown(picture)
        if binding is not None and binding.facts.get("file") == rendition.name:
            return _file(binding.remote_id, rendition)
        data = self._file_of(picture, rendition.name).read_bytes()
        name = _name(picture, rendition)
        answer = self._line.call(
            "POST",
            "/images/upload/",
            content=_form(name, rendition.media_type, data, marker),
            headers={"Content-Type": f"multipart/form-data; boundary={_BOUND}"},
        )
        if answer.status != 201:
            known = answer.status not in (403, 404) or self._line.is_known()
            raise troubles.of_picture(answer, is_known=known)
        images = posts.rows(answer.doc, "images")
        address = images[0].get("url") if images else None
        if not isinstance(address, str) or not address:
            raise Offline("line.not_our_server")
        return _file(posts.place(address, self.home), rendition)

    def find(self, picture: Picture) -> tuple[Post, ...]:
        """The file of a picture, if it lies whole where the house puts files."""
        rendition = _shown(picture)
        size_bytes = self._file_of(picture, rendition.name).stat().st_size
        name, now = _name(picture, rendition), self._line.now()
        months = dict.fromkeys(f"{now + each:%Y/%m}" for each in _AROUND)
        for month in months:
            path = f"/content/images/{month}/{name}"
            stem, _, kind = path.rpartition(".")
            # The file itself may have been made smaller; beside it lies what came.
            for came in (f"{stem}_o.{kind}", path):
                if self._line.weighs(came) == size_bytes and self._line.weighs(path):
                    return (_file(path, rendition),)
        return ()


def _shown(picture: Picture) -> Rendition:
    return framing.shown(picture).plain(WIDTHS_PX[-1])


def _name(picture: Picture, rendition: Rendition) -> str:
    """A file name of plain letters that says what is in the file."""
    said = hashlib.sha256(f"{picture.sha256}/{rendition.name}".encode()).hexdigest()[:16]
    stem = slug(picture.file_name.rpartition(".")[0] or picture.file_name)[:_LONGEST_NAME]
    return f"{stem.strip('-')}-{said}.{rendition.name.rpartition('.')[2]}".lstrip("-")


def _form(name: str, media_type: str, data: bytes, marker: str) -> bytes:
    file = (
        f'--{_BOUND}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
        f"Content-Type: {media_type}\r\n\r\n"
    )
    rest = (("purpose", "image"), ("ref", marker))
    told = "".join(
        f'\r\n--{_BOUND}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{each}'
        for key, each in rest
    )
    return file.encode() + data + f"{told}\r\n--{_BOUND}--\r\n".encode()


def _file(place: str, rendition: Rendition) -> Post:
    fields = {
        "url": place,
        "file": rendition.name,
        "width": str(rendition.width_px),
        "height": str(rendition.height_px),
    }
    return Post(place, fields)
