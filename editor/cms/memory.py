# SPDX-License-Identifier: GPL-3.0-or-later
"""Memory: a whole house in memory, with faults on demand; for tests and for trying things out."""

import copy
import hashlib
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, TypeVar

from editor import wire
from editor.cms import digests, packs, rules, stepping, transitions
from editor.cms.accounts import Accounts
from editor.cms.digests import Standing
from editor.cms.faults import AFTER, BEFORE, Faults
from editor.cms.kept import Kept
from editor.cms.transitions import Transition
from editor.errors import Clash, Damaged, EditorError, Refused
from editor.model.article import Article
from editor.model.operation import (
    Doc,
    Done,
    Entity,
    Holder,
    Operation,
    OpKind,
    Outcome,
    Page,
    Rejected,
    Remote,
    ServerInfo,
    Sums,
    Unknown,
)
from editor.model.picture import Sha256
from editor.model.workflow import GOES_PUBLIC, Act, Role
from editor.pictures.kinds import HEAD_BYTES
from editor.profiles import ladder_of

_PROFILE: Final[Doc] = {"v": wire.VERSION, "name": "Memory"}
LOOK_S: Final = 0.02
"""How often one who waits for news looks for them."""


Result = TypeVar("Result")


class Memory(Accounts):
    """A `Site` that is always near.

    Args:
        faults: what goes wrong, call by call.
        kept: what the house keeps already; shared by those that are given the same.
        person: who we are to the house.
        role: what we may do there.
        clock: the house's clock.
        profile: the site profile in its written form.
    """

    def __init__(  # what makes a house differ, all by name, all optional
        self,
        faults: Faults = (),
        *,
        kept: Kept | None = None,
        person: str = "me",
        role: Role = Role.ADMIN,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        profile: Doc = _PROFILE,
    ) -> None:
        super().__init__(kept if kept is not None else Kept(), role, person, clock, profile)
        self.calls: list[str] = []
        """The names of all calls so far."""
        self._lock = threading.RLock()
        self._closings = 0
        self.fail(faults)

    def fail(self, faults: Faults) -> None:
        """What goes wrong from now on."""
        if callable(faults):
            self._next_fault = faults
            return
        left = iter(faults)
        self._next_fault = lambda _: next(left, None)

    def restore(self, earlier: Kept) -> None:
        """Become what an earlier `backup` says, as a server whose disk was restored."""
        self.kept.__dict__.update(copy.deepcopy(earlier).__dict__)

    def backup(self) -> Kept:
        """All that the house keeps, as it is now."""
        return copy.deepcopy(self.kept)

    def hello(self) -> ServerInfo:
        """See `Site`."""
        return self._call("hello", self._hello)

    def changes(self, cursor: str, *, limit: int = 200, wait_s: int = 0) -> Page:
        """See `Site`."""
        page = self._call("changes", lambda: self._changes(cursor, limit))
        if not wait_s or page.cursor != cursor or not self._news_within(page.cursor, wait_s):
            return page
        return self._call("changes", lambda: self._changes(cursor, limit))

    def fetch(self, entity: Entity, entity_id: str) -> Remote | None:
        """See `Site`."""
        return self._call("fetch", lambda: self.kept.entities.get((entity, entity_id)))

    def has_revision(self, entity: Entity, entity_id: str, rev: int, etag: str) -> bool:
        """See `Site`."""
        key = (entity, entity_id, rev)
        return self._call("has_revision", lambda: self.kept.tags.get(key) == etag)

    def push(self, operation: Operation) -> Outcome:
        """See `Site`."""
        try:
            return self._call("push", lambda: self._push(operation))
        except EditorError as error:
            return _unknown(error)

    def push_all(self, operations: Sequence[Operation]) -> list[Outcome]:
        """See `Site`."""
        if not operations:
            return []
        try:
            return self._call("push", lambda: [self._push(each) for each in operations])
        except EditorError as error:
            return [_unknown(error)] * len(operations)

    def sums(self) -> Sums:
        """See `Site`."""
        return self._call("sums", lambda: Sums(self._cursor(), digests.sums(self._standing())))

    def standing(self, name: str) -> tuple[Standing, ...]:
        """See `Site`."""
        return self._call(
            "standing",
            lambda: tuple(each for each in self._standing() if digests.range_of(*each[:2]) == name),
        )

    def hold(self, article_id: str, doing: str) -> tuple[Holder, ...]:
        """See `Site`; a lease lasts until it is given back."""
        return self._call("hold", lambda: self.kept.hold(article_id, self._person, doing))

    def release(self, article_id: str) -> tuple[Holder, ...]:
        """See `Site`."""
        return self._call("release", lambda: self.kept.hold(article_id, self._person))

    def holders(self) -> Mapping[str, tuple[Holder, ...]]:
        """See `Site`."""
        kept, me = self.kept, self._person
        return self._call("holders", lambda: {each: kept.held(each, me) for each in kept.leases})

    def missing(self, sha256s: Sequence[Sha256]) -> set[Sha256]:
        """See `Site`."""
        return self._call("missing", lambda: set(sha256s) - set(self.kept.blobs))

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
        """See `Site`; every picture goes in one piece."""
        try:
            data = path.read_bytes()
        except OSError as error:
            raise Damaged("site.no_bytes", sha256=str(sha256)) from error
        self._call("put_blob", lambda: self._put_blob(sha256, data))
        if progress is not None:
            progress(len(data))
        if meanwhile is not None:
            meanwhile()

    def get_blob(self, sha256: Sha256, target: Path) -> None:
        """See `Site`."""
        target.write_bytes(self._call("get_blob", lambda: self._blob(sha256)))

    def tell_clashes(self, article_id: str, fields: Sequence[str]) -> None:
        """See `Site`."""
        key = (article_id, self._person)
        self._call("tell_clashes", lambda: self.kept.clashes.update({key: tuple(fields)}))

    def hang_up(self) -> None:
        """See `Site`."""
        self._closings += 1

    def close(self) -> None:
        """See `Site`; it may be asked again after that."""
        self.hang_up()

    def _news_within(self, cursor: str, wait_s: int) -> bool:
        closings, deadline_s = self._closings, time.monotonic() + wait_s
        while self._closings == closings and time.monotonic() < deadline_s:
            if self._cursor() != cursor:
                return True
            time.sleep(LOOK_S)
        return False

    def _cursor(self) -> str:
        seq = len(self.kept.chain) - 1
        return str(rules.Cursor(self.kept.epoch, seq, self.kept.chain[seq][:8]))

    def _standing(self) -> list[Standing]:
        kept = self.kept.entities
        return [(*key, kept[key].etag) for key in kept if not kept[key].is_deleted]

    def _call(self, name: str, work: Callable[[], Result]) -> Result:
        with self._lock:
            self.calls.append(name)
            fault = self._next_fault(name)
            if fault in BEFORE:
                raise BEFORE[fault]()
            result = work()
            if fault in AFTER:
                raise AFTER[fault]()
            return result

    def _hello(self) -> ServerInfo:
        return ServerInfo(
            server_id=self.kept.server_id,
            epoch=self.kept.epoch,
            address="memory:",
            person=self._person,
            role=self.role.value,
            time=self._clock().isoformat(),
            profile=self._profile,
        )

    def _changes(self, cursor: str, limit: int) -> Page:
        since = self._seq_of(cursor) if cursor else 0
        news = sorted((seq, key) for key, seq in self.kept.seqs.items() if seq > since)
        shown = news[:limit]
        head = len(self.kept.chain) - 1
        seq = shown[-1][0] if len(shown) < len(news) else head
        return Page(
            changes=tuple(self.kept.entities[key] for _, key in shown),
            cursor=str(rules.Cursor(self.kept.epoch, seq, self.kept.chain[seq][:8])),
            has_more=len(shown) < len(news),
            packs=packs.tag(self.kept.packs),
            look=self.kept.look.tag,
            outlet=self.kept.outlet.tag,
        )

    def _seq_of(self, cursor: str) -> int:
        known = rules.Cursor.read(cursor)
        chain = self.kept.chain
        if (
            known is None
            or known.epoch != self.kept.epoch
            or known.seq >= len(chain)
            or chain[known.seq][:8] != known.chain8
        ):
            raise Clash("line.epoch_changed")
        return known.seq

    def _push(self, operation: Operation) -> Outcome:
        said = wire.canonical([operation.kind, operation.entity, operation.entity_id])
        said += operation.payload
        receipt = self.kept.receipts.get((self._person, operation.op_id))
        if receipt is not None:
            known, remote = receipt
            return Done(remote) if known == said else Rejected("key_reused")
        current = self.kept.entities.get((operation.entity, operation.entity_id))
        if current is not None and current.is_deleted and operation.kind is not OpKind.CREATE:
            return Rejected("deleted")
        try:
            remote = self._effect(operation, current)
        except _Stale:
            return Rejected("rev_mismatch", current)
        except EditorError as error:
            return Rejected(rules.problem_code(error), detail=str(error))
        self.kept.receipts[self._person, operation.op_id] = (said, remote)
        return Done(remote)

    def _effect(self, operation: Operation, current: Remote | None) -> Remote:
        payload = wire.parse(operation.payload)
        entity, entity_id = operation.entity, operation.entity_id
        if operation.kind is OpKind.CREATE:
            if current is not None and not current.is_deleted:
                raise _Stale
            return self._write(operation, rules.created(entity, entity_id, payload, self.role))
        if current is None:
            raise Refused("site.unknown_id")
        if operation.kind is OpKind.PATCH:
            self._demand_current(operation, current)
            doc: Doc = rules.patched(entity, entity_id, current.doc, payload, self.role)
            if entity is Entity.ARTICLE:
                who = stepping.Change(self._person, self.role, self._clock())
                doc = stepping.after_change(current.doc, doc, who, ladder_of(self._profile))
            return self._write(operation, doc)
        if operation.kind is OpKind.DELETE:
            self._demand_current(operation, current)
            rules.check_removal(entity, current.doc, self.role)
            return self._write(operation, {})
        return self._act(operation, current, transitions.read_transition(payload))

    def _act(self, operation: Operation, current: Remote, asked: Transition) -> Remote:
        named = (operation.entity_id, asked.edition)
        if asked.act in GOES_PUBLIC and asked.edition and named in self.kept.editions:
            return current
        if asked.act is not Act.TAKE_DOWN:
            self._demand_current(operation, current)
        now, ladder = self._clock(), ladder_of(self._profile)
        doc = transitions.acted(current.doc, asked, self.role, now, by=self._person, ladder=ladder)
        article = wire.article_from_doc(doc)
        transitions.refuse_barred(article, self._picture_docs(article), asked, now)
        if asked.act in GOES_PUBLIC and not transitions.waits(asked, now):
            doc = self._edition(operation.entity_id, doc)
            self.kept.editions.add(named)
        if asked.act is Act.TAKE_DOWN:
            self.kept.public.pop(operation.entity_id, None)
        return self._write(operation, doc)

    def _edition(self, article_id: str, doc: Doc) -> dict[str, object]:
        article = wire.article_from_doc(doc)
        transitions.refuse_holes(article, self._has_picture)
        frozen = self.kept.slugs.get(article_id, "")
        found = rules.free_slug(article, frozen, self.kept.owners.get)
        self.kept.slugs[article_id] = found
        self.kept.owners[found] = article.id
        self.kept.public[article_id] = {**doc, "url_slug": found}
        self.kept.issued.setdefault(article_id, []).append(doc)
        return {**doc, "url_slug": found}

    def _picture_docs(self, article: Article) -> dict[Sha256, Doc]:
        hashes = (each.sha256 for each in article.placements)
        known = {each: self.kept.entities.get((Entity.PICTURE, each)) for each in hashes}
        return {each: remote.doc for each, remote in known.items() if remote is not None}

    def _has_picture(self, sha256: Sha256) -> bool:
        known = self.kept.entities.get((Entity.PICTURE, sha256))
        return sha256 in self.kept.blobs and known is not None and not known.is_deleted

    def _demand_current(self, operation: Operation, current: Remote) -> None:
        if operation.base != current.etag:
            raise _Stale

    def _write(self, operation: Operation, doc: Doc) -> Remote:
        key = (operation.entity, operation.entity_id)
        before = self.kept.entities.get(key)
        rev = 1 if before is None else before.rev + 1
        public = self.kept.public.get(operation.entity_id)
        remote = Remote(
            entity=operation.entity,
            entity_id=operation.entity_id,
            rev=rev,
            etag=rules.etag_of(rev, doc),
            doc=doc,
            is_deleted=operation.kind is OpKind.DELETE,
            author=self._person,
            op_id=operation.op_id,
            address=f"memory:/{public['url_slug']}.html" if public else "",
        )
        self.kept.entities[key] = remote
        self.kept.tags[*key, rev] = remote.etag
        chain = self.kept.chain
        chain.append(rules.link(chain[-1], operation.entity, operation.entity_id, remote.etag))
        self.kept.seqs[key] = len(chain) - 1
        self.kept.effects += 1
        return remote

    def _put_blob(self, sha256: Sha256, data: bytes) -> None:
        rules.check_uploader(self.role)
        if hashlib.sha256(data).hexdigest() != sha256:
            raise Refused("site.digest_mismatch", sha256=str(sha256))
        rules.check_bytes(data[:HEAD_BYTES])
        self.kept.blobs[sha256] = data

    def _blob(self, sha256: Sha256) -> bytes:
        if sha256 not in self.kept.blobs:
            raise Refused("site.unknown_id", id=str(sha256))
        return self.kept.blobs[sha256]


class _Stale(Exception):  # a branch, told at once to the caller
    """The write was made against a revision that no longer stands."""


def _unknown(error: EditorError) -> Unknown:
    wait = error.values.get("retry_after_s")
    return Unknown(error.code, wait if isinstance(wait, float) else None)
