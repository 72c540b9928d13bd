# SPDX-License-Identifier: GPL-3.0-or-later
"""The purger: tells nginx, Varnish or a CDN what changed, the taken down first, until it heard."""

import logging
import os
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, nullcontext
from typing import Final
from urllib.parse import urlsplit

import httpx

from editor.errors import Refused
from editor.server import purges
from editor.server.archive import Archive
from editor.server.reach import Reach
from editor.server.rounds import Rounds

TOKEN: Final = "STET_PURGE_TOKEN"
LOOK_S: Final = 1.0
"""How soon an act of another process is heard of; one of this process is at once."""
_TIMEOUT_S: Final = 5.0
_TOGETHER: Final = 4
_POSTS: Final = "post+"
_AS_READERS_ASK: Final = ("gzip", "identity")
"""A cache may keep a page once for each of them."""
_NOT_THERE: Final = frozenset({404, 412})
"""What a cache answers that has no such page."""

_log = logging.getLogger(__name__)


class Hook:
    """One cache, and how it is told.

    Args:
        address: `http://127.0.0.1:8080`: a `PURGE` request for each address goes there;
            `post+https://...`: one POST with `{"addresses": [...], "keys": [...], "urgent": ...}`.
        site: the address of the site; empty: it has none.
        token: sent as a bearer's; empty: none is.
        transport: for tests.

    Raises:
        Refused: `server.bad_purge` for an address that is none.
    """

    def __init__(
        self, address: str, site: str, token: str, transport: httpx.BaseTransport | None = None
    ) -> None:
        self.address = address
        self._posts = address.startswith(_POSTS)
        self._url = address.removeprefix(_POSTS)
        parts = urlsplit(self._url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise Refused("server.bad_purge", address=address)
        self._site = site.rstrip("/")
        host = urlsplit(self._site).netloc
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        if host and not self._posts:
            # It is the site's page that is purged, by whatever name the cache is called here.
            headers["Host"] = host
        self._client = httpx.Client(headers=headers, timeout=_TIMEOUT_S, transport=transport)

    def tell(self, reach: Reach, *, is_urgent: bool) -> bool:
        """Tell it; False: it has not understood, or was not there."""
        try:
            if self._posts:
                return self._posted(reach, is_urgent=is_urgent)
            return self._all_purged(sorted(reach.addresses))
        except httpx.HTTPError as error:
            _log.warning("%s could not be told: %s", self.address, type(error).__name__)
            return False

    def close(self) -> None:
        """Hang up."""
        self._client.close()

    def _posted(self, reach: Reach, *, is_urgent: bool) -> bool:
        addresses = [self._site + each for each in sorted(reach.addresses)]
        told = {"addresses": addresses, "keys": sorted(reach.keys), "urgent": is_urgent}
        return self._is_heard(self._client.post(self._url, json=told))

    def _all_purged(self, addresses: Sequence[str]) -> bool:
        pool = ThreadPoolExecutor(_TOGETHER)
        try:
            return all(pool.map(self._purged, addresses))
        finally:
            # Of a cache that is away nobody waits for more than the first.
            pool.shutdown(cancel_futures=True)

    def _purged(self, address: str) -> bool:
        return all(
            self._is_heard(
                self._client.request(
                    "PURGE", self._url.rstrip("/") + address, headers={"Accept-Encoding": each}
                )
            )
            for each in _AS_READERS_ASK
        )

    def _is_heard(self, reply: httpx.Response) -> bool:
        is_heard = reply.is_success or (not self._posts and reply.status_code in _NOT_THERE)
        if not is_heard:
            _log.warning("%s answered %d", self.address, reply.status_code)
        return is_heard


class Purger:
    """One thread that tells all caches of each act, for as long as the block lasts.

    Args:
        archive: safe with several processes on one database: each act is told by one of them.
        hooks: the caches; closed at the end.
    """

    def __init__(self, archive: Archive, hooks: Sequence[Hook]) -> None:
        self._archive = archive
        self._database = archive.database
        self._hooks = hooks
        self._rounds = Rounds("purging", self._go)

    def __enter__(self) -> "Purger":
        self._database.write_in_order(purges.want)
        self._database.listen(self._rounds.wake)
        self._rounds.__enter__()
        return self

    def __exit__(self, *_: object) -> None:
        self._rounds.__exit__()
        for each in self._hooks:
            each.close()

    def _go(self) -> float:
        now = self._archive.clock()
        with self._database.reading() as connection:
            if not purges.waiting(connection, now):
                return LOOK_S
        taken = self._database.write_in_order(lambda connection: purges.take(connection, now))
        if taken is not None:
            self._tell(taken)
        return 0.0

    def _tell(self, taken: purges.Taken) -> None:
        # All of them, also when the first has not heard.
        heard = [each.tell(taken.reach, is_urgent=taken.is_urgent) for each in self._hooks]
        now = self._archive.clock()
        if all(heard) and not self._is_to_be_sure(taken):
            self._database.write_in_order(lambda connection: purges.done(connection, taken))
        else:
            self._database.write_in_order(lambda connection: purges.again(connection, taken, now))

    @staticmethod
    def _is_to_be_sure(taken: purges.Taken) -> bool:
        """What was taken down is told twice: a cache may just have asked for it before."""
        return taken.is_urgent and taken.tries == 0


def telling(archive: Archive, addresses: Iterable[str]) -> AbstractContextManager[object]:
    """Tell the caches that these addresses name for as long as the block lasts; none: nobody.

    The token is read from the environment.

    Raises:
        Refused: `server.bad_purge`.
    """
    token, site = os.environ.get(TOKEN, ""), archive.profile.address
    hooks = [Hook(each, site, token) for each in addresses]
    return Purger(archive, hooks) if hooks else nullcontext()
