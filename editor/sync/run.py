# SPDX-License-Identifier: GPL-3.0-or-later
"""One Action: site first, then one commit; safe to repeat."""

import tempfile
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from editor.cms.site import Site
from editor.errors import EditorError, Refused
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
from editor.model.rows import Progress, StoryFilter
from editor.model.workflow import State
from editor.pictures.vault import Vault
from editor.store.articles import Articles
from editor.store.mirror import Mirror, Three
from editor.store.outbox import Outbox
from editor.sync import plan
from editor.sync.sending import Sending, is_of_line

ALL_STATES = StoryFilter(states=tuple(State))
NEWEST_STORIES = 500
"""Of so many published stories the pictures are fetched before anybody opens them."""
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
        self._lost: set[tuple[Entity, str, int, str]] = set()
        self._wanted: dict[Sha256, None] = {}
        self.has_news = True
        """Pictures may have come whose bytes are not here."""
        self.on_progress: Callable[[Progress], None] = lambda _progress: None
        """Told how far a picture has gone; raises to break it off."""

    def greet(self) -> ServerInfo:
        """Ask who the server is; keep its profile, and what it calls us.

        Raises:
            Offline, Refused: as `Site` says.
        """
        server = self._site.hello()
        if server.profile and server.profile != self._mirror.profile():
            self._mirror.store_profile(server.profile)
        if (server.person, server.role) != self._mirror.agreement.caller():
            self._mirror.agreement.note_caller(server.person, server.role)
        return server

    def pull(
        self, server: ServerInfo, *, may_remove_many: bool, keeps_removed: bool = False
    ) -> bool:
        """Take in one page of news; True when there is more.

        Args:
            server: whose news they are.
            may_remove_many: a person said yes to a page that takes many articles away.
            keeps_removed: a person said no: they stay here and are sent anew.

        Raises:
            Refused: `sync.mass_delete` with `removed` and `known`: nothing of the page is kept.
            Offline, Clash: as `Site` says.
        """
        page = self._site.changes(self._mirror.cursor())
        self._guard(page, is_answered=may_remove_many or keeps_removed)
        self._mirror.receive(page, server, keeps_removed=keeps_removed)
        # Asked for only where the page says that they are others.
        packs, look = self._mirror.given_tags()
        if page.packs not in (None, packs):
            self._mirror.store_given(self._site.packs())
        if page.look not in (None, look):
            self._mirror.store_given(self._site.look())
        if page.outlet not in (None, self._mirror.outlets.tag()):
            self._mirror.outlets.keep(self._site.outlet())
        self.has_news = self.has_news or bool(page.changes)
        if not page.has_more:
            self._removed = 0
        return page.has_more

    def start_over(self) -> None:
        """The server is not the one that it was: read all of it again, remove nothing here."""
        self._removed = 0
        self._lost.clear()
        self._mirror.start_over()

    def ask_what_is_kept(self, is_over: Callable[[], bool]) -> bool:
        """After all of a new history was read: does it go on where this laptop was?

        Where others wrote past our revision after a restore, the newer number would say that they
        had taken out what they never saw. What was answered before it broke off is not asked again.

        Returns:
            False when it was broken off: nothing may be merged before the rest is known.

        Raises:
            Offline, Refused: as `Site` says; what was learnt by then stands.
        """
        for doubt in self._mirror.agreement.doubtful():
            if is_over():
                return False
            if doubt in self._lost:
                continue
            if self._site.has_revision(*doubt):
                self._mirror.agreement.note_kept(*doubt[:2])
            else:
                self._lost.add(doubt)
        return True

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
        return self.send_all([operation])[0]

    def send_all(self, operations: Sequence[Operation]) -> list[Outcome]:
        """Send some operations together, bytes first, and keep what came of each."""
        outcomes = self._sent(operations)
        told = list(zip(operations, outcomes, strict=True))
        self._outbox.settle_all(told, next_at=self._next_at(told))
        return outcomes

    def tell_clashes(self) -> None:
        """Let the server know which fields are open here: until then, they bar readers.

        Raises:
            Offline: as `Site` says.
        """
        if not self._site.capabilities().hears_clashes:
            return
        now: dict[str, list[str]] = {}
        for each in self._mirror.clashes():
            now.setdefault(each.article_id, []).append(each.field)
        told = self._mirror.agreement.told_clashes()
        for article_id in sorted(now.keys() | told.keys()):
            fields = sorted(now.get(article_id, []))
            if fields == told.get(article_id, []):
                continue
            self._tell_clashes(article_id, fields)
            told = {**told, article_id: fields}
            self._mirror.agreement.note_told_clashes(
                {name: each for name, each in told.items() if each}
            )

    def want(self, sha256s: Sequence[Sha256]) -> None:
        """These pictures are to be shown: they come first, however old their story is."""
        self._wanted = dict.fromkeys(sha256s)
        self.has_news = True

    def lacking(self) -> list[Sha256]:
        """Pictures whose bytes are not here, the wanted and those of the newest stories first.

        Those of old stories come when somebody opens them.
        """
        if not self._site.capabilities().keeps_originals:
            return []
        wanted = (*self._wanted, *self._mirror.agreement.placed_lately(NEWEST_STORIES))
        return [each for each in dict.fromkeys(wanted) if not self._vault.has(each)]

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
                if is_of_line(error):
                    raise
                return False
            with target.open("rb") as source:
                is_right = self._vault.put(source) == sha256
        self._mirror.agreement.tell_picture(sha256)
        return is_right

    def _guard(self, page: Page, *, is_answered: bool) -> None:
        removed = self._removed + sum(self._is_removal(each) for each in page.changes)
        if removed and not is_answered:
            known = self._articles.count(ALL_STATES)
            if plan.is_mass_delete(removed, known):
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
            is_asked=three.is_asked,
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

    def _sent(self, operations: Sequence[Operation]) -> list[Outcome]:
        try:
            refused = self._send_bytes(operations)
        except EditorError as error:
            # Nothing of it was sent; the same bytes go another time.
            return [_unknown(error)] * len(operations)
        going = [each for each in operations if each.op_id not in refused]
        told = dict(zip((each.op_id for each in going), self._pushed(going), strict=True))
        return [refused.get(each.op_id) or told[each.op_id] for each in operations]

    def _pushed(self, going: Sequence[Operation]) -> list[Outcome]:
        if len(going) == 1:
            return [self._site.push(going[0])]
        return self._site.push_all(going)

    def _send_bytes(self, operations: Sequence[Operation]) -> dict[str, Outcome]:
        """Send what the server lacks of their pictures; which of them cannot go, and why."""
        wanted = {each.op_id: self._outbox.blobs_of(each) for each in operations}
        asked = list(dict.fromkeys(sha256 for blobs in wanted.values() for sha256 in blobs))
        if not asked or not self._site.capabilities().keeps_originals:
            return {}
        missing = self._site.missing(asked)
        sending = Sending(self._site, self._vault, self._outbox.uploads, self.on_progress)
        # A picture that cannot be sent parks its own article; the queue goes on.
        failed = sending.send([each for each in asked if each in missing])
        return {
            op_id: next(failed[each] for each in blobs if each in failed)
            for op_id, blobs in wanted.items()
            if not failed.keys().isdisjoint(blobs)
        }

    def _tell_clashes(self, article_id: str, fields: Sequence[str]) -> None:
        try:
            self._site.tell_clashes(article_id, fields)
        except EditorError as error:
            if is_of_line(error):
                raise
            # Not ours to say, or a server that does not ask: it decides by itself.

    def _next_at(self, told: Sequence[tuple[Operation, Outcome]]) -> datetime | None:
        """When what got lost may go again: all of it at once, as it went."""
        tries, asked_s = 0, None
        for operation, outcome in told:
            if isinstance(outcome, Unknown):
                known = self._tries[operation.op_id] = self._tries.get(operation.op_id, 0) + 1
                tries, asked_s = max(tries, known), outcome.retry_after_s
            else:
                self._tries.pop(operation.op_id, None)
        if not tries:
            return None
        wait_s = plan.delay_s(tries, self._draw(), asked_s=asked_s)
        return self._clock() + timedelta(seconds=wait_s)


def is_stale(outcome: Outcome) -> bool:
    """Whether somebody else wrote first: to be pulled, merged and sent anew."""
    return isinstance(outcome, Rejected) and outcome.code == "rev_mismatch"


def is_forgotten(operation: Operation, outcome: Outcome) -> bool:
    """Whether the server does not know what it once had, the article or a picture of it."""
    lost = {"unknown_id", "missing_picture"}
    is_known_here = operation.kind is not OpKind.CREATE
    return is_known_here and isinstance(outcome, Rejected) and outcome.code in lost


def _unknown(error: EditorError) -> Unknown:
    return Unknown(error.code, plan.asked_s(error))
