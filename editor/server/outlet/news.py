# SPDX-License-Identifier: GPL-3.0-or-later
"""What laptops hear of the house outside: what waits, what is parked and why, what lately came."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.engine import Connection

from editor.model.outlet import Outlet, OutletStory, Stage
from editor.server import deliveries
from editor.server.database import iso
from editor.server.deliveries import Delivery
from editor.server.outlet import house

LATELY: Final = timedelta(hours=24)
"""So long it is told that a story came there."""


def outlet_of(connection: Connection, now: datetime) -> Outlet:
    """The house with its stories; nothing of its login."""
    found = house.wanted(connection)
    if found is None:
        return Outlet()
    told = deliveries.all_of(connection, since=iso(now - LATELY))
    stories = {each.article_id: _story(each) for each in told}
    return Outlet(deliveries.tag_of(connection), found.name, stories)


def _story(each: Delivery) -> OutletStory:
    # It was taken down; that it is looked at once more is no news.
    is_looked_at = each.is_urgent and each.looks > 0 and not each.code
    return OutletStory(
        stage=Stage.DONE if is_looked_at else each.stage,
        is_down=each.is_urgent or (each.stage is Stage.DONE and not each.stands),
        stood_at=datetime.fromisoformat(each.stood_at) if each.stood_at else None,
        address=each.address,
        code=each.code,
        values=each.values,
    )
