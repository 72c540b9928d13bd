# SPDX-License-Identifier: GPL-3.0-or-later
"""Visitor: fetches a page of a house and the files that it names, as a reader, within bounds."""

import time
from collections.abc import Callable
from typing import Final

import httpx

from editor.cms import reach
from editor.cms.feeds import FeedLine, is_at
from editor.cms.reach import Private, Resolve
from editor.errors import EditorError, Offline, Refused
from editor.model.dispatch import Source, SourceId
from editor.shells.learning import Got

WHOLE_S: Final = 90.0
"""So long a page with all its files may take."""
_AGENT: Final = "Mozilla/5.0 (compatible; Stet; preview of a site's own look)"
_ACCEPT: Final = "text/html,text/css,image/*,font/*,*/*;q=0.5"
_CODES: Final = {
    "feed.private": "shell.private",
    "feed.gone": "shell.gone",
    "feed.too_large": "shell.too_large",
    "feed.round": "shell.round",
    "feed.not_given": "shell.not_given",
    "feed.slow": "shell.slow",
    "feed.busy": "shell.busy",
    "feed.failed": "shell.failed",
    "feed.no_host": "shell.no_host",
}


class Visitor:
    """A reader without name, cookies or a past. Only the house itself may be on a private network.

    Args:
        house: the address of the house, as a person entered it.
        transport: carries the requests; None: the network.
        resolve: the addresses of a host; raises OSError where there is none.
        ticks: seconds that pass, for the limit on all of it.
    """

    def __init__(
        self,
        house: str,
        transport: httpx.BaseTransport | None = None,
        resolve: Resolve | None = None,
        ticks: Callable[[], float] = time.monotonic,
    ) -> None:
        self._house = house
        self._ticks = ticks
        self._until = ticks() + WHOLE_S
        self._line = FeedLine(transport, resolve, ticks, agent=_AGENT, accept=_ACCEPT)

    def close(self) -> None:
        """Let go of the line."""
        self._line.close()

    def give(self, address: str, limit_bytes: int) -> Got:
        """What stands at an address.

        Raises:
            Refused: `shell.private`, `shell.gone`, `shell.too_large` (`limit_bytes`),
                `shell.round`, `shell.not_given` (`status`).
            Offline: `shell.no_host`, `shell.slow`, `shell.busy`, `shell.failed` (`status`).
        """
        if self._ticks() > self._until:
            raise Offline("shell.slow", address=address)
        try:
            is_ours = is_at(address, self._house)
        except httpx.InvalidURL:
            raise Refused("shell.private", address=address) from None
        source = Source(SourceId(0), address, is_entered=is_ours)
        try:
            found = self._line.fetch(source, limit_bytes=limit_bytes)
        except EditorError as error:
            told = {**error.values, "address": address}
            raise type(error)(_CODES.get(error.code, error.code), **told) from error
        return Got(found.address, found.data, found.media_type)


def checked(address: str) -> str:
    """The address of a page as a person entered it.

    Raises:
        Refused: `shell.bad_address`.
    """
    try:
        return str(reach.web_address(address.strip()))
    except (Private, httpx.InvalidURL, ValueError) as error:
        raise Refused("shell.bad_address", address=address) from error
