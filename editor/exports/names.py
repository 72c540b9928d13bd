# SPDX-License-Identifier: GPL-3.0-or-later
"""PURE: names for exported files, by a pattern with variables; never a path, never one in use."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import PurePath
from typing import Final

from editor.captions.stationery import Take, fill
from editor.errors import Refused
from editor.model.picture import Picture
from editor.text.vietnamese import nfc

PATTERN: Final = "{filename}"
"""As the files were called where they came from."""
LONGEST_BYTES: Final = 180
"""Disks take 255; a number and an ending must have room."""
NAMELESS: Final = "picture"

_BARRED: Final = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]+')
"""What one system or another takes in no name."""
_DEVICES: Final = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)
"""Names under which Windows opens a device."""


def stems(pictures: Sequence[Picture], pattern: str, take: Take) -> Iterator[str]:
    """A name without its ending for each picture, in their order; two may be the same.

    Args:
        pictures: `{seq}` counts them.
        pattern: as templates have it: `{date}`, `{city}`, `{filename}`, `{seq:3}` ...
        take: as for templates.

    Raises:
        Refused: `export.bad_pattern` for a variable that nobody knows.
    """
    for number, picture in enumerate(pictures, 1):
        told, unknown = fill(pattern or PATTERN, picture, take, number)
        if unknown:
            raise Refused("export.bad_pattern", names=", ".join(unknown))
        yield safe(told)


def safe(text: str) -> str:
    """The text as every system takes it for the name of a file, without an ending."""
    shown = "".join(char for char in nfc(text) if unicodedata.category(char)[0] != "C")
    plain = " ".join(_BARRED.sub("-", shown).split()).strip(". -")
    short = plain.encode("utf-8", "ignore")[:LONGEST_BYTES].decode("utf-8", "ignore").strip(". ")
    return f"_{short}" if _DEVICES.fullmatch(short) else short or NAMELESS


def free(stem: str, taken: set[str]) -> str:
    """The name, or the same with the first number that makes it new; it is taken from then on.

    Args:
        stem: as `safe` makes it.
        taken: as `mark` makes them of the names that there are, endings left out: a picture and
            the words beside it go by one name.
    """
    numbered = (stem if number == 1 else f"{stem}-{number}" for number in count(1))
    found = next(name for name in numbered if mark(name) not in taken)
    taken.add(mark(found))
    return found


def mark(name: str) -> str:
    """What two names have in common that some disk takes for one."""
    return nfc(name).casefold()


def taken_in(file_names: Sequence[str]) -> set[str]:
    """The marks of the files that are in a folder already."""
    return {mark(PurePath(each).stem) for each in file_names}
