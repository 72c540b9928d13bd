# SPDX-License-Identifier: GPL-3.0-or-later
"""The picture library of a WordPress site: what its export says of each file, and where it lies."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final
from urllib.parse import quote, unquote, urlsplit

from editor.files import documents

FOLDERS: Final = ("uploads", "wp-content/uploads", "")
"""Where, beside the export, the files of the site are looked for."""
_SIZED: Final = re.compile(r"-(?:\d{1,5}x\d{1,5}|scaled|e\d{10,})(?=\.\w{2,5}$)")
"""What WordPress puts before the ending of a smaller copy."""
_UPLOADS: Final = re.compile(r"^.*?/(?:uploads|files)/")


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file of the site's library."""

    number: str
    address: str
    title: str = ""
    caption: str = ""
    alt_text: str = ""
    parent: str = ""
    """The number of the post that it was uploaded to."""

    @property
    def name(self) -> str:
        """What its file is called."""
        return PurePosixPath(_path(self.address)).name or "picture"


def carried(export: Path, address: str) -> bytes:
    """The bytes of a file of the site, where its folder of uploads lies beside the export.

    The original is taken before any smaller copy of it. Nothing is fetched.
    """
    for each in _candidates(_path(address)):
        data = documents.beside(export, quote(each))
        if data:
            return data
    return b""


def _path(address: str) -> str:
    try:
        return unquote(urlsplit(address.strip()).path)
    except ValueError:
        return ""


def _candidates(path: str) -> Iterator[str]:
    if not path:
        return
    inside = _UPLOADS.sub("", path).lstrip("/")
    whole = _SIZED.sub("", inside)
    for name in dict.fromkeys((whole, inside)):
        for folder in FOLDERS:
            yield f"{folder}/{name}" if folder else name
        # Somebody may have put all the files into one folder.
        yield PurePosixPath(name).name
