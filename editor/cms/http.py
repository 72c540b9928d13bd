# SPDX-License-Identifier: GPL-3.0-or-later
"""One client: timeouts, retries of what is safe, progress callback, foreign errors -> ours."""

import contextlib
import ipaddress
import json
import socket
import ssl
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, cast

import httpcore
import httpx

from editor.errors import Clash, EditorError, Offline, Refused

CONNECT_S: Final = 10.0
STALL_S: Final = 30.0
"""Silence that ends a call; a slow line that still moves is never cut."""
KEEP_S: Final = 30.0
"""How long an idle line is kept: shorter than the server keeps it."""
MAX_REPLY_BYTES: Final = 128 * 1024 * 1024

_LIMITS = httpx.Limits(max_connections=8, keepalive_expiry=KEEP_S)
_CONNECTED = ("connection.connect_tcp.complete", "connection.start_tls.complete")
_BUSY = (429, 503)
_BARE = (204, 304)
_DEFAULT_BUSY_S = 30.0
_MAX_BUSY_S = 3600.0
_JSON = ("application/json", "application/problem+json")
_START_OVER = ("epoch_changed", "cursor_expired")
_SERVER = "newsroom-server"
_NAMED = ("field", "limit_bytes", "name", "sha256", "id", "role", "version", "offset_bytes", "what")


@dataclass(frozen=True, slots=True)
class Reply:
    """What our server said: one JSON document, whatever its status."""

    status: int
    doc: Mapping[str, object]
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def code(self) -> str:
        """The problem's code; empty for none."""
        return str(self.doc.get("code", ""))

    def trouble(self) -> EditorError:
        """A problem that our server told of, as our own error."""
        if self.code in _START_OVER:
            return Clash("line.epoch_changed")
        if not self.code:
            return Offline("line.not_our_server")
        plain = {name: value for name, value in self.doc.items() if name in _NAMED}
        return Refused(f"site.{self.code}", **plain)


