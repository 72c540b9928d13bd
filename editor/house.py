# SPDX-License-Identifier: GPL-3.0-or-later
"""The publishing server of a desk: the one that was set, else the built-in one."""

from __future__ import annotations

import logging
import os
import platform
import threading
import time
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from editor import builtin
from editor.desk import Desk
from editor.errors import EditorError

if TYPE_CHECKING:
    from editor.cms.site import Site

MOST_DEATHS = 3
DEATHS_WITHIN_S = 300.0
"""A built-in server that ends by itself more often than that is left alone."""

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
        self._builtin: builtin.Builtin | None = None
        self._turn = threading.Lock()
        self._threads: list[threading.Thread] = []
        self._is_open = True
        self._deaths_s: list[float] = []

    def __enter__(self) -> House:
        return self

    def __exit__(self, *_: object) -> None:
        self._is_open = False
        self._desk.sync.stop()
        # One that is just starting is not waited for.
        self._stop_builtin()
        for thread in self._threads:
            thread.join()
        self._stop_builtin()

    def shown(self) -> None:
        """The window stands: connect, in a thread of its own."""
        self.renew()

    def renew(self) -> None:
        """Another address or token was set: connect anew, in a thread of its own."""
        thread = threading.Thread(target=self._connect_quietly, name="house", daemon=True)
        self._threads.append(thread)
        thread.start()

    def connect(self) -> None:
        """Start what must be started, and give the desk its site.

        Raises:
            Refused: `builtin.not_started`.
        """
        with self._turn:
            if not self._is_open:
                return
            address = self._desk.settings.site_address
            self._desk.use_site(self._far(address) if address else self._near())

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
            settings, site_address=address, person=settings.person or paired.person
        )
        self.connect()

    def _connect_quietly(self) -> None:
        try:
            self.connect()
        except EditorError as error:
            if self._is_open:
                _log.warning("no site: %s", error)
                self._desk.sync.blame(error)

    def _far(self, address: str) -> Site:
        from editor.cms.reference import Reference  # noqa: PLC0415  # as in pair

        self._stop_builtin()
        token = os.environ.get("STET_TOKEN") or self._desk.secrets.get(address)
        return Reference(address, token)

    def _near(self) -> Site:
        from editor.cms.reference import Reference  # noqa: PLC0415  # as in pair

        self._stop_builtin()
        log = self._desk.folder / "server.log"
        server = builtin.Builtin(self._command, log, ended=self._on_end)
        self._builtin = server
        wanted = self._desk.settings.builtin_port
        try:
            address = server.start(wanted)
        finally:
            # Closed while the child was being made: nobody else knows of it by now.
            if not self._is_open:
                server.stop()
        if builtin.port_of(address) != wanted:
            settings = self._desk.settings
            self._desk.settings = replace(settings, builtin_port=builtin.port_of(address))
        return Reference(address, server.token)

    def _on_end(self) -> None:
        """The built-in server died: start another, but not for ever."""
        now_s = time.monotonic()
        self._deaths_s = [at_s for at_s in self._deaths_s if now_s - at_s < DEATHS_WITHIN_S]
        self._deaths_s.append(now_s)
        _log.warning("the built-in server ended by itself")
        if self._is_open and len(self._deaths_s) <= MOST_DEATHS:
            self.renew()

    def _stop_builtin(self) -> None:
        server, self._builtin = self._builtin, None
        if server is not None:
            server.stop()
