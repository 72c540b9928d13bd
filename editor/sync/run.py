# SPDX-License-Identifier: GPL-3.0-or-later
"""One Action: site first, then one commit; safe to repeat."""

import tempfile
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from editor.cms.site import Site
from editor.errors import EditorError, Offline, Refused
from editor.model.article import ArticleId
from editor.model.operation import (
    Entity,
    Operation,
    OpKind,
    Outcome,
    Page,
    Rejected,
    Remote,
    ServerInfo,
    Unknown,
)
from editor.model.picture import Sha256
from editor.model.rows import StoryFilter
from editor.model.workflow import State
from editor.pictures.vault import Vault
from editor.store.articles import Articles
from editor.store.mirror import Mirror, Three
from editor.store.outbox import Outbox
from editor.sync import plan

ALL_STATES = StoryFilter(states=tuple(State))
MERGE_TRIES = 20
"""How often a merge is done anew because somebody typed meanwhile, before the next round."""


class Run:
    """What one laptop does with one house, one action a call.

    Nothing is held while the network is waited for: each reply is followed by one commit.
    """

    def __init__(  # noqa: PLR0913  # the rooms that a sync joins, all by name
        self,
        site: Site,
        *,
        mirror: Mirror,
        outbox: Outbox,
        articles: Articles,
        vault: Vault,
        clock: Callable[[], datetime],
        draw: Callable[[], float],
    ) -> None:
        self._site = site
        self._mirror = mirror
        self._outbox = outbox
        self._articles = articles
        self._vault = vault
        self._clock = clock
        self._draw = draw
        self._tries: dict[str, int] = {}
        self._removed = 0
        self.has_news = True
        """Pictures may have come whose bytes are not here."""

    def greet(self) -> ServerInfo:
        """Ask who the server is; keep its profile.

        Raises:
            Offline, Refused: as `Site` says.
        """
        server = self._site.hello()
        if server.profile and server.profile != self._mirror.profile():
            self._mirror.store_profile(server.profile)
        return server

    def pull(self, server: ServerInfo, *, may_remove_many: bool) -> bool:
        """Take in one page of news; True when there is more.

        Raises:
            Refused: `sync.mass_delete` with `removed` and `known`: nothing of the page is kept.
            Offline, Clash: as `Site` says.
        """
        page = self._site.changes(self._mirror.cursor())
        self._guard(page, may_remove_many=may_remove_many)
        self._mirror.receive(page, server)
        self.has_news = self.has_news or bool(page.changes)
        if not page.has_more:
            self._removed = 0
        return page.has_more

    def start_over(self) -> None:
        """The server is not the one that it was: read all of it again, remove nothing here."""
        self._removed = 0
        self._mirror.start_over()

    def recall(self) -> int:
        """After all of a new history was read: send again what it does not know; how many."""
        forgotten = self._mirror.forgotten()
        for entity, entity_id in forgotten:
            self._mirror.forget(entity, entity_id)
        return len(forgotten)

    def merge_all(self) -> None:
        """Bring every newer version from the server together with what stands here."""
        for entity, entity_id in self._mirror.unmerged():
            self.merge(entity, entity_id)

    def merge(self, entity: Entity, entity_id: str) -> bool:
        """One entity; False when somebody typed each time: the next round does it."""
        for _ in range(MERGE_TRIES):
            three = self._mirror.three(entity, entity_id)
            if self._settle_merge(entity, entity_id, three):
                return True
        return False

    def send(self, operation: Operation) -> Outcome:
        """Send one operation, its pictures' bytes first, and keep what came of it."""
        try:
            self._send_bytes(operation)
            outcome = self._site.push(operation)
        except EditorError as error:
            # A picture that cannot be sent parks its own article; the queue goes on.
            is_line = isinstance(error, Offline) or _is_line(error)
            outcome = _unknown(error) if is_line else Rejected(_bare(error))
        self._keep(operation, outcome)
        return outcome

    def lacking(self) -> list[Sha256]:
        """Pictures that stand in an article and whose bytes are not here."""
        return [each for each in sorted(self._articles.placed()) if not self._vault.has(each)]

    def fetch(self, sha256: Sha256) -> bool:
        """Bring the bytes of one picture; False when the server has not got them either.

        Raises:
            Offline: as `Site` says.
        """
        with tempfile.TemporaryDirectory(prefix="fetch-") as folder:
            target = Path(folder) / "bytes"
            try:
                self._site.get_blob(sha256, target)
            except EditorError as error:
                if isinstance(error, Offline) or _is_line(error):
                    raise
                return False
            with target.open("rb") as source:
                return self._vault.put(source) == sha256

    def _guard(self, page: Page, *, may_remove_many: bool) -> None:
        removed = self._removed + sum(self._is_removal(each) for each in page.changes)
        known = self._articles.count(ALL_STATES)
        if not may_remove_many and plan.is_mass_delete(removed, known):
            self._removed = 0
            raise Refused("sync.mass_delete", removed=removed, known=known)
        self._removed = removed

    def _is_removal(self, remote: Remote) -> bool:
        is_article = remote.is_deleted and remote.entity is Entity.ARTICLE
        return is_article and self._articles.find(ArticleId(remote.entity_id)) is not None

    def _settle_merge(self, entity: Entity, entity_id: str, three: Three) -> bool:
        decision = plan.decide(
            entity,
            base=three.base,
            mine=three.mine,
            theirs=three.theirs.doc,
            is_deleted=three.theirs.is_deleted,
        )
        if decision.step is plan.Step.REMOVE:
            return self._mirror.fast_forward(
                entity, entity_id, theirs=three.theirs, local_version=three.local_version
            )
        return self._mirror.store_merge(
            entity,
            entity_id,
            merged=decision.doc,
            theirs=three.theirs,
            clashes=decision.clashes,
            local_version=three.local_version,
        )

    def _send_bytes(self, operation: Operation) -> None:
        wanted = self._outbox.blobs_of(operation)
        if not wanted:
            return
        for sha256 in self._site.missing(wanted):
            if not self._vault.has(sha256):
                raise Refused("site.picture_gone", sha256=str(sha256))
            self._site.put_blob(sha256, self._vault.path(sha256))

    def _keep(self, operation: Operation, outcome: Outcome) -> None:
        next_at = None
        if isinstance(outcome, Unknown):
            tries = self._tries[operation.op_id] = self._tries.get(operation.op_id, 0) + 1
            wait_s = plan.delay_s(tries, self._draw(), asked_s=outcome.retry_after_s)
            next_at = self._clock() + timedelta(seconds=wait_s)
        else:
            self._tries.pop(operation.op_id, None)
        self._outbox.settle(operation, outcome, next_at=next_at)


def is_stale(outcome: Outcome) -> bool:
    """Whether somebody else wrote first: to be pulled, merged and sent anew."""
    return isinstance(outcome, Rejected) and outcome.code == "rev_mismatch"


def is_forgotten(operation: Operation, outcome: Outcome) -> bool:
    """Whether the server does not know what it once had, the article or a picture of it."""
    lost = {"unknown_id", "missing_picture"}
    is_known_here = operation.kind is not OpKind.CREATE
    return is_known_here and isinstance(outcome, Rejected) and outcome.code in lost


def _unknown(error: EditorError) -> Unknown:
    asked = error.values.get("retry_after_s")
    return Unknown(error.code, float(asked) if isinstance(asked, int | float) else None)


def _is_line(error: EditorError) -> bool:
    return error.code.startswith("line.")


def _bare(error: EditorError) -> str:
    return error.code.removeprefix("site.")
