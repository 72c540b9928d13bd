# SPDX-License-Identifier: GPL-3.0-or-later
"""Once a week: is what both sides should have the same? Repairs by fetching; never deletes."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from editor.cms import digests
from editor.cms.site import Site
from editor.errors import Refused
from editor.store.mirror import Mirror

EVERY: Final = timedelta(days=7)


class Audit:
    """Compares sums of ranges, then the tags of those ranges that differ.

    Args:
        site: the house.
        mirror: what it last said.
        clock: for when it was done; never for a decision between two versions.
    """

    def __init__(self, site: Site, mirror: Mirror, clock: Callable[[], datetime]) -> None:
        self._site = site
        self._mirror = mirror
        self._clock = clock

    def is_due(self) -> bool:
        """Whether a week has passed; what was just read for the first time needs none."""
        if not self._site.capabilities().has_sums:
            return False
        done_at = self._mirror.agreement.audited_at()
        if done_at is None:
            self._mirror.agreement.note_audit(self._clock())
            return False
        return not timedelta() <= self._clock() - done_at < EVERY

    def run(self, is_over: Callable[[], bool]) -> int | None:
        """Find and repair what differs; how much that was, None: not now.

        Args:
            is_over: whether to stop; the next turn begins anew.

        Raises:
            Offline, Refused: as `Site` says.
        """
        try:
            sums = self._site.sums()
        except Refused as error:
            if error.code != "site.unknown_id":
                raise
            # A server from before there were sums: nothing can be compared.
            self._mirror.agreement.note_audit(self._clock())
            return None
        if sums.cursor != self._mirror.cursor() or self._mirror.unmerged():
            return None
        mine = self._mirror.agreement.tags()
        here = digests.sums(mine)
        names = sorted(sums.ranges.keys() | here.keys())
        repaired = 0
        for name in (each for each in names if sums.ranges.get(each) != here.get(each)):
            if is_over():
                return None
            repaired += self._repair(name, {each for each in mine if _is_in(each, name)})
        self._mirror.agreement.note_audit(self._clock())
        return repaired

    def _repair(self, name: str, mine: set[digests.Standing]) -> int:
        theirs = set(self._site.standing(name))
        fetched = 0
        for entity, entity_id, _ in sorted(theirs - mine):
            remote = self._site.fetch(entity, entity_id)
            if remote is not None and not remote.is_deleted:
                self._mirror.agreement.put_right(remote)
                fetched += 1
        there = {(entity, entity_id) for entity, entity_id, _ in theirs}
        for entity, entity_id, _ in mine:
            if (entity, entity_id) not in there and self._site.fetch(entity, entity_id) is None:
                # It was acknowledged once and is not known there: it is sent as a new one.
                self._mirror.forget(entity, entity_id)
                fetched += 1
        return fetched


def _is_in(standing: digests.Standing, name: str) -> bool:
    return digests.range_of(standing[0], standing[1]) == name
