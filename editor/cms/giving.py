# SPDX-License-Identifier: GPL-3.0-or-later
"""What a house gives to all its laptops: its rule packs, its look, how its outlet stands."""

from abc import ABC, abstractmethod
from typing import Protocol

from editor.model.look import Look
from editor.model.operation import RulePacks
from editor.model.outlet import Outlet


class Giving(Protocol):
    """The part of `Site` that is about these."""

    def packs(self) -> RulePacks:
        """The rule packs that the house gives to all its laptops."""
        ...

    def put_pack(self, name: str, text: str) -> RulePacks:
        """Give a rule pack to all laptops of the house; an empty text takes it away.

        Raises:
            Refused: `site.forbidden`, `site.bad_field`, `site.bad_pack`, `site.unknown_id`.
        """
        ...

    def look(self) -> Look:
        """The newspaper's own templates, style sheets and words, for the preview."""
        ...

    def outlet(self) -> Outlet:
        """The site outside that the house publishes to for all, and what is on its way there."""
        ...


class Passer(ABC):
    """The part of `Own`, whose server is started when it is asked."""

    @abstractmethod
    def _server(self) -> Giving:
        """The way to the server, awake."""

    def packs(self) -> RulePacks:
        """See `Site`."""
        return self._server().packs()

    def put_pack(self, name: str, text: str) -> RulePacks:
        """See `Site`."""
        return self._server().put_pack(name, text)

    def look(self) -> Look:
        """See `Site`."""
        return self._server().look()

    def outlet(self) -> Outlet:
        """See `Site`."""
        return self._server().outlet()
