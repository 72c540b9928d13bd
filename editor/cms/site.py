# SPDX-License-Identifier: GPL-3.0-or-later
"""Site: the promises that every house keeps (index, fetch, push, publish, withdraw)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from editor.cms.digests import Standing
from editor.cms.giving import Giving
from editor.model.capabilities import Capabilities
from editor.model.operation import (
    Entity,
    Holder,
    Operation,
    Outcome,
    Page,
    Remote,
    ServerInfo,
    Sums,
)
from editor.model.picture import Sha256
from editor.model.shell import Sample
from editor.royalties.sheet import Sheet


class Site(Giving, Protocol):
    """One publishing house, as the sync sees it.

    Every call blocks, and may come from any thread. All but `push` and `close` raise `Offline` with
    `line.down`, `line.timeout`, `line.not_our_server` (a login page, a proxy), `line.busy` (with
    `retry_after_s` when it was told) or `line.failed`, and `Refused` with `line.signed_out` when
    the server does not know us any more, `line.not_signed_in` when nobody has signed in here, or
    `line.other_server` when one that is not the one before answers at its address. Nothing that
    is raised is a statement about an article: only a tombstone in a reply deletes.
    """

    def capabilities(self) -> Capabilities:
        """What the house can do, and lets us do, as far as is known by now; asks nobody."""
        ...

    def hello(self) -> ServerInfo:
        """Who the server is and who we are to it."""
        ...

    def changes(self, cursor: str, *, limit: int = 200, wait_s: int = 0) -> Page:
        """What is new since a cursor (empty: from the beginning), each entity once, as it is now.

        Args:
            cursor: where the last page ended.
            limit: of entities in the page.
            wait_s: while there is nothing new, wait for it, 25 s at most; `close` ends it.

        Raises:
            Clash: `line.epoch_changed` when the cursor is not of this server's history: it was
                restored from a backup or replaced. Nothing local is to be deleted; start over
                with an empty cursor.
        """
        ...

    def fetch(self, entity: Entity, entity_id: str) -> Remote | None:
        """An entity as it is now, a deleted one as its tombstone; None: never heard of it."""
        ...

    def has_revision(self, entity: Entity, entity_id: str, rev: int, etag: str) -> bool:
        """Whether the house still has a revision, as the one that it was.

        A house that was restored from a backup may have given its number to another text since.

        Args:
            entity: article or picture.
            entity_id: which.
            rev: its number.
            etag: its tag, as the `Remote` had it.
        """
        ...

    def push(self, operation: Operation) -> Outcome:
        """Create, patch, act or delete. Safe to repeat: the same operation takes effect once.

        Never raises an `EditorError`: a line that fails gives `Unknown`, and so do a busy server
        and one that does not know us (`line.signed_out`): in all of them the same operation, with
        the same bytes, may be sent again later. `Rejected` codes are those of the house without
        their room: `rev_mismatch` (with what stands there now), `forbidden`, `field`,
        `invalid_transition`, `missing_picture`, `picture_barred`, `embargo`, `unknown_id`,
        `deleted` ...
        """
        ...

    def push_all(self, operations: Sequence[Operation]) -> list[Outcome]:
        """Several pushes in their order, in fewer requests: the outcome of each, as of `push`.

        When the line breaks, all that went in that request are `Unknown`.
        """
        ...

    def sums(self) -> Sums:
        """All that stands, summed up by range: who has the same sums has the same stories."""
        ...

    def standing(self, name: str) -> tuple[Standing, ...]:
        """What stands in one range, each entity with its tag."""
        ...

    def hold(self, article_id: str, doing: str) -> tuple[Holder, ...]:
        """Say that we have an article open, for 90 seconds; who else has. It bars nobody."""
        ...

    def release(self, article_id: str) -> tuple[Holder, ...]:
        """Say that we have closed an article; who else has it open."""
        ...

    def holders(self) -> Mapping[str, tuple[Holder, ...]]:
        """All stories that somebody has open: article id -> who."""
        ...

    def missing(self, sha256s: Sequence[Sha256]) -> set[Sha256]:
        """Those of the pictures whose bytes the server has not."""
        ...

    def put_blob(
        self,
        sha256: Sha256,
        path: Path,
        progress: Callable[[int], None] | None = None,
        *,
        place: str = "",
        placed: Callable[[str, int], None] | None = None,
        meanwhile: Callable[[], None] | None = None,
    ) -> None:
        """Send the bytes of a picture; a repeat changes nothing.

        A big one that was broken off goes on where the server has it.

        Args:
            sha256: what the bytes must hash to.
            path: the file in the vault.
            progress: told the number of bytes sent so far.
            place: where a big one was going when it was broken off, as `placed` was told.
            placed: told where a big one goes, and how many of its bytes are there for good.
            meanwhile: done once, in this thread, when all bytes are on their way and the server
                puts them away: the next picture can go. It must raise nothing of ours.

        Raises:
            Refused: `site.too_large`, `site.digest_mismatch`, `site.not_a_picture`,
                `site.forbidden`.
            Damaged: `site.no_bytes` when the file cannot be read.
        """
        ...

    def get_blob(self, sha256: Sha256, target: Path) -> None:
        """Bring the bytes of a picture into a file that exists only when it is whole.

        Raises:
            Refused: `site.unknown_id` when the server has not got them.
            Damaged: `site.digest_mismatch` when what came is not what was asked for.
        """
        ...

    def tell_clashes(self, article_id: str, fields: Sequence[str]) -> None:
        """Say which fields of a story are still open between two versions here; none: settled."""
        ...

    def hang_up(self) -> None:
        """End whatever waits on the line now, in any thread; the next call opens it anew."""
        ...

    def close(self) -> None:
        """Let go of the line; what waits on it ends as `line.down`. Safe to call twice."""
        ...


class Payroll(Protocol):
    """What a house promises besides whose capabilities say that it `reckons_royalties`."""

    def royalties(self, month: str, *, closes: bool = False) -> Sheet:
        """What the stories first published in a month earn whom; to a writer what is theirs.

        Args:
            month: `2026-11`, by the newspaper's time zone.
            closes: close it, so that its figures stay; a second time changes nothing.

        Raises:
            Refused: `site.forbidden`, `site.bad_field`; `site.month_open` and `site.month_order`
                where it cannot be closed.
        """
        ...


@dataclass(frozen=True, slots=True)
class Shown:
    """A published post, and who we are to the house that published it."""

    sample: Sample
    person: str


class Showing(Protocol):
    """What a house promises besides whose capabilities say that it does not make our pages."""

    def sample(self, address: str = "") -> Shown:
        """A published post with what stands on its page, to learn the look of the house from.

        Args:
            address: of its page; empty: one of the newest.

        Raises:
            Refused: `shell.no_posts`: nothing is published.
            Offline: as `Site`.
        """
        ...
