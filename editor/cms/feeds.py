# SPDX-License-Identifier: GPL-3.0-or-later
"""FeedLine: fetches what is new of a feed, within bounds; nowhere private but as entered."""

import contextlib
import email.utils
import socket
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, cast
from urllib.parse import urljoin

import httpcore
import httpx

from editor.cms import reach
from editor.cms.http import is_packed_twice
from editor.cms.reach import Private, Resolve
from editor.errors import EditorError, Offline, Refused
from editor.model.dispatch import Source

CONNECT_S: Final = 10.0
STALL_S: Final = 20.0
WHOLE_S: Final = 60.0
"""A server that speaks slowly is let go of after so long."""
MOST_BYTES: Final = 6_000_000
MOST_HOPS: Final = 5
DEFAULT_BUSY_S: Final = 900.0
MOST_BUSY_S: Final = 86_400.0
_AGENT: Final = "Stet wire desk"
_ACCEPT: Final = (
    "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9,"
    " text/xml;q=0.9, */*;q=0.5"
)
_MOVED: Final = (301, 302, 303, 307, 308)
_BUSY: Final = (429, 503)


@dataclass(frozen=True, slots=True)
class Fetched:
    """What the server of a feed gave."""

    address: str
    """Where it was found in the end."""
    data: bytes = b""
    media_type: str = ""
    """With its charset, as it was told."""
    etag: str = ""
    modified: str = ""
    is_same: bool = False
    """Nothing is new since the last time; there is no data."""


class FeedLine:
    """Fetches one feed after the other. Thread: any; `close` from any other.

    Each hop is looked at before anything is sent: by its name, and by the address that was
    dialled. A computer of one's own network is asked only where its very address was entered, and
    nobody is sent on to it.

    Args:
        transport: carries the requests; None: the network.
        resolve: the addresses of a host; raises OSError where there is none.
        ticks: seconds that pass, for the limit on a whole answer.
        agent: who we say that we are.
        accept: what we say that we take.
    """

    def __init__(
        self,
        transport: httpx.BaseTransport | None = None,
        resolve: Resolve | None = None,
        ticks: Callable[[], float] = time.monotonic,
        *,
        agent: str = _AGENT,
        accept: str = _ACCEPT,
    ) -> None:
        self._resolve = resolve or reach.resolved
        self._ticks = ticks
        self._is_closed = False
        self._sockets: list[socket.socket] = []
        self._client = httpx.Client(
            transport=transport,
            timeout=httpx.Timeout(STALL_S, connect=CONNECT_S),
            follow_redirects=False,
            headers={"User-Agent": agent, "Accept": accept},
            # A proxy would dial in our place, and nobody would see where.
            trust_env=False,
        )

    def close(self) -> None:
        """Let go of the line; a call under way ends as `feed.no_host`, in whatever thread."""
        self._is_closed = True
        for each in self._sockets:
            with contextlib.suppress(OSError):
                socket.socket.shutdown(each, socket.SHUT_RDWR)
        self._client.close()

    def fetch(self, source: Source, *, limit_bytes: int = MOST_BYTES) -> Fetched:
        """What is new of a feed.

        Args:
            source: where it is.
            limit_bytes: so large it may be.

        Raises:
            Refused: `feed.private`, `feed.gone`, `feed.too_large`, `feed.round`,
                `feed.not_given` (`status`).
            Offline: `feed.no_host`, `feed.slow`, `feed.failed` (`status`), `feed.busy`
                (`retry_after_s`).
        """
        try:
            return self._fetched(source, limit_bytes)
        except EditorError:
            raise
        except Private:
            raise Refused("feed.private") from None
        except httpx.TimeoutException:
            raise Offline("feed.slow") from None
        except (httpx.HTTPError, httpx.StreamError, httpx.InvalidURL, RuntimeError) as error:
            raise Offline("feed.no_host") from error
        except (OSError, ValueError) as error:
            raise Offline("feed.no_host") from error

    def _fetched(self, source: Source, limit_bytes: int) -> Fetched:
        here, asked = source.address, _conditions(source)
        for _ in range(MOST_HOPS + 1):
            is_entered = source.is_entered and is_at(here, source.address)
            with self._stream(here, asked, is_entered=is_entered) as reply:
                onward = reply.headers.get("location", "") if reply.status_code in _MOVED else ""
                if not onward:
                    return self._read(here, reply, limit_bytes)
            here = urljoin(here, onward)
        raise Refused("feed.round")

    @contextlib.contextmanager
    def _stream(
        self, address: str, headers: Mapping[str, str], *, is_entered: bool
    ) -> Iterator[httpx.Response]:
        if is_entered:
            reach.web_address(address)
        else:
            reach.refuse_private(address, self._resolve)

        def note(event: str, told: Mapping[str, object]) -> None:
            if not is_entered:
                reach.refuse_dialled(event, told)
            self._keep(event, told)

        asked = self._client.stream("GET", address, headers=headers, extensions={"trace": note})
        with asked as reply:
            self._client.cookies.clear()
            yield reply

    def _keep(self, event: str, told: Mapping[str, object]) -> None:
        """A connection was made: it must be possible to end it from another thread."""
        if event != "connection.connect_tcp.complete":
            return
        found = cast("httpcore.NetworkStream", told["return_value"]).get_extra_info("socket")
        if found is not None:
            self._sockets = [each for each in self._sockets if each.fileno() >= 0]
            self._sockets.append(found)
        if self._is_closed:
            raise Offline("feed.no_host")

    def _read(self, address: str, reply: httpx.Response, limit_bytes: int) -> Fetched:
        told = reply.headers
        stamps = {"etag": told.get("etag", ""), "modified": told.get("last-modified", "")}
        if reply.status_code == 304:
            return Fetched(address, **stamps, is_same=True)
        _refuse_status(reply)
        if is_packed_twice(reply):
            raise Refused("feed.too_large", limit_bytes=limit_bytes)
        data, until = bytearray(), self._ticks() + WHOLE_S
        for piece in reply.iter_bytes(65536):
            data += piece
            if len(data) > limit_bytes:
                raise Refused("feed.too_large", limit_bytes=limit_bytes)
            if self._ticks() > until:
                raise Offline("feed.slow")
        return Fetched(address, bytes(data), told.get("content-type", ""), **stamps)


