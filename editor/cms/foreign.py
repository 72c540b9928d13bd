# SPDX-License-Identifier: GPL-3.0-or-later
"""A line to a house of another kind: what it answered as it is, once that is proven to be JSON."""

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, cast

import httpx

from editor.cms.http import MAX_REPLY_BYTES, STALL_S, Http
from editor.errors import Offline

SLOW_S: Final = 90.0
"""Such a house makes all sizes of a picture before it answers."""
_BUSY: Final = (429, 503)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a house said, whatever its status."""

    status: int
    body: object
    """The JSON document."""
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def doc(self) -> Mapping[str, object]:
        """The document where one was asked for.

        Raises:
            Offline: `line.not_our_server` for a list or anything else.
        """
        if not isinstance(self.body, dict):
            raise Offline("line.not_our_server")
        return cast("dict[str, object]", self.body)

    @property
    def rows(self) -> list[Mapping[str, object]]:
        """The documents of a list.

        Raises:
            Offline: as `doc`.
        """
        if not isinstance(self.body, list) or not all(isinstance(e, dict) for e in self.body):
            raise Offline("line.not_our_server")
        return cast("list[Mapping[str, object]]", self.body)

    @property
    def code(self) -> str:
        """The name of what went wrong; empty for none. What is said in words is translated."""
        return str(self.body.get("code", "")) if isinstance(self.body, dict) else ""


class Foreign(Http):
    """A line to a house that sets no mark of ours on its replies.

    Args:
        address: of the house, as `Http` has it.
        authorization: the whole header; empty: nobody yet.
        stall_s: how long silence is borne.
        transport: carries the requests; None: the network.

    Raises:
        Refused: `line.bad_address`, `line.not_safe`.
    """

    def __init__(
        self,
        address: str,
        authorization: str,
        *,
        stall_s: float = max(STALL_S, SLOW_S),
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        super().__init__(address, "", stall_s=stall_s, transport=transport)
        self._said = {"Cache-Control": "no-cache"}
        if authorization:
            self._said["Authorization"] = authorization
        self.requests = 0
        """How many went out so far."""

    def __repr__(self) -> str:
        """The address; never the secret."""
        return f"Foreign({self.address!r})"

    def call(
        self,
        method: str,
        path: str,
        *,
        content: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """One request and its answer. Only GET is tried twice.

        Raises:
            Offline: `line.down`, `line.timeout`, `line.busy`, and `line.not_our_server` for a page
                where JSON was due, or half of one.
        """
        tries, hangs = 2 if method == "GET" else 1, self._hangs
        if method == "GET":
            # An address that nobody asked for before: no cache on the way has an old page of it.
            path = f"{path}{'&' if '?' in path else '?'}_={time.time_ns()}"
        while True:
            tries -= 1
            self.requests += 1
            try:
                told = {**self._said, **(headers or {})}
                with self.stream(method, path, content=content, headers=told) as reply:
                    return _answer(reply)
            except Offline as error:
                if tries == 0 or error.code != "line.down" or self._hangs != hangs:
                    raise

    def _check(self, reply: httpx.Response) -> None:
        """Who answers is seen by what is answered; only that it is too busy is told by a number."""
        if reply.status_code in _BUSY:
            super()._check(reply)


def _answer(reply: httpx.Response) -> Answer:
    media_type = reply.headers.get("content-type", "").partition(";")[0].strip()
    if media_type != "application/json":
        raise _no_json(reply.status_code)
    data = bytearray()
    for piece in reply.iter_bytes():
        data += piece
        if len(data) > MAX_REPLY_BYTES:
            raise Offline("line.not_our_server")
    try:
        body = json.loads(data)
    except (ValueError, RecursionError):
        raise Offline("line.not_our_server") from None
    return Answer(reply.status_code, body, dict(reply.headers))


def _no_json(status: int) -> Offline:
    # A page with 5xx is the house's own front, out of breath; with any other, somebody else.
    return Offline("line.failed" if status >= 500 else "line.not_our_server")
