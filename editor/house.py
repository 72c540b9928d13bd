# SPDX-License-Identifier: GPL-3.0-or-later
"""The publishing server of a desk: the one that was set, else the built-in one."""

from __future__ import annotations

import logging
import os
import platform
import threading
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from editor.builtin import port_of
from editor.cms.own import Own
from editor.desk import Desk
from editor.door import Door
from editor.errors import EditorError
from editor.model.capabilities import Met
from editor.model.operation import ServerInfo
from editor.model.workflow import Role
from editor.profiles import load_profile, profile_from_doc, profile_to_doc
from editor.server.glimpse import Glimpse
from editor.ways import chooser_at, sampler_at, way_to

if TYPE_CHECKING:
    from editor.cms.adapter import Adapter
    from editor.cms.chooser import Chooser
    from editor.cms.ledger import Ledger
    from editor.cms.mapped import KeptMap
    from editor.cms.site import Site

_log = logging.getLogger(__name__)


class House:
    """Connects a desk to its publishing server, and ends the built-in one with the desk.

    Args:
        desk: the open desk.
        command: what starts the built-in server: this program's `serve --builtin`.
    """

    def __init__(self, desk: Desk, command: Sequence[str]) -> None:
        self._desk = desk
        self._command = tuple(command)
        self._door: Door | None = None
        self._turn = threading.Lock()
        self._threads: list[threading.Thread] = []
        self._is_open = True

    def __enter__(self) -> House:
        return self

    def __exit__(self, *_: object) -> None:
        self._is_open = False
        self._desk.sync.stop()
        # One that is just starting is not waited for.
        self._close_door()
        for thread in self._threads:
            thread.join()
        self._close_door()

    def shown(self) -> None:
        """The window stands: connect, in a thread of its own."""
        self.renew()

    def renew(self) -> None:
        """Another address or token was set: connect anew, in a thread of its own."""
        thread = threading.Thread(target=self._connect_quietly, name="house", daemon=True)
        self._threads.append(thread)
        thread.start()

    def connect(self, *, may_sleep: bool = False) -> None:
        """Start what must be started, and give the desk its site.

        Args:
            may_sleep: a built-in server that has nothing to do is started by the first call only.

        Raises:
            Refused: `builtin.not_started`, `builtin.refused`.
        """
        with self._turn:
            if not self._is_open:
                return
            settings = self._desk.settings
            address = settings.site_address
            far = self._far(address, settings.site_kind) if address else None
            self._desk.use_site(far or self._near(may_sleep))

    def pair(self, address: str, code: str) -> None:
        """Sign in to a server with a pairing code, keep its token, and connect.

        Raises:
            Offline: the server cannot be reached.
            Refused: it does not know the code.
        """
        from editor.cms import reference  # noqa: PLC0415  # httpx: not for the start

        settings = self._desk.settings
        device = settings.device or platform.node()
        paired = reference.pair(address, code, device)
        self._desk.secrets.keep(address, paired.token)
        self._desk.settings = replace(
            settings,
            site_address=address,
            site_kind="",
            person=settings.person or paired.person,
        )
        self.connect()

    def meet(self, address: str, kind: str, login: str) -> Met:
        """Find out who we are to a house of another kind, and what it can do; nothing is kept.

        Args:
            address: of the site.
            kind: one of `editor.settings.SITE_KINDS`.
            login: for `wordpress` a name, a colon and an application password; for `ghost` a
                staff access token or an Admin API key.

        Raises:
            Offline: it cannot be reached, or is none of that kind.
            Refused: `line.signed_out` when it does not know us, `line.bad_address`,
                `line.not_safe`, `line.not_signed_in` for half a login, `line.not_a_key`.
        """
        adapter, _ = self._of_kind(address, kind, login)
        try:
            told, able = adapter.greet(), adapter.capabilities()
        finally:
            adapter.close()
        profile = profile_from_doc(told.profile)
        sections = tuple(each.name for each in profile.categories)
        return Met(profile.name, told.person, told.role, able, sections)

    def sign_in(self, address: str, kind: str, login: str) -> Met:
        """Sign in to a house of another kind, keep what it takes, and connect.

        Args:
            address: of the site.
            kind: as `meet` has it.
            login: as `meet` has it.

        Raises:
            Offline, Refused: as `meet`.
        """
        told = self.meet(address, kind, login)
        self._desk.secrets.keep(address, login)
        settings = self._desk.settings
        person = settings.person or told.person
        self._desk.settings = replace(settings, site_address=address, site_kind=kind, person=person)
        self.connect()
        return told

    def kept_map(self) -> KeptMap:
        """The map of the house of another kind that is set."""
        from editor.cms.mapped import KeptMap  # noqa: PLC0415  # httpx: not for the start

        return KeptMap(self._ledger(self._desk.settings.site_address))

    def chooser(self) -> Chooser:
        """What tells what the house of another kind that is set has to choose from.

        Raises:
            Refused: `line.bad_address`, `line.not_safe`, `line.not_signed_in`.
        """
        settings = self._desk.settings
        address = settings.site_address
        return chooser_at(settings.site_kind, address, self._secret(address))

    def _secret(self, address: str) -> str:
        return os.environ.get("STET_TOKEN") or self._desk.secrets.get(address)

    def _ledger(self, address: str) -> Ledger:
        from editor.store.remote_map import RemoteMap  # noqa: PLC0415  # SQLAlchemy: as above

        self._desk.enter()
        return RemoteMap(self._desk.database, address)

    def _connect_quietly(self) -> None:
        try:
            self.connect(may_sleep=True)
        except EditorError as error:
            self._tell(error)

    def _tell(self, error: EditorError) -> None:
        if self._is_open:
            _log.warning("no site: %s", error)
            self._desk.sync.blame(error)

    def _far(self, address: str, kind: str) -> Site:
        self._close_door()
        secret = self._secret(address)
        if not kind:
            return _way_in(address, secret)
        from editor.cms.ledgered import Ledgered  # noqa: PLC0415  # httpx: not for the start

        return Ledgered(*self._of_kind(address, kind, secret), sampler_at(kind, address, secret))

    def _of_kind(self, address: str, kind: str, secret: str) -> tuple[Adapter, Ledger]:
        """A house of another kind, and its ledger."""
        ledger = self._ledger(address)
        return way_to(kind, address, secret, ledger, self._desk.renditions), ledger

    def _near(self, may_sleep: bool) -> Site:  # noqa: FBT001  # as its one caller has it
        self._close_door()
        # One newspaper for as long as the door is open, however often its server starts.
        profile = self._desk.settings.profile
        glimpse = Glimpse(self._desk.folder / "server", self._desk.clock)
        door = self._new_door(profile, glimpse)
        address = door.open(self._desk.settings.builtin_port)
        if not may_sleep or glimpse.look() is None:
            door.wake()
        self._keep_port(port_of(address))
        return Own(
            partial(_way_in, address, door.token),
            see=glimpse.look,
            is_awake=lambda: door.is_awake,
            greeting=lambda: self._greeting(address, profile),
        )

    def _new_door(self, profile: str, glimpse: Glimpse) -> Door:
        self._door = door = Door(
            [*self._command, "--profile", profile],
            self._desk.folder / "server.log",
            due_at=glimpse.due_at,
            back=self._desk.sync.retry,
            failed=self._tell,
            clock=self._desk.clock,
        )
        return door

    def _keep_port(self, port: int) -> None:
        settings = self._desk.settings
        if settings.builtin_port != port:
            self._desk.settings = replace(settings, builtin_port=port)

    def _greeting(self, address: str, profile: str) -> ServerInfo:
        """What the built-in server says of itself, and what its parent is to it."""
        site = load_profile(self._desk.resources / "sites" / f"{profile}.toml")
        return ServerInfo(
            server_id="",
            epoch="",
            address=site.address or address,
            role=Role.ADMIN.value,
            time=self._desk.clock().isoformat(),
            profile=profile_to_doc(site),
        )

    def _close_door(self) -> None:
        door, self._door = self._door, None
        if door is not None:
            door.close()


def _way_in(address: str, token: str) -> Site:
    from editor.cms.reference import Reference  # noqa: PLC0415  # httpx: not for the start

    return Reference(address, token)