def _conditions(source: Source) -> dict[str, str]:
    told = {"If-None-Match": source.etag, "If-Modified-Since": source.modified}
    return {name: each for name, each in told.items() if each}


def is_at(address: str, entered: str) -> bool:
    """Whether an address is at the very server that a person entered."""
    one, other = httpx.URL(address), httpx.URL(entered)
    return (one.scheme, one.host, one.port) == (other.scheme, other.host, other.port)


def _refuse_status(reply: httpx.Response) -> None:
    status = reply.status_code
    if status in _BUSY:
        raise Offline("feed.busy", retry_after_s=_retry_after_s(reply.headers))
    if status in (404, 410):
        raise Refused("feed.gone")
    if status >= 500:
        raise Offline("feed.failed", status=status)
    if status != 200:
        raise Refused("feed.not_given", status=status)


def _retry_after_s(headers: Mapping[str, str]) -> float:
    told = headers.get("retry-after", "")
    if told.isascii() and told.isdigit() and len(told) < 10:
        return min(float(told), MOST_BUSY_S)
    # A date is set against the server's own clock, not against ours.
    until, now = _instant_s(told), _instant_s(headers.get("date", ""))
    if until is None or now is None:
        return DEFAULT_BUSY_S
    return min(max(until - now, 0.0), MOST_BUSY_S)


def _instant_s(told: str) -> float | None:
    try:
        return email.utils.parsedate_to_datetime(told).timestamp()
    except (ValueError, OverflowError):
        return None
