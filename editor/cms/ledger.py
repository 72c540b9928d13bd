# SPDX-License-Identifier: GPL-3.0-or-later
"""Ledger: what is written down about a house that keeps no revisions, receipts or feed."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from editor.model.binding import Binding, Entry, Receipt
from editor.model.operation import Entity


class Ledger(Protocol):
    """One house's bindings, in the store of whoever talks to it. Each call is one transaction.

    A house of another kind knows posts and files, and no operations: which of our stories is which
    of its posts, what it last returned and what was already done stands here. The intent is
    written before the request that may take effect.
    """

    def facts(self) -> Mapping[str, str]:
        """What is remembered of the whole house."""
        ...

    def find(self, entity: Entity, entity_id: str) -> Binding | None:
        """The binding of an entity of ours."""
        ...

    def bound(self, entity: Entity, remote_id: str) -> Binding | None:
        """The binding of a post or file of the house."""
        ...

    def all_bound(self, entity: Entity) -> Mapping[str, str]:
        """All that is bound and not deleted: the house's id -> ours."""
        ...

    def many(self, entity: Entity, remote_ids: Sequence[str]) -> Mapping[str, Binding]:
        """Those of several posts or files that are known, by the house's id."""
        ...

    def after(self, seq: int, limit: int) -> list[Binding]:
        """The bindings that moved to the head of the feed after a place in it, in order."""
        ...

    def head(self) -> int:
        """The newest place in the feed; 0: there was none yet."""
        ...

    def receipt(self, op_id: str) -> Receipt | None:
        """What came of an operation; None: it was not done."""
        ...

    def original(self, article_id: str) -> str:
        """The HTML of a story as it first came, untouched; empty: it was made here."""
        ...

    def write(self, entry: Entry) -> tuple[Binding, ...]:
        """Write down, all or nothing; the bindings with their places in the feed."""
        ...
