# SPDX-License-Identifier: GPL-3.0-or-later
"""Look: what a newspaper puts in place of the shipped templates, style sheets, words and icon."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from editor.errors import Refused

MOST_FILES: Final = 100
MOST_BYTES: Final = 4 * 1024 * 1024
"""Of all files together: a laptop fetches them with the first sync."""
WORDS: Final = "words.toml"
PROFILE: Final = "profile.toml"
"""Lies in the same folder and is no file of the look: laptops have it by the server's greeting."""
OF_THE_DESK: Final = frozenset({"share.html", "places.toml"})
"""What no reader sees; it stays as it ships."""
_NAME: Final = re.compile(
    r"(?:[a-z0-9-]{1,40}/)?[a-z0-9][a-z0-9._-]{0,60}\.(?:html|css|js|svg|woff2|png|jpg|webp)"
)


@dataclass(frozen=True, slots=True)
class Look:
    """A newspaper's own files; every other one is as it ships."""

    files: Mapping[str, bytes] = field(default_factory=dict)
    """Name, as `front.html` or `fonts/own.woff2` -> what stands in it."""
    tag: str = ""
    """Another where any file is; empty: there are none."""

    @staticmethod
    def of(files: Mapping[str, bytes]) -> "Look":
        """The look of these files.

        Raises:
            Refused: `look.bad_name` with the file; `look.too_large` with how much there may be.
        """
        for name in files:
            is_known = name == WORDS or _NAME.fullmatch(name)
            if not is_known or name in OF_THE_DESK:
                raise Refused("look.bad_name", file=name)
        if len(files) > MOST_FILES or sum(map(len, files.values())) > MOST_BYTES:
            raise Refused("look.too_large", files=MOST_FILES, mb=MOST_BYTES // 1024**2)
        ordered = dict(sorted(files.items()))
        return Look(ordered, _tag(ordered) if ordered else "")


def _tag(files: Mapping[str, bytes]) -> str:
    told = hashlib.sha256()
    for name, data in files.items():
        # The length parts the files: no two looks ever have the same bytes in a row.
        told.update(f"{name} {len(data)} ".encode())
        told.update(data)
    return told.hexdigest()[:16]
