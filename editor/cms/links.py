# SPDX-License-Identifier: GPL-3.0-or-later
"""Links: asks whether an address leads somewhere, as a reader's browser would; nowhere private."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from urllib.parse import urljoin

import httpx

from editor.cms import reach
from editor.cms.reach import Private, Resolve

TIMEOUT_S: Final = 6.0
MOST_HOPS: Final = 5
_AGENT: Final = "Stet link check"
_MOVED: Final = (301, 302, 303, 307, 308)
_FOR_GOOD: Final = (301, 308)
_GONE: Final = (404, 410)
_ASK_AGAIN: Final = frozenset({400, 403, 404, 405, 406, 410, 429, 500, 501, 502, 503})
"""What a server may answer to HEAD alone."""


class Verdict(StrEnum):
    """What came of asking."""

    LEADS = "leads"
    MOVED = "moved"
    """For good, to another address."""
    GONE = "gone"
    """The server has no such page."""
    FAILED = "failed"
    """The server says that it cannot."""
    NO_HOST = "no_host"
    """There is no server of that name, or it takes no calls."""
    SLOW = "slow"
    PRIVATE = "private"
    """It leads to this computer or into a network of its own: no reader gets there."""
    ROUND = "round"
    """It is sent on again and again."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What is known of one address."""

    verdict: Verdict
    status: int = 0
    """The last that a server said; 0: none did."""
    target: str = ""
    """Where it leads in the end."""


class LinkAsker:
    """Asks one address after the other. Thread: any, and several at once.

    Each hop is looked at before anything is sent: by its name, and by the address that was dialled.

    Args:
        transport: carries the requests; None: the network.
        resolve: the addresses of a host; raises OSError where there is none.
        timeout_s: for each hop.
    """

    def __init__(
        self,
        transport: httpx.BaseTransport | None = None,
        resolve: Resolve | None = None,
        timeout_s: float = TIMEOUT_S,
    ) -> None:
        self._resolve = resolve or reach.resolved
        self._client = httpx.Client(
            transport=transport,
            timeout=timeout_s,
            follow_redirects=False,
            headers={"User-Agent": _AGENT, "Accept": "text/html,*/*;q=0.5"},
            # A proxy would dial in our place, and nobody would see where.
            trust_env=False,
        )

    def close(self) -> None:
        """Let go of all lines."""
        self._client.close()

    def ask(self, address: str) -> Answer:
        """Whether an address leads somewhere. It reads no page, and keeps no cookie."""
        here, is_for_good = address, True
        for _ in range(MOST_HOPS + 1):
            try:
                status, onward = self._hop(here)
            except Private:
                return Answer(Verdict.PRIVATE, target=here)
            except httpx.TimeoutException:
                return Answer(Verdict.SLOW, target=here)
            except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError):
                return Answer(Verdict.NO_HOST, target=here)
            if not onward:
                return _answer(address, here, status, is_for_good=is_for_good)
            is_for_good = is_for_good and status in _FOR_GOOD
            here = onward
        return Answer(Verdict.ROUND, target=here)

    def _hop(self, address: str) -> tuple[int, str]:
        """The status of an address, and where it is sent on to; empty: nowhere."""
        reach.refuse_private(address, self._resolve)
        status, headers = self._status("HEAD", address)
        if status in _ASK_AGAIN:
            status, headers = self._status("GET", address)
        onward = headers.get("location", "") if status in _MOVED else ""
        return status, urljoin(address, onward) if onward else ""

    def _status(self, method: str, address: str) -> tuple[int, Mapping[str, str]]:
        asked = self._client.stream(method, address, extensions={"trace": reach.refuse_dialled})
        with asked as reply:
            self._client.cookies.clear()
            return reply.status_code, reply.headers


def _answer(address: str, here: str, status: int, *, is_for_good: bool) -> Answer:
    if status in _GONE:
        return Answer(Verdict.GONE, status, here)
    if status >= 500:
        return Answer(Verdict.FAILED, status, here)
    # One that asks who we are, or does not like programs, is there all the same.
    is_elsewhere = here != address and is_for_good and status < 400
    return Answer(Verdict.MOVED if is_elsewhere else Verdict.LEADS, status, here)


def shows(address: str, transport: httpx.BaseTransport | None = None) -> bool | None:
    """Whether a page answers its readers; None: nobody answered at all.

    Args:
        address: one that our own server named; private ones are asked too.
        transport: for tests.
    """
    try:
        with httpx.Client(timeout=TIMEOUT_S, follow_redirects=True, transport=transport) as client:
            return client.get(address).status_code == httpx.codes.OK
    except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError):
        return None