class Http:
    """A line to one server. It tells our server from whoever else may answer in its place.

    Args:
        address: scheme and host of the server; plain `http:` only on this computer.
        token: who we are; empty: nobody yet.
        server_id: the server's name from an earlier time; empty: whoever answers first.
        stall_s: how long silence is borne.
        transport: carries the requests; None: the network.

    Raises:
        Refused: `line.bad_address`, `line.not_safe` for plain `http:` to another computer,
            `line.signed_out` for a token that cannot be one.
    """

    def __init__(
        self,
        address: str,
        token: str,
        *,
        server_id: str = "",
        stall_s: float = STALL_S,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        url = _checked_address(address)
        self.address = str(url).rstrip("/")
        self.server_id = server_id
        self._client = httpx.Client(
            base_url=url,
            headers={"Accept": "application/json", **_authorization(token)},
            timeout=httpx.Timeout(stall_s, connect=min(stall_s, CONNECT_S)),
            limits=_LIMITS,
            transport=transport,
            follow_redirects=False,
            # A proxy of the surroundings is asked only for what is not on this computer.
            trust_env=not _is_here(url.host),
        )
        self._has_token = bool(token)
        self._is_closed = False
        self._hangs = 0
        self._sockets: list[socket.socket] = []

    def __repr__(self) -> str:
        """The address; never the token."""
        return f"Http({self.address!r})"

    def close(self) -> None:
        """Let go of the line; a call under way ends as `line.down`, in whatever thread it is."""
        self._is_closed = True
        self.hang_up()
        self._client.close()

    def hang_up(self) -> None:
        """End the calls under way as `line.down`, in whatever threads they are."""
        self._hangs += 1
        for each in self._sockets:
            with contextlib.suppress(OSError):
                # Past TLS, which would wait for the other side; closing alone wakes nobody.
                socket.socket.shutdown(each, socket.SHUT_RDWR)

    def ask(
        self,
        method: str,
        path: str,
        *,
        content: bytes | Iterable[bytes] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Reply:
        """One request and our server's reply. Only GET is tried twice.

        Raises:
            Offline, Refused: as `editor.cms.site.Site` says.
        """
        tries, hangs = 2 if method == "GET" else 1, self._hangs
        while True:
            tries -= 1
            try:
                with self.stream(method, path, content=content, headers=headers) as reply:
                    return self._read(reply)
            except Offline as error:
                if tries == 0 or error.code != "line.down" or self._hangs != hangs:
                    raise

    @contextlib.contextmanager
    def stream(
        self,
        method: str,
        path: str,
        *,
        content: bytes | Iterable[bytes] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Iterator[httpx.Response]:
        """One request, its reply not yet read; foreign errors are ours when it is read, too."""
        if self._is_closed:
            raise Offline("line.down")
        heard = {"trace": self._note}
        asked = self._client.stream(
            method, path, content=content, headers=headers, extensions=heard
        )
        with _converted(), asked as reply:
            self._check(reply)
            if is_packed_twice(reply):
                raise Offline("line.not_our_server")
            yield reply

    def _note(self, event: str, told: Mapping[str, object]) -> None:
        """A connection was made: it must be possible to end it from another thread."""
        if event not in _CONNECTED:
            return
        stream = cast("httpcore.NetworkStream", told["return_value"])
        found = stream.get_extra_info("socket")
        if found is not None:
            self._sockets = [each for each in self._sockets if each.fileno() >= 0]
            self._sockets.append(found)
        if self._is_closed:
            raise Offline("line.down")

    def _check(self, reply: httpx.Response) -> None:
        """Nothing is believed that our server did not say."""
        if reply.status_code in _BUSY:
            raise Offline("line.busy", retry_after_s=_retry_after_s(reply))
        told = reply.headers.get(_SERVER, "")
        if not told:
            raise Offline("line.not_our_server")
        if self.server_id and told != self.server_id:
            raise Refused("line.other_server")
        if reply.status_code == 401:
            raise Refused("line.signed_out" if self._has_token else "line.not_signed_in")
        if reply.status_code >= 500:
            raise Offline("line.failed")

    def believe(self, reply: Reply) -> None:
        """What was said is proven to be our server's: from here on it is this one or none."""
        self.server_id = reply.headers[_SERVER]

    def _read(self, reply: httpx.Response) -> Reply:
        is_bare = (
            reply.status_code in _BARE
            or reply.request.method == "HEAD"
            or (reply.status_code == 201 and reply.headers.get("content-length") == "0")
        )
        if is_bare:
            return Reply(reply.status_code, {}, dict(reply.headers))
        media_type = reply.headers.get("content-type", "").partition(";")[0].strip()
        if media_type not in _JSON:
            raise Offline("line.not_our_server")
        data = bytearray()
        for piece in reply.iter_bytes():
            data += piece
            if len(data) > MAX_REPLY_BYTES:
                raise Offline("line.not_our_server")
        try:
            doc = json.loads(data)
        except (ValueError, RecursionError):
            raise Offline("line.not_our_server") from None
        if not isinstance(doc, dict):
            raise Offline("line.not_our_server")
        return Reply(reply.status_code, cast("dict[str, object]", doc), dict(reply.headers))


def is_packed_twice(reply: httpx.Response) -> bool:
    """Whether it lies in more than one packing: a few kilobytes become all that a memory holds."""
    return len(reply.headers.get_list("content-encoding", split_commas=True)) > 1


@contextlib.contextmanager
def _converted() -> Iterator[None]:
    """Foreign errors become ours; none of them carries the token."""
    try:
        yield
    except EditorError:
        raise
    except httpx.TimeoutException as error:
        raise Offline("line.timeout") from error
    except httpx.DecodingError as error:
        raise Offline("line.not_our_server") from error
    except httpx.HTTPError as error:
        raise _down(error) from error
    except (httpx.StreamError, httpx.InvalidURL, RuntimeError) as error:
        raise Offline("line.down") from error


def _down(error: BaseException) -> Offline:
    """A certificate that is not the server's is somebody else's: a hotel's, a proxy's."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return Offline("line.not_our_server")
        cause = cause.__cause__ or cause.__context__
    return Offline("line.down")


def _retry_after_s(reply: httpx.Response) -> float:
    # The date form is left out: it would need both clocks to agree.
    told = reply.headers.get("retry-after", "")
    if not (told.isascii() and told.isdigit() and len(told) < 10):
        return _DEFAULT_BUSY_S
    return min(float(told), _MAX_BUSY_S)


def _checked_address(address: str) -> httpx.URL:
    try:
        url = httpx.URL(address.strip())
    except httpx.InvalidURL:
        raise Refused("line.bad_address", address=address) from None
    is_plain = not url.userinfo and not url.query and (url.port or 0) < 65536
    if url.scheme not in ("http", "https") or not url.host or not is_plain:
        raise Refused("line.bad_address", address=address)
    if url.scheme == "http" and not _is_here(url.host):
        raise Refused("line.not_safe", address=address)
    return url


def _is_here(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _authorization(token: str) -> dict[str, str]:
    if not token:
        return {}
    # Said here, because the library below would print a token that it cannot send.
    if not token.isascii() or not token.isprintable() or " " in token:
        raise Refused("line.signed_out")
    return {"Authorization": f"Bearer {token}"}
