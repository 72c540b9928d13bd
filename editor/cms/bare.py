# SPDX-License-Identifier: GPL-3.0-or-later
"""Bare: what a Site says where its house has no such thing: leases, rule packs, originals."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from editor.errors import Refused
from editor.model.look import Look
from editor.model.operation import Holder, RulePacks
from editor.model.outlet import Outlet
from editor.model.picture import Sha256


class Bare:
    """The part of a house of another kind that is not there; nothing is asked of anybody."""

    def hold(self, article_id: str, doing: str) -> tuple[Holder, ...]:
        """See `Site`; it knows of nobody."""
        del article_id, doing
        return ()

    def release(self, article_id: str) -> tuple[Holder, ...]:
        """See `Site`; it knows of nobody."""
        del article_id
        return ()

    def holders(self) -> Mapping[str, tuple[Holder, ...]]:
        """See `Site`; it knows of nobody."""
        return {}

    def missing(self, sha256s: Sequence[Sha256]) -> set[Sha256]:
        """See `Site`; a picture's file goes with its words."""
        del sha256s
        return set()

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
        """See `Site`; it keeps no originals (`site.not_there`)."""
        del path, progress, place, placed, meanwhile
        raise Refused("site.not_there", sha256=str(sha256))

    def get_blob(self, sha256: Sha256, target: Path) -> None:
        """See `Site`; it keeps no originals (`site.not_there`)."""
        del target
        raise Refused("site.not_there", sha256=str(sha256))

    def tell_clashes(self, article_id: str, fields: Sequence[str]) -> None:
        """See `Site`; nobody there asks."""

    def packs(self) -> RulePacks:
        """See `Site`; there are none."""
        return RulePacks()

    def put_pack(self, name: str, text: str) -> RulePacks:
        """See `Site`; it keeps none (`site.not_there`)."""
        del text
        raise Refused("site.not_there", name=name)

    def look(self) -> Look:
        """See `Site`; the house's own pages are made by itself."""
        return Look()

    def outlet(self) -> Outlet:
        """See `Site`; it is the site itself."""
        return Outlet()
