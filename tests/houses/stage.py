# SPDX-License-Identifier: GPL-3.0-or-later
"""A house on a stage: a real one, a real one written down, or what was written down played back."""

import atexit
import json
import os
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import httpx

from editor.cms.adapter import Adapter
from editor.cms.foreign import Answer, Foreign
from editor.cms.ledgered import Ledgered
from editor.cms.mapped import KeptMap
from editor.model.operation import Entity
from editor.pictures.renditions import Renditions
from editor.pictures.vault import Vault
from editor.store.database import Database
from editor.store.remote_map import RemoteMap
from tests.houses.kinds import WORDPRESS, Kind, Real
from tests.houses.recording import PLAYED, Recorder, Replayer

MODE = os.environ.get("STET_HOUSE", "")
"""`real`: a real house; `record`: the same, written down; else what was written down."""
JSON = {"Content-Type": "application/json"}


@dataclass
class Seat:
    """One laptop's store, and its way to the house."""

    database: Database
    ledger: RemoteMap
    vault: Vault
    adapter: Adapter
    site: Ledgered
    way: httpx.BaseTransport
    """What stands between it and the house, such as a bad line."""

    def close(self) -> None:
        self.site.close()
        self.database.close()


@dataclass
class Stage:
    """The house of one test."""

    folder: Path
    transport: httpx.BaseTransport
    real: Real | None = None
    kind: Kind = WORDPRESS
    seats: list[Seat] = field(default_factory=list)
    between: Callable[[httpx.BaseTransport], httpx.BaseTransport] = lambda inner: inner
    """What stands between a laptop and the house."""
    _line: Foreign | None = None

    def login(self, user: str) -> str:
        return self.real.login(user) if self.real is not None else self.kind.played(user)

    def seat(self, user: str = "lan", name: str = "", *, login: str = "") -> Seat:
        """A laptop of somebody; the same name is the same store, opened anew."""
        folder = self.folder / (name or f"laptop{len(self.seats)}")
        if not folder.exists():
            shutil.copytree(_empty_store(), folder)
        database = Database.open(folder)
        ledger, vault = RemoteMap(database, PLAYED), Vault(folder / "pictures")
        renditions = Renditions(vault, folder / "sizes")
        way = self.between(self.transport)
        adapter = self.kind.adapter(
            PLAYED,
            login or self.login(user),
            files_of=lambda sha256: ledger.find(Entity.PICTURE, sha256),
            file_of=renditions.file,
            mapping=KeptMap(ledger),
            transport=Lent(way),
        )
        if self.real is None:
            self.kind.hasten(adapter)
        self.seats.append(Seat(database, ledger, vault, adapter, Ledgered(adapter, ledger), way))
        return self.seats[-1]

    def api(self, user: str, method: str, path: str, told: object = None) -> Answer:
        """What a person does on the site, past any laptop."""
        if self._line is None:
            self._line = Foreign(PLAYED, "", transport=Lent(self.transport))
        who = {"Authorization": self.kind.signed(self.login(user))}
        content = json.dumps(told, ensure_ascii=False).encode() if told is not None else None
        path = f"{self.kind.api}{path}"
        return self._line.call(method, path, content=content, headers={**JSON, **who})

    def behind(self, told: str) -> None:
        """What happens to the house behind its interface; what is played back has seen it.

        Args:
            told: what that kind of house understands there: PHP or SQL.
        """
        if self.real is not None:
            self.real.behind(told)

    def strike(self) -> None:
        """The house does what is due."""
        if self.real is not None:
            self.real.strike()

    def close(self) -> None:
        for each in self.seats:
            each.close()
        if self._line is not None:
            self._line.close()


@cache
def _empty_store() -> Path:
    """A store in which nobody has written yet: to make one takes longer than most tests."""
    folder = Path(tempfile.mkdtemp(prefix="stet-empty-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    Database.open(folder / "store").close()
    return folder / "store"


class Lent(httpx.BaseTransport):
    """A transport that several clients use, and none of them closes."""

    def __init__(self, inner: httpx.BaseTransport) -> None:
        self._inner = inner

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        return self._inner.handle_request(request)


def transport_of(path: Path, kind: Kind, real: Real | None) -> Recorder | Replayer:
    """The way to the house of a test, whose conversation lies in a file."""
    return Recorder(real.url, kind.who_of) if real is not None else Replayer(path, kind.who_of)
