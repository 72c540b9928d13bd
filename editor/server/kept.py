# SPDX-License-Identifier: GPL-3.0-or-later
"""Pages that were made for one reader and still hold for the next."""

import gzip
import hashlib
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from typing import Final

from fastapi import Response
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from editor.server import caching
from editor.server.pages import Made

MAX_BYTES: Final = 8 * 1024 * 1024
TRUST_S: Final = 1.0
"""So long the stamp is believed: it has the grain of the file system's clock."""
_GZIP_LEVEL: Final = 6
_ITS_GRAIN: Final = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Kept:
    """One page, and for how long it is what would be made anew."""

    mark: str
    until: datetime
    etag: str
    body: bytes
    packed: bytes
    media_type: str
    keys: tuple[str, ...]
    """See `editor.server.caching`."""
    made_at: datetime
    """When these bytes were first made, to the second."""


class KeptPages:
    """The pages of one server process. Thread: any.

    Args:
        mark: what is another one after each change of what readers may see; blocks.
        stamp: see `editor.server.database.Database.stamp`.
        clock: the one that the pages are made by; aware.
        headers: of every page.
        clock_s: seconds that never go back.
    """

    def __init__(
        self,
        mark: Callable[[], str],
        stamp: Callable[[], object],
        clock: Callable[[], datetime],
        headers: dict[str, str],
        *,
        clock_s: Callable[[], float] = time.monotonic,
    ) -> None:
        self._ask_mark = mark
        self._stamp = stamp
        self._clock = clock
        self._clock_s = clock_s
        self._headers = {**headers, "Vary": "Accept-Encoding"}
        self._lock = threading.Lock()
        self._pages: dict[str, Kept] = {}
        self._size_bytes = 0
        self._seen: tuple[object, str, float] = (None, "", 0.0)

    def doubt(self) -> None:
        """Something was written by this process: the next one looks. Thread: any."""
        self._seen = (None, "", 0.0)

    def at_once(self, scope: Scope) -> Response | None:
        """The page, when it is known without a look at the database that it still holds."""
        stamp, mark, looked_s = self._seen
        is_old = self._clock_s() - looked_s > TRUST_S
        if stamp is None or is_old or stamp != self._stamp():
            return None
        return self._found(scope, mark, scope["path"])

    def page(
        self, scope: Scope, make: Callable[[], Made | Response], *, name: str = ""
    ) -> Response:
        """The page that is kept, else one that is made now; what is no page is not kept.

        Args:
            scope: of the request.
            make: makes it.
            name: what it is kept as; empty: as its path, and `at_once` finds it.
        """
        mark, name = self._mark(), name or scope["path"]
        found = self._found(scope, mark, name)
        if found is not None:
            return found
        made = make()
        return made if isinstance(made, Response) else self._keep(scope, mark, name, made)

    def _mark(self) -> str:
        # The stamp of before the look: what changes meanwhile is looked up again.
        stamp, now_s = self._stamp(), self._clock_s()
        mark = self._ask_mark()
        self._seen = stamp, mark, now_s
        return mark

    def _found(self, scope: Scope, mark: str, name: str) -> Response | None:
        kept = self._pages.get(name)
        if kept is None or kept.mark != mark or kept.until <= self._clock():
            return None
        return self._reply(scope, kept)

    def _keep(self, scope: Scope, mark: str, name: str, made: Made) -> Response:
        body = made.text.encode()
        # Without the time, so that the same page is the same bytes.
        packed = gzip.compress(body, _GZIP_LEVEL, mtime=0)
        etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
        old, made_at = self._pages.get(name), self._clock().replace(microsecond=0)
        if old is not None and old.etag == etag:
            made_at = old.made_at
        kept = Kept(mark, made.until, etag, body, packed, made.media_type, made.keys, made_at)
        with self._lock:
            if self._size_bytes > MAX_BYTES:
                self._pages.clear()
                self._size_bytes = 0
            self._pages[name] = kept
            self._size_bytes += len(body) + len(packed)
        return self._reply(scope, kept)

    def _reply(self, scope: Scope, kept: Kept) -> Response:
        asked = Headers(scope=scope)
        headers = {**self._headers, "ETag": kept.etag, **caching.headers(kept.keys)}
        # Another page may still be made in the same second: until it is over, it names none.
        if self._clock() - kept.made_at >= _ITS_GRAIN:
            headers["Last-Modified"] = format_datetime(kept.made_at.astimezone(UTC), usegmt=True)
        if _is_known(asked, kept.etag, headers.get("Last-Modified", "")):
            return Response(status_code=304, headers=headers)
        if "gzip" not in asked.get("accept-encoding", ""):
            return Response(kept.body, 200, headers, kept.media_type)
        packed = {**headers, "Content-Encoding": "gzip"}
        return Response(kept.packed, 200, packed, kept.media_type)


def _is_known(asked: Headers, etag: str, modified: str) -> bool:
    """Has the reader these bytes already? The tag decides where he names one (RFC 9110)."""
    if "if-none-match" in asked:
        return etag in asked["if-none-match"]
    since = asked.get("if-modified-since", "")
    if not since or not modified:
        return False
    try:
        return parsedate_to_datetime(since) >= parsedate_to_datetime(modified)
    except (ValueError, TypeError):
        # No date, or one that names no zone.
        return False


class ServedAtOnce:
    """Answers with a kept page before the application is asked; all else goes on to it."""

    def __init__(self, app: ASGIApp, pages: KeptPages) -> None:
        self._app = app
        self._pages = pages

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        is_asking = scope["type"] == "http" and scope["method"] == "GET"
        found = self._pages.at_once(scope) if is_asking else None
        await (self._app if found is None else found)(scope, receive, send)
