# SPDX-License-Identifier: GPL-3.0-or-later
"""How it stands with the house outside: when it last answered, what went wrong, what waits."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from sqlalchemy.engine import Connection

from editor.errors import EditorError
from editor.model.outlet import Stage
from editor.server import deliveries
from editor.server.database import iso, meta, set_meta
from editor.server.deliveries import Delivery

_NAME: Final = "outlet"


@dataclass(frozen=True, slots=True)
class Health:
    """How it stands."""

    answered_at: str = ""
    """When the house last did or refused something; empty: never."""
    failed_at: str = ""
    """When it last could not be told; empty: never, or not since it answered."""
    code: str = ""
    """Why, as a code of `editor.errors`."""
    values: Mapping[str, object] = field(default_factory=dict)


def read(connection: Connection) -> Health:
    """How it stands with the house."""
    return Health(**json.loads(meta(connection, _NAME) or "{}"))


def note_answer(connection: Connection, now: datetime) -> None:
    """The house did or refused something."""
    _keep(connection, {"answered_at": iso(now)})


def note_trouble(connection: Connection, now: datetime, error: EditorError) -> None:
    """The house could not be told."""
    stood = {"answered_at": read(connection).answered_at, "failed_at": iso(now)}
    _keep(connection, {**stood, "code": error.code, "values": dict(error.values)})


def forget(connection: Connection) -> None:
    """It is another house now."""
    _keep(connection, {})


def figures(connection: Connection) -> dict[str, int]:
    """What those who watch the server see: how many wait, how many are parked, last answer."""
    if not deliveries.wanted(connection):
        return {}
    counted, stands = deliveries.count(connection), read(connection)
    return {
        "house_waiting": counted[Stage.WAITING],
        "house_parked": counted[Stage.PARKED],
        "house_is_failing": int(bool(stands.failed_at)),
        "house_answered_seconds": _seconds(stands.answered_at),
    }


def open_ones(connection: Connection) -> list[Delivery]:
    """What waits or is parked, the oldest first."""
    return deliveries.all_of(connection, is_open=True)


def _keep(connection: Connection, told: Mapping[str, object]) -> None:
    set_meta(connection, _NAME, json.dumps(told, default=str))


def _seconds(at: str) -> int:
    return int(datetime.fromisoformat(at).timestamp()) if at else 0
