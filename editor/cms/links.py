# SPDX-License-Identifier: GPL-3.0-or-later
"""Links: asks whether an address leads somewhere, as a reader's browser would; nowhere private."""

import ipaddress
import socket
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, cast
from urllib.parse import urljoin

import httpcore
import httpx

TIMEOUT_S: Final = 6.0
MOST_HOPS: Final = 5
_AGENT: Final = "Stet link check"
_MOVED: Final = (301, 302, 303, 307, 308)
_FOR_GOOD: Final = (301, 308)
_GONE: Final = (404, 410)
_ASK_AGAIN: Final = frozenset({400, 403, 404, 405, 406, 410, 429, 500, 501, 502, 503})
"""What a server may answer to HEAD alone."""

Resolve = Callable[[str], Iterable[str]]


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
        self._resolve = resolve or _resolved
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
            except _Private:
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
        self._refuse_private(address)
        status, headers = self._status("HEAD", address)
        if status in _ASK_AGAIN:
            status, headers = self._status("GET", address)
        onward = headers.get("location", "") if status in _MOVED else ""
        return status, urljoin(address, onward) if onward else ""

    def _status(self, method: str, address: str) -> tuple[int, Mapping[str, str]]:
        asked = self._client.stream(method, address, extensions={"trace": _refuse_dialled})
        with asked as reply:
            self._client.cookies.clear()
            return reply.status_code, reply.headers

    def _refuse_private(self, address: str) -> None:
        if not address.lower().startswith(("http://", "https://")):
            raise _Private
        url = httpx.URL(address)
        if not url.host or url.userinfo:
            raise _Private
        if not all(map(_is_public, self._resolve(url.host))):
            raise _Private


class _Private(Exception):  # a branch, told at once to the caller
    """It leads where no reader gets."""


def _answer(address: str, here: str, status: int, *, is_for_good: bool) -> Answer:
    if status in _GONE:
        return Answer(Verdict.GONE, status, here)
    if status >= 500:
        return Answer(Verdict.FAILED, status, here)
    # One that asks who we are, or does not like programs, is there all the same.
    is_elsewhere = here != address and is_for_good and status < 400
    return Answer(Verdict.MOVED if is_elsewhere else Verdict.LEADS, status, here)


def _resolved(host: str) -> list[str]:
    found = socket.getaddrinfo(host.strip("[]"), None, type=socket.SOCK_STREAM)
    return [str(each[4][0]) for each in found]


def _is_public(address: str) -> bool:
    told = ipaddress.ip_address(address.partition("%")[0])
    inner = getattr(told, "ipv4_mapped", None) or told
    return bool(inner.is_global and not inner.is_multicast)


def _refuse_dialled(event: str, told: Mapping[str, object]) -> None:
    """The name may have meant another computer when it was dialled than when it was looked up."""
    if event != "connection.connect_tcp.complete":
        return
    stream = cast("httpcore.NetworkStream", told["return_value"])
    place = stream.get_extra_info("server_addr")
    if place and not _is_public(str(place[0])):
        stream.close()
        raise _Private
