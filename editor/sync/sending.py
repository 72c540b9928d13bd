# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures on their way: the next one goes while the server puts the last ones away."""

from collections import deque
from collections.abc import Callable, Iterable
from functools import partial
from typing import Final

from editor.cms.site import Site
from editor.errors import EditorError, Offline, Refused
from editor.model.operation import Outcome, Rejected
from editor.model.picture import Sha256
from editor.model.rows import Progress
from editor.pictures.vault import Vault
from editor.store.uploads import Uploads

AT_ONCE: Final = 5
"""So many pictures at most have gone out and are not yet acknowledged."""


class Sending:
    """Sends pictures to one house in their order, each whole before the next begins.

    All of it is done by the calling thread: the bytes of the next picture are sent from within the
    call that has sent the last one and has not yet asked for its reply.

    Args:
        site: the house.
        vault: has the bytes.
        uploads: keeps how far big ones have come.
        tell: told how far each has gone; raises `Offline` to break it off.
    """

    def __init__(
        self, site: Site, vault: Vault, uploads: Uploads, tell: Callable[[Progress], None]
    ) -> None:
        self._site = site
        self._vault = vault
        self._uploads = uploads
        self._tell = tell
        self._left: deque[Sha256] = deque()
        self._refused: dict[Sha256, Outcome] = {}
        self._trouble: EditorError | None = None

    def send(self, sha256s: Iterable[Sha256]) -> dict[Sha256, Outcome]:
        """Send them all; which of them cannot go, and why.

        Raises:
            Offline, Refused: of the line, as `Site` says; what was acknowledged by then is there,
                and none begins any more.
        """
        self._left.extend(sha256s)
        while self._left:
            self._send_next(AT_ONCE)
            if self._trouble is not None:
                raise self._trouble
        return self._refused

    def _send_next(self, at_once: int) -> None:
        """One picture, and before its reply so many others less one."""
        sha256 = self._left.popleft()

        def meanwhile() -> None:
            if self._left and at_once > 1 and self._trouble is None:
                self._send_next(at_once - 1)

        try:
            self._put(sha256, meanwhile)
        except EditorError as error:
            # Not raised from within another picture's call: that one may be whole there.
            if is_of_line(error):
                self._trouble = self._trouble or error
            else:
                self._refused[sha256] = Rejected(error.code.removeprefix("site."))

    def _put(self, sha256: Sha256, meanwhile: Callable[[], None]) -> None:
        path = self._vault.path(sha256)
        try:
            size_bytes = path.stat().st_size
        except OSError as error:
            raise Refused("site.picture_gone", sha256=str(sha256)) from error

        def gone(sent_bytes: int) -> None:
            self._tell(Progress(sha256, sent_bytes, size_bytes))

        placed = partial(self._uploads.note, sha256)
        place = self._uploads.place(sha256)
        self._site.put_blob(sha256, path, gone, place=place, placed=placed, meanwhile=meanwhile)
        self._uploads.forget(sha256)


def is_of_line(error: EditorError) -> bool:
    """Whether it says something of the line or of who we are, and nothing of what was sent."""
    return isinstance(error, Offline) or error.code.startswith("line.")
