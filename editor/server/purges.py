# SPDX-License-Identifier: GPL-3.0-or-later
"""What caches are still to be told of: noted in the transaction of the act, told by one process."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from editor.server import tables
from editor.server.database import iso, meta, set_meta
from editor.server.reach import Reach

AT_ONCE: Final = 50
"""So many acts are told of together: a thousand stories at once change one home page."""
TAKEN_FOR: Final = timedelta(seconds=60)
"""So long the process that took them has for them; then another one tells of them again."""
FIRST_AGAIN_S: Final = 1.0
LONGEST_AGAIN_S: Final = 300.0
KEPT_FOR: Final = timedelta(days=7)
"""What a cache could not be told of for so long is forgotten."""

_purge = tables.purge
_WANTED: Final = "purges"


@dataclass(frozen=True, slots=True)
class Taken:
    """Some acts whose caches are to be told, by the process that took them."""

    numbers: tuple[int, ...]
    reach: Reach
    is_urgent: bool
    tries: int
    """How often the most tried of them was told without success."""


def want(connection: Connection) -> None:
    """From now on acts are noted: there is a process that tells caches."""
    if not is_wanted(connection):
        set_meta(connection, _WANTED, "yes")


def is_wanted(connection: Connection) -> bool:
    """Is there anybody who is to be told?"""
    return meta(connection, _WANTED) == "yes"


def note(connection: Connection, reach: Reach, now: datetime, *, is_urgent: bool = False) -> None:
    """Let caches be told what an act changed, in the transaction that does it."""
    old = _purge.c.made_at < iso(now - KEPT_FOR)
    connection.execute(sa.delete(_purge).where(old))
    last = connection.scalar(sa.select(sa.func.max(_purge.c.n))) or 0
    told = {
        "addresses": json.dumps(sorted(reach.addresses)),
        "keys": json.dumps(sorted(reach.keys)),
    }
    row = {"n": last + 1, "is_urgent": is_urgent, **told, "tries": 0}
    connection.execute(sa.insert(_purge).values(**row, made_at=iso(now), at=iso(now)))


def waiting(connection: Connection, now: datetime) -> bool:
    """Is there any that is to be told now?"""
    query = sa.select(_purge.c.n).where(_purge.c.at <= iso(now)).limit(1)
    return connection.scalar(query) is not None


def take(connection: Connection, now: datetime) -> Taken | None:
    """Take what is to be told now, in the order of writes; urgent acts first, and by themselves.

    Those that were never told go apart from those that were: each take-down is told twice.
    """
    query = sa.select(_purge).where(_purge.c.at <= iso(now))
    rows = connection.execute(
        query.order_by(_purge.c.is_urgent.desc(), _purge.c.n).limit(AT_ONCE)
    ).all()
    if not rows:
        return None
    rows = [each for each in rows if _kind_of(each) == _kind_of(rows[0])]
    addresses = frozenset(one for each in rows for one in json.loads(each.addresses))
    keys = frozenset(one for each in rows for one in json.loads(each.keys))
    numbers = tuple(each.n for each in rows)
    connection.execute(_those(numbers).values(at=iso(now + TAKEN_FOR), tries=_purge.c.tries + 1))
    tries = max(each.tries for each in rows)
    return Taken(numbers, Reach(addresses, keys), bool(rows[0].is_urgent), tries)


def done(connection: Connection, taken: Taken) -> None:
    """The caches were told."""
    connection.execute(sa.delete(_purge).where(_purge.c.n.in_(taken.numbers)))


def again(connection: Connection, taken: Taken, now: datetime) -> None:
    """One of the caches could not be told: all are told again, ever later."""
    wait_s = min(FIRST_AGAIN_S * 2 ** min(taken.tries, 20), LONGEST_AGAIN_S)
    connection.execute(_those(taken.numbers).values(at=iso(now + timedelta(seconds=wait_s))))


def _kind_of(row: sa.Row[tuple[object, ...]]) -> tuple[bool, bool]:
    return bool(row.is_urgent), row.tries == 0


def _those(numbers: tuple[int, ...]) -> sa.Update:
    return sa.update(_purge).where(_purge.c.n.in_(numbers))
