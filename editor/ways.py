# SPDX-License-Identifier: GPL-3.0-or-later
"""The way to a house of another kind: the one place that knows which kinds there are."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from editor.model.operation import Entity

if TYPE_CHECKING:
    from editor.cms.adapter import Adapter
    from editor.cms.chooser import Chooser
    from editor.cms.ledger import Ledger
    from editor.cms.sampler import Sampler
    from editor.pictures.renditions import Renditions


def way_to(kind: str, address: str, login: str, ledger: Ledger, renditions: Renditions) -> Adapter:
    """The adapter of a house; nothing is asked of it yet.

    Args:
        kind: one of `editor.settings.SITE_KINDS` that is not empty.
        address: of the house.
        login: for `wordpress` a name, a colon and an application password; for `ghost` a key.
        ledger: what is known of the house.
        renditions: makes the files of pictures that readers get.

    Raises:
        Refused: `line.bad_address`, `line.not_safe`, `line.not_signed_in` for half a login.
    """
    from editor.cms.ghost.house import Ghost  # noqa: PLC0415  # httpx: not for the start
    from editor.cms.mapped import KeptMap  # noqa: PLC0415  # as above
    from editor.cms.wordpress.house import Wordpress  # noqa: PLC0415  # as above

    adapters: dict[str, type[Ghost | Wordpress]] = {"ghost": Ghost, "wordpress": Wordpress}
    return adapters[kind](
        address,
        login,
        files_of=lambda sha256: ledger.find(Entity.PICTURE, sha256),
        file_of=renditions.file,
        mapping=KeptMap(ledger),
    )


def chooser_at(kind: str, address: str, login: str) -> Chooser:
    """What tells what there is in a house to choose from for its map.

    Args:
        kind: as `way_to`.
        address: of the house.
        login: as `way_to`.

    Raises:
        Refused: as `way_to`.
    """
    from editor.cms.ghost import choosing as ghost  # noqa: PLC0415  # httpx: not for the start
    from editor.cms.wordpress import choosing as wordpress  # noqa: PLC0415  # as above

    choosers: dict[str, Callable[[str, str], Chooser]] = {
        "ghost": ghost.Choosing,
        "wordpress": wordpress.Choosing,
    }
    return choosers[kind](address, login)


def sampler_at(kind: str, address: str, login: str) -> Sampler:
    """What tells what stands on the pages of a house.

    Args:
        kind: as `way_to`.
        address: of the house.
        login: as `way_to`.

    Raises:
        Refused: as `way_to`.
    """
    from editor.cms.ghost import samples as ghost  # noqa: PLC0415  # httpx: not for the start
    from editor.cms.wordpress import samples as wordpress  # noqa: PLC0415  # as above

    samplers: dict[str, Callable[[str, str], Sampler]] = {
        "ghost": ghost.Samples,
        "wordpress": wordpress.Samples,
    }
    return samplers[kind](address, login)
