# SPDX-License-Identifier: GPL-3.0-or-later
"""A line to a Ghost: each request signed by the house's own clock, each answer its JSON."""

import json
import time
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Final

import httpx

from editor.cms.foreign import Answer, Foreign
from editor.cms.ghost import troubles
from editor.cms.ghost.keys import Key
from editor.errors import EditorError, Offline, Refused

API: Final = "/ghost/api/admin"
_SPOKEN: Final = {"Accept-Version": "v5.0"}
_JSON: Final = {"Content-Type": "application/json"}
_ASKED_OFTEN: Final = "/posts/?limit=1&fields=id"
"""What everybody may ask who may ask anything."""
_OFF: Final = timedelta(seconds=30)
_AGAIN: Final = 2
"""So often is asked again what was refused as if by nobody."""


class Line:
    """Requests to one house by one key.

    Args:
        address: of the site, or of its admin where that has a host of its own.
        key: whose.
        transport: carries the requests; None: the network.

    Raises:
        Refused: `line.bad_address`, `line.not_safe`.
    """

    def __init__(self, address: str, key: Key, transport: httpx.BaseTransport | None) -> None:
        self._line = Foreign(address, "", transport=transport)
        self._key = key
        self._time = (datetime.now(UTC), time.monotonic())

    @property
    def address(self) -> str:
        """Scheme and host, with the folder where it has one."""
        return self._line.address

    def now(self) -> datetime:
        """What time it is by the house's clock, as it last told."""
        told, at_s = self._time
        return told + timedelta(seconds=time.monotonic() - at_s)

    @property
    def told(self) -> datetime:
        """What time it was by the house's clock when it last answered; whole seconds."""
        return self._time[0]

    def call(
        self,
        method: str,
        path: str,
        told: object = None,
        *,
        content: bytes | None = None,
        headers: Mapping[str, str] = _JSON,
    ) -> Answer:
        """One request, and what was answered, whatever its status.

        Args:
            method: of HTTP.
            path: below the Admin API.
            told: a JSON document to send.
            content: bytes to send instead.
            headers: of what is sent.

        Raises:
            Offline: as `Foreign.call`.
            Refused: `line.signed_out` where the house takes us for nobody.
        """
        body = content if told is None else json.dumps(told, ensure_ascii=False).encode()
        answer = self._once(method, path, body, headers)
        for _ in range(_AGAIN):
            if answer.status != 403:
                break
            # It had no effect; whoever comes without a token hears the same as who may not.
            if not self.is_known():
                raise Refused("line.signed_out")
            answer = self._once(method, path, body, headers)
        return answer

    def asked(self, path: str) -> Answer:
        """What is there.

        Raises:
            Offline, Refused: for any answer but that.
        """
        answer = self.call("GET", path)
        if answer.status != 200:
            raise self.trouble(answer)
        return answer

    def sent(self, method: str, path: str, told: object) -> Answer:
        """What came of a write that took effect.

        Raises:
            Clash, Offline, Refused: for any other answer.
        """
        answer = self.call(method, path, told)
        if answer.status not in (200, 201):
            raise self.trouble(answer)
        return answer

    def trouble(self, answer: Answer) -> EditorError:
        """An answer that is no success, as our own error."""
        # Who was locked out hears that nothing is there: so it is asked who we are.
        return troubles.of(answer, is_known=answer.status != 404 or self.is_known())

    def is_known(self) -> bool:
        """Whether the house still takes us for somebody.

        Raises:
            Offline: as `call`.
        """
        return self._once("GET", _ASKED_OFTEN, None, _JSON).status == 200

    def weighs(self, path: str) -> int | None:
        """How many bytes a picture of the site has; None: there is none, or it was not told.

        Raises:
            Offline: nobody knows whether there is one.
        """
        with self._line.stream("HEAD", path) as reply:
            told, status = reply.headers.get("content-length", ""), reply.status_code
            is_picture = reply.headers.get("content-type", "").startswith("image/")
        if status not in (200, 404) or (status == 200 and not is_picture):
            raise Offline("line.failed" if status >= 500 else "line.not_our_server")
        return int(told) if status == 200 and told.isdigit() else None

    def take_away(self, path: str) -> int:
        """Delete, and the status of the answer, which says no more."""
        headers = {"Authorization": f"Ghost {self._key.token(self.now())}", **_SPOKEN}
        with self._line.stream("DELETE", f"{API}{path}", headers=headers) as reply:
            if reply.status_code >= 500:
                raise Offline("line.failed")
            return reply.status_code

    def hang_up(self) -> None:
        """End what waits on the line."""
        self._line.hang_up()

    def close(self) -> None:
        """Let go of the line."""
        self._line.close()

    def _once(
        self, method: str, path: str, body: bytes | None, headers: Mapping[str, str]
    ) -> Answer:
        thought = self.now()
        answer = self._signed(method, f"{API}{path}", body, headers)
        # A token that is too old had no effect, and its answer says what time it is there.
        if troubles.is_bad_token(answer) and abs(self.now() - thought) > _OFF:
            answer = self._signed(method, f"{API}{path}", body, headers)
        return answer

    def _signed(
        self, method: str, path: str, body: bytes | None, headers: Mapping[str, str]
    ) -> Answer:
        token = self._key.token(self.now())
        told = {"Authorization": f"Ghost {token}", **_SPOKEN, **headers}
        answer = self._line.call(method, path, content=body, headers=told)
        self._note_time(answer)
        return answer

    def _note_time(self, answer: Answer) -> None:
        told = {name.lower(): each for name, each in answer.headers.items()}.get("date", "")
        try:
            self._time = (parsedate_to_datetime(told).astimezone(UTC), time.monotonic())
        except (TypeError, ValueError):
            return
