# SPDX-License-Identifier: GPL-3.0-or-later
"""Shelf: what the house in memory can do, and where it keeps rule packs and the site's look."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import TypeVar

from editor.cms import packs, rules
from editor.cms.kept import Kept
from editor.model.capabilities import OWN, Capabilities
from editor.model.look import Look
from editor.model.operation import RulePacks
from editor.model.outlet import Outlet
from editor.model.workflow import Role

Result = TypeVar("Result")


class Shelf(ABC):
    """The part of `Memory` that is about what it can do, and about rule packs.

    Args:
        kept: what the house keeps.
        role: what we may do there.
    """

    def __init__(self, kept: Kept, role: Role) -> None:
        self.kept = kept
        self.role = role
        self.able = OWN
        """What it can do; a test may say less."""

    def capabilities(self) -> Capabilities:
        """See `Site`."""
        return self.able

    def packs(self) -> RulePacks:
        """See `Site`."""
        return self._call("packs", self._packs)

    def put_pack(self, name: str, text: str) -> RulePacks:
        """See `Site`."""
        return self._call("put_pack", lambda: self._put_pack(name, text))

    def look(self) -> Look:
        """See `Site`."""
        return self._call("look", lambda: self.kept.look)

    def outlet(self) -> Outlet:
        """See `Site`."""
        return self._call("outlet", lambda: self.kept.outlet)

    @abstractmethod
    def _call(self, name: str, work: Callable[[], Result]) -> Result:
        """Do it over the line of this house, with the faults that are wanted of it."""

    def _packs(self) -> RulePacks:
        return RulePacks(packs.tag(self.kept.packs), dict(self.kept.packs))

    def _put_pack(self, name: str, text: str) -> RulePacks:
        rules.check_remover(self.role)
        before = packs.tag(self.kept.packs)
        self.kept.packs = packs.changed(self.kept.packs, name, text)
        if (after := packs.tag(self.kept.packs)) != before:
            chain = self.kept.chain
            chain.append(rules.tick(chain[-1], "packs", after))
        return self._packs()
