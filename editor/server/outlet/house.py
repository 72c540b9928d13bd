# SPDX-License-Identifier: GPL-3.0-or-later
"""The house that the server publishes to: kind and address in the archive, its login in a file."""

import json
import os
import stat
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from sqlalchemy.engine import Connection

from editor.cms.adapter import Adapter
from editor.cms.ledger import Ledger
from editor.errors import Refused
from editor.pictures.renditions import Renditions
from editor.server import deliveries

LOGIN: Final = "STET_HOUSE_LOGIN"
"""The name in the environment; it wins over the file."""
FILE_NAME: Final = "house.login"

Opening = Callable[[str, str, str, Ledger, Renditions], Adapter]
"""The way to a house: see `editor.ways.way_to`."""


@dataclass(frozen=True, slots=True)
class House:
    """One house of another kind."""

    kind: str
    """One of `editor.settings.SITE_KINDS`."""
    address: str

    @property
    def name(self) -> str:
        """What it is called where it is told who wrote."""
        return urlsplit(self.address).hostname or self.address

    @property
    def written(self) -> str:
        """As it is kept in the archive."""
        return json.dumps([self.kind, self.address])


def wanted(connection: Connection) -> House | None:
    """The house that the server publishes to; None: readers have its own site alone."""
    told = deliveries.wanted(connection)
    return House(*json.loads(told)) if told else None


def is_in_environment() -> bool:
    """Whether the login is in the environment, and no file is wanted."""
    return bool(os.environ.get(LOGIN, "").strip())


def login_in(folder: Path) -> str:
    """The login of the house: from the environment, else from its file in the archive's folder.

    Raises:
        Refused: `line.not_signed_in` where there is none; `server.open_login` for a file that
            others than its owner may read.
    """
    found = os.environ.get(LOGIN, "").strip()
    if found:
        return found
    path = folder / FILE_NAME
    try:
        is_open = stat.S_IMODE(path.stat().st_mode) & 0o077 and os.name == "posix"
        if is_open:
            raise Refused("server.open_login", file=str(path))
        told = path.read_text(encoding="utf-8").strip()
    except (OSError, ValueError):
        told = ""
    if not told:
        raise Refused("line.not_signed_in")
    return told


def keep_login(folder: Path, login: str) -> None:
    """Write the login into its file, which nobody but its owner may read; empty: away with it.

    Raises:
        Refused: `server.no_folder`.
    """
    path = folder / FILE_NAME
    try:
        path.unlink(missing_ok=True)
        if login:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
                file.write(f"{login}\n")
    except OSError as error:
        raise Refused("server.no_folder", folder=str(folder)) from error
