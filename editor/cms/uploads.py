# SPDX-License-Identifier: GPL-3.0-or-later
"""Big pictures to our server piece by piece (tus 1.0): what arrived is never sent again."""

import base64
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final

from editor.cms.http import Http, Reply
from editor.cms.pace import Pace
from editor.errors import Offline
from editor.model.picture import Sha256

PIECE_BYTES: Final = 8 * 1024 * 1024
"""A picture as large as this goes in pieces, of this size at first."""
READ_BYTES: Final = 256 * 1024
_PLACE: Final = "/v1/uploads"
_TUS: Final = {"Tus-Resumable": "1.0.0"}
_PIECE: Final = {**_TUS, "Content-Type": "application/offset+octet-stream"}
_BEGUN: Final = _PLACE
"""Noted as the place of a picture that broke off with its first bytes, until one is named."""
_MAX_DETOURS: Final = 5
_GONE: Final = (404, 410)


Progress = Callable[[int], None]
Placed = Callable[[str, int], None]


def send(  # noqa: PLR0913  # half of them by name only
    http: Http,
    sha256: Sha256,
    path: Path,
    progress: Progress | None = None,
    *,
    place: str = "",
    placed: Placed | None = None,
    pace: Pace | None = None,
    meanwhile: Callable[[], None] | None = None,
) -> None:
    """Send a picture; one that was broken off goes on where the server has it.

    Args:
        http: the line.
        sha256: its name.
        path: its bytes.
        progress: told how far they have gone.
        place: where it went when it was broken off; empty: nowhere yet.
        placed: told where it goes, and how far it is there for good.
        pace: how large pieces are, as this line has shown so far.
        meanwhile: done once all bytes are on their way, before the last reply.

    Raises:
        Offline, Refused: as `editor.cms.site.Site.put_blob`.
        OSError: when the file cannot be read.
    """
    sending = _Sending(http, sha256, path, progress, pace or Pace(PIECE_BYTES))
    sending.meanwhile = meanwhile
    note = placed or (lambda _place, _offset: None)
    if place:
        begun = _go_on(http, place) or sending.begin()
    else:
        try:
            begun = sending.begin_with_bytes()
        except Offline:
            # Only now: most pictures go in one piece, and each note waits for the disk.
            note(_BEGUN, 0)
            raise
    sending.send_rest(*begun, note, is_taken=not place)


class _Sending:
    """One picture on its way."""

    def __init__(
        self, http: Http, sha256: Sha256, path: Path, progress: Progress | None, pace: Pace
    ) -> None:
        self._http = http
        self._path = path
        self._progress = progress
        self._pace = pace
        self.size_bytes = path.stat().st_size
        name = base64.b64encode(sha256.encode()).decode()
        told = {"Upload-Length": str(self.size_bytes), "Upload-Metadata": f"sha256 {name}"}
        self._told = told
        self.meanwhile: Callable[[], None] | None = None
        """What is still to be done when all bytes are on their way."""
        self._away_s = 0.0

    def begin(self) -> tuple[str, int]:
        """Ask for a place, which may have some of it; where, and how much."""
        return _placed(self._http.ask("POST", _PLACE, headers={**_TUS, **self._told}))

    def begin_with_bytes(self) -> tuple[str, int]:
        """Send the first piece along: a picture that is no larger needs one request."""
        return _placed(self._send("POST", _PLACE, 0, self._told))

    def send_rest(self, place: str, offset: int, note: Placed, *, is_taken: bool) -> None:
        """Send piece after piece, and note how far each has come.

        Args:
            place: where they go.
            offset: how much is there.
            note: told of both.
            is_taken: the server says so of bytes that it just took. All of them may be there from
                an earlier time and yet be no picture: a piece of no bytes has them put away.
        """
        detours = 0
        while offset != self.size_bytes or not is_taken:
            note(place, offset)
            reply = self._send("PATCH", place, offset, {"Upload-Offset": str(offset)})
            is_taken = reply.status == 204
            if is_taken:
                offset = _offset(reply)
                continue
            detours += 1
            if detours > _MAX_DETOURS:
                raise Offline("line.failed")
            place, offset = _detour(self._http, reply, place) or self.begin()

    def _send(self, method: str, place: str, offset: int, told: Mapping[str, str]) -> Reply:
        size_bytes = self._pace.next_bytes(self.size_bytes - offset)
        headers = {**_PIECE, **told, "Content-Length": str(size_bytes)}
        then = self._do_meanwhile if offset + size_bytes == self.size_bytes else None
        content = pieces(self._path, self._progress, start=offset, size_bytes=size_bytes, then=then)
        began_s, self._away_s = time.monotonic(), 0.0
        try:
            reply = self._http.ask(method, place, content=content, headers=headers)
        except Offline:
            self._pace.broke()
            raise
        self._pace.went(size_bytes, time.monotonic() - began_s - self._away_s)
        return reply

    def _do_meanwhile(self) -> None:
        """What was asked for; the time that it takes is none of this line's pace."""
        meanwhile, self.meanwhile = self.meanwhile, None
        if meanwhile is not None:
            began_s = time.monotonic()
            meanwhile()
            self._away_s = time.monotonic() - began_s


def _go_on(http: Http, place: str) -> tuple[str, int] | None:
    """How much of a picture is at a place; None: nothing can go there any more."""
    if not _is_place(place):
        return None
    reply = http.ask("HEAD", place, headers=_TUS)
    return (place, _offset(reply)) if reply.status == 200 else None


def _detour(http: Http, reply: Reply, place: str) -> tuple[str, int] | None:
    """Where to go on after a piece was not taken; None: from the beginning."""
    if reply.status in _GONE:
        return None
    if reply.code != "offset_mismatch":
        raise reply.trouble()
    return place, _ask_offset(http, place)


def _is_place(place: str) -> bool:
    return place.startswith(f"{_PLACE}/") and place.removeprefix(f"{_PLACE}/").isalnum()


def pieces(
    path: Path,
    progress: Progress | None,
    *,
    start: int = 0,
    size_bytes: int | None = None,
    then: Callable[[], None] | None = None,
) -> Iterator[bytes]:
    """Some of a file's bytes, and how far they go; `then` is done when all have been taken."""
    with path.open("rb") as file:
        file.seek(start)
        at = start
        end = path.stat().st_size if size_bytes is None else start + size_bytes
        while at < end and (piece := file.read(min(READ_BYTES, end - at))):
            yield piece
            at += len(piece)
            if progress is not None:
                progress(at)
    if then is not None and at >= end:
        then()


def _placed(reply: Reply) -> tuple[str, int]:
    place = reply.headers.get("location", "")
    if reply.status != 201:
        raise reply.trouble()
    if not _is_place(place):
        raise Offline("line.not_our_server")
    return place, _offset(reply)


def _ask_offset(http: Http, place: str) -> int:
    reply = http.ask("HEAD", place, headers=_TUS)
    # A reply without a body names no trouble: the next piece hears of it.
    return _offset(reply) if reply.status == 200 else 0


def _offset(reply: Reply) -> int:
    told = reply.headers.get("upload-offset", "")
    if not (told.isascii() and told.isdigit() and len(told) < 15):
        raise Offline("line.not_our_server")
    return int(told)
