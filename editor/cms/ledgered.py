# SPDX-License-Identifier: GPL-3.0-or-later
"""Ledgered: a house of another kind as a Site: revisions, receipts and feed are the ledger's."""

import hashlib
import threading
import uuid
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from editor import wire
from editor.cms import digests, rules
from editor.cms.adapter import Adapter
from editor.cms.bare import Bare
from editor.cms.digests import Standing
from editor.cms.intake import SITE, Intake
from editor.cms.ledger import Ledger
from editor.cms.mapped import KeptMap, with_names
from editor.cms.sampler import Sampler
from editor.cms.site import Shown
from editor.cms.writing import Gone, Stale, Who, Writer
from editor.errors import Clash, EditorError, Offline, Refused
from editor.model.binding import Entry, Receipt
from editor.model.capabilities import Capabilities
from editor.model.operation import (
    Done,
    Entity,
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
from editor.model.workflow import Role

EPOCH: Final = "epoch"


class Ledgered(Bare):
    """A `Site` made of an adapter and a ledger: see `editor.cms.site`.

    What the house cannot keep for us stands in the ledger: which of its posts is which story, what
    it last returned, receipts, and a feed of what changed. Asked by one thread at a time.

    Args:
        adapter: the house.
        ledger: what is written down about it.
        sampler: tells what stands on its pages; None: nobody does.
        acts_as: what we are to the newsroom, where that was decided elsewhere; None: what the
            house says. It does only what the house itself allows.
    """

    def __init__(
        self,
        adapter: Adapter,
        ledger: Ledger,
        sampler: Sampler | None = None,
        *,
        acts_as: Role | None = None,
    ) -> None:
        self._sampler = sampler
        self._adapter = adapter
        self._acts_as = acts_as
        self._ledger = ledger
        self._turn = threading.RLock()
        self._who = Who(Role.READER, "")
        self._is_known = self._is_fresh = False
        self._intake = Intake(adapter, ledger)
        self._writer = Writer(adapter, ledger, self._intake)

    def __repr__(self) -> str:
        """The adapter; it shows no secret."""
        return f"Ledgered({self._adapter!r})"

    def capabilities(self) -> Capabilities:
        """See `Site`."""
        return self._adapter.capabilities()

    def hello(self) -> ServerInfo:
        """See `Site`."""
        with self._turn:
            told = self._greet()
            return replace(told, epoch=self._epoch())

    def changes(self, cursor: str, *, limit: int = 200, wait_s: int = 0) -> Page:
        """See `Site`; it does not wait."""
        del wait_s
        with self._turn:
            since = self._seq_of(cursor) if cursor else 0
            found = self._ledger.after(since, limit)
            has_more = False
            if len(found) < limit:
                self._prove()
                has_more = self._intake.take_listing()
                # The pages of one listing are one round.
                self._is_fresh = has_more
                found = self._ledger.after(since, limit)
            seq = found[-1].seq if found else since
            changes = tuple(each.told for each in found if each.told is not None)
            return Page(changes, self._cursor(seq), has_more or len(found) == limit)

    def fetch(self, entity: Entity, entity_id: str) -> Remote | None:
        """See `Site`."""
        with self._turn:
            found = self._ledger.find(entity, entity_id)
            if found is None or found.told is None:
                return None
            if entity is Entity.PICTURE or found.told.is_deleted:
                return found.told
            self._prove()
            return self._intake.look(found).told

    def has_revision(self, entity: Entity, entity_id: str, rev: int, etag: str) -> bool:
        """See `Site`."""
        found = self._ledger.find(entity, entity_id)
        return found is not None and found.tags[rev - 1 : rev] == (etag,)

    def push(self, operation: Operation) -> Outcome:
        """See `Site`."""
        try:
            with self._turn:
                return self._push(operation)
        except Stale as stale:
            return Rejected("rev_mismatch", stale.current)
        except Gone:
            return Rejected("deleted")
        except Clash:
            # Twice within a moment somebody was faster.
            return Unknown("line.busy")
        except EditorError as error:
            if isinstance(error, Offline) or error.code.startswith("line."):
                wait = error.values.get("retry_after_s")
                return Unknown(error.code, wait if isinstance(wait, float) else None)
            return Rejected(rules.problem_code(error), detail=str(error), values=error.values)

    def push_all(self, operations: Sequence[Operation]) -> list[Outcome]:
        """See `Site`."""
        outcomes: list[Outcome] = []
        for each in operations:
            last = outcomes[-1] if outcomes else None
            # Where the line is down, the others need not find that out one by one.
            is_down = isinstance(last, Unknown) and last.cause != "line.timeout"
            outcomes.append(last if is_down and last is not None else self.push(each))
        return outcomes

    def sample(self, address: str = "") -> Shown:
        """See `Showing`."""
        with self._turn:
            self._greet()
        if self._sampler is None:
            raise Refused("site.not_there")
        found = self._sampler.sample(address)
        if found is None:
            raise Refused("shell.no_posts")
        return Shown(found, self._who.person)

    def sums(self) -> Sums:
        """See `Site`."""
        told = digests.sums(self._all_standing())
        return Sums(self._cursor(self._ledger.head()), told)

    def standing(self, name: str) -> tuple[Standing, ...]:
        """See `Site`."""
        found = self._all_standing()
        return tuple(each for each in found if digests.range_of(each[0], each[1]) == name)

    def hang_up(self) -> None:
        """See `Site`."""
        self._adapter.hang_up()

    def close(self) -> None:
        """See `Site`."""
        self._adapter.close()
        if self._sampler is not None:
            self._sampler.close()

    def _greet(self) -> ServerInfo:
        told = with_names(self._adapter.greet(), KeptMap(self._ledger))
        self._who = Who(self._acts_as or Role(told.role), told.person)
        if self._ledger.facts().get(SITE) != told.server_id:
            self._ledger.write(Entry(facts={SITE: told.server_id}))
        self._is_known = self._is_fresh = True
        return told

    def _prove(self) -> None:
        """Who we are is asked once a round: a wrong password would make posts vanish in silence."""
        if not self._is_fresh:
            self._greet()
        self._is_fresh = False

    def _push(self, operation: Operation) -> Outcome:
        said = _said(operation)
        known = self._ledger.receipt(operation.op_id)
        if known is not None:
            return Done(known.remote) if known.said == said else Rejected("key_reused")
        if not self._is_known:
            self._greet()
        binding = self._ledger.find(operation.entity, operation.entity_id)
        is_gone = binding is not None and binding.told is not None and binding.told.is_deleted
        if is_gone and operation.kind is not OpKind.CREATE:
            return Rejected("deleted")
        kept = self._writer.effect(operation, binding, self._who)
        if kept.told is None:
            raise Offline("line.failed")
        remote = kept.told
        self._ledger.write(Entry((kept,), receipt=Receipt(operation.op_id, said, remote)))
        return Done(remote)

    def _epoch(self) -> str:
        known = self._ledger.facts().get(EPOCH, "")
        if not known:
            known = uuid.uuid4().hex
            self._ledger.write(Entry(facts={EPOCH: known}))
        return known

    def _cursor(self, seq: int) -> str:
        epoch = self._epoch()
        return str(rules.Cursor(epoch, seq, _chain(epoch, seq)))

    def _seq_of(self, cursor: str) -> int:
        known, epoch = rules.Cursor.read(cursor), self._epoch()
        if (
            known is None
            or known.epoch != epoch
            or known.seq > self._ledger.head()
            or known.chain8 != _chain(epoch, known.seq)
        ):
            raise Clash("line.epoch_changed")
        return known.seq

    def _all_standing(self) -> list[Standing]:
        told = (each.told for each in self._ledger.after(-1, 1_000_000_000))
        return [(e.entity, e.entity_id, e.etag) for e in told if e is not None and not e.is_deleted]


def _chain(epoch: str, seq: int) -> str:
    return hashlib.sha256(f"{epoch}.{seq}".encode()).hexdigest()[:8]


def _said(operation: Operation) -> str:
    told = wire.canonical([operation.kind, operation.entity, operation.entity_id])
    return hashlib.sha256(told + operation.payload).hexdigest()
