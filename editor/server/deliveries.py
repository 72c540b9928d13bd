# SPDX-License-Identifier: GPL-3.0-or-later
"""What the house outside is to be brought: noted in the transaction of the act, a row a story."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final
from uuid import uuid4

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from editor.model.outlet import Stage
from editor.server import heads, tables
from editor.server.database import iso, meta, set_meta

SURE_AFTER: Final = timedelta(seconds=60)
"""So long after a take-down it is looked at once more: a request that was thought lost may have
come through since."""
LOOKS: Final = 2
CHANGED: Final = "outlet.changed"
"""Why a story is parked that others changed at the house."""
RESTORED: Final = "outlet.restored"
"""Why a story is parked that waited when the archive's backup was written."""
_HOUSE: Final = "house"
_TAG: Final = "deliveries"

_delivery = tables.delivery


@dataclass(frozen=True, slots=True)
class Delivery:
    """One story on its way to the house, or there."""

    article_id: str
    n: int
    """Another one after each act: what was asked for last."""
    stage: Stage
    is_urgent: bool
    """Readers are to lose it."""
    number: int
    """The edition that is under way; 0: none yet. What came of it is found out before the next."""
    looks: int
    """How often a take-down was seen to stand."""
    tries: int
    """How often it failed in a row."""
    asked_at: str
    at: str
    """When it is tried, or was settled."""
    stands: int
    """The edition that readers of the house have; 0: none."""
    stood_at: str
    """Since when they have it, or have it no more; empty: they never did."""
    address: str
    """Where they find it."""
    code: str = ""
    """Why it does not go on, as a code of `editor.errors`; empty: nothing is wrong."""
    values: Mapping[str, object] = field(default_factory=dict)

    @property
    def wanted(self) -> int:
        """The edition that readers are to have when it is done; 0: none."""
        return 0 if self.is_urgent else self.number


def want(connection: Connection, house: str) -> None:
    """From now on acts are noted for a house, in its written form; empty: for none any more."""
    if meta(connection, _HOUSE) != house:
        connection.execute(sa.delete(_delivery))
        set_meta(connection, _HOUSE, house)
        tell(connection)


def wanted(connection: Connection) -> str:
    """The house that is to be told, in its written form; empty: none."""
    return meta(connection, _HOUSE)


def tag_of(connection: Connection) -> str:
    """Another one after each change that laptops are to hear of; empty: there is no house."""
    return meta(connection, _TAG) if wanted(connection) else ""


def tell(connection: Connection) -> None:
    """Let the feed tell laptops that something stands otherwise with the house."""
    tag = uuid4().hex[:16]
    set_meta(connection, _TAG, tag)
    heads.tick(connection, _TAG, tag)


def note(
    connection: Connection, article_id: str, now: datetime, *, is_urgent: bool = False
) -> None:
    """Let the house be brought what an act changed, in the transaction that does it.

    Of several acts that the house has not heard of the newest counts, but for a take-down: it is
    done before anything else, and what was under way goes before no reader any more.
    """
    if not wanted(connection):
        return
    last = connection.scalar(sa.select(sa.func.max(_delivery.c.n))) or 0
    asked = {"n": last + 1, "stage": Stage.WAITING.value, "tries": 0, "code": "", "told": ""}
    told: dict[str, object] = {**asked, "asked_at": iso(now), "at": iso(now)}
    new = {"number": 0, "looks": 0, "stands": 0, "stood_at": "", "address": ""}
    row = connection.execute(_query_of(article_id)).one_or_none()
    if row is None:
        new |= {"article_id": article_id, "is_urgent": is_urgent}
        connection.execute(sa.insert(_delivery).values(**new, **told))
    else:
        if is_urgent:
            told |= {"is_urgent": True, "looks": 0}
        elif row.looks > 0:
            told["is_urgent"] = False
        connection.execute(_one(article_id).values(told))
    tell(connection)


def waits(connection: Connection, now: datetime) -> bool:
    """Is there any that is to be brought now?"""
    return connection.scalar(sa.select(_delivery.c.n).where(_is_due(now)).limit(1)) is not None


def take(connection: Connection, now: datetime) -> Delivery | None:
    """The next to be brought: the taken down first, then in the order of the acts.

    What failed more often in a row goes after the others: it may be why the house fails.

    Args:
        connection: a transaction that may write: the edition that is under way is noted.
        now: by the server's clock.
    """
    order = (_delivery.c.is_urgent.desc(), _delivery.c.tries, _delivery.c.n)
    query = sa.select(_delivery).where(_is_due(now)).order_by(*order).limit(1)
    row = connection.execute(query).one_or_none()
    if row is None:
        return None
    number = row.number
    if not row.is_urgent:
        number = number or newest(connection, row.article_id)
    connection.execute(_one(row.article_id).values(number=number))
    return _read(row, number=number)


def find(connection: Connection, article_id: str) -> Delivery | None:
    """One story on its way; None: it never went public since there is a house."""
    row = connection.execute(_query_of(article_id)).one_or_none()
    return None if row is None else _read(row)


def newest(connection: Connection, article_id: str) -> int:
    """The number of the edition that readers are to have; 0: none."""
    query = sa.select(tables.publication.c.number).where(
        tables.publication.c.article_id == article_id, tables.publication.c.is_live
    )
    return connection.scalar(query) or 0


def done(connection: Connection, taken: Delivery, now: datetime, *, address: str) -> None:
    """The house has it, or has it no more; what was asked for meanwhile goes next."""
    row = connection.execute(_query_of(taken.article_id)).one_or_none()
    if row is None:
        return
    is_same = row.stands == taken.wanted and row.stood_at
    told: dict[str, object] = {"stands": taken.wanted, "address": address, "number": 0}
    told["tries"] = 0
    told["stood_at"] = row.stood_at if is_same else iso(now)
    if row.n != taken.n or taken.wanted != newest(connection, taken.article_id):
        # A take-down that was asked for since stands before all else.
        told |= {"at": iso(now), "is_urgent": row.is_urgent and row.n != taken.n}
        if row.code == CHANGED and not told["is_urgent"]:
            told["stage"] = Stage.PARKED.value
    elif taken.is_urgent and row.looks + 1 < LOOKS:
        told |= {"looks": row.looks + 1, "at": iso(now + SURE_AFTER)}
    else:
        told |= {"stage": Stage.DONE.value, "at": iso(now)}
    if told.get("stage") != Stage.PARKED.value:
        told |= {"code": "", "told": ""}
    connection.execute(_one(taken.article_id).values(told))
    tell(connection)


def park(
    connection: Connection,
    taken: Delivery,
    now: datetime,
    code: str,
    values: Mapping[str, object],
    *,
    is_held: bool,
) -> None:
    """The house does not take it: a person has to look.

    Args:
        connection: a transaction of the order of writes.
        taken: what was tried.
        now: by the server's clock.
        code: why, as a code of `editor.errors`.
        values: what its sentence names.
        is_held: what was asked for meanwhile is no answer to it; else that is tried. A take-down
            always is.
    """
    row = connection.execute(_query_of(taken.article_id)).one_or_none()
    if row is None:
        return
    goes_on = row.n != taken.n and (row.is_urgent or not is_held)
    stage = Stage.WAITING if goes_on else Stage.PARKED
    told = {"stage": stage.value, "number": 0, "tries": 0, "at": iso(now)}
    why = {"code": code, "told": json.dumps(values, default=str)}
    connection.execute(_one(taken.article_id).values(**told, **why))
    tell(connection)


def hold(
    connection: Connection,
    held: Delivery,
    now: datetime,
    code: str,
    values: Mapping[str, object],
) -> None:
    """A person has to look before anything more goes out; a take-down goes out nevertheless."""
    why = {"code": code, "told": json.dumps(values, default=str)}
    change = _one(held.article_id).values(**why)
    connection.execute(change)
    if not held.is_urgent:
        told = {"stage": Stage.PARKED.value, "number": 0, "tries": 0, "at": iso(now)}
        connection.execute(_one(held.article_id).values(told))
    tell(connection)


def again(
    connection: Connection, taken: Delivery, at: datetime, code: str, values: Mapping[str, object]
) -> None:
    """Nobody knows whether the house has it: the same is tried again later."""
    change = _one(taken.article_id).values(code=code, told=json.dumps(values, default=str))
    connection.execute(change)
    # An act since then has set a time of its own.
    same = _one(taken.article_id).where(_delivery.c.n == taken.n)
    connection.execute(same.values(at=iso(at), tries=_delivery.c.tries + 1))
    if taken.code != code:
        tell(connection)


def rest(connection: Connection, at: datetime, *, is_urgent: bool) -> None:
    """The house cannot be told at all: what waits is tried at that time, not before."""
    waiting = sa.and_(_delivery.c.stage == Stage.WAITING.value, _delivery.c.at < iso(at))
    change = sa.update(_delivery).where(waiting, _delivery.c.is_urgent == is_urgent)
    connection.execute(change.values(at=iso(at)))


def restored(connection: Connection, now: datetime) -> None:
    """After a restore nobody knows what the house has had since: a person looks before it goes out.

    A take-down is done nevertheless.
    """
    is_waiting = _delivery.c.stage == Stage.WAITING.value
    change = sa.update(_delivery).where(is_waiting, ~_delivery.c.is_urgent)
    told = {"stage": Stage.PARKED.value, "at": iso(now), "code": RESTORED, "told": ""}
    connection.execute(change.values(told))


def retry(connection: Connection, now: datetime, article_id: str = "") -> int:
    """Let what was parked, or waits for another try, be tried now; how many there are.

    What others changed at the house is not written over: there a new edition is the answer.

    Args:
        connection: a transaction of the order of writes.
        now: by the server's clock.
        article_id: only this one; empty: all.
    """
    is_open = _delivery.c.stage != Stage.DONE.value
    change = sa.update(_delivery).where(is_open, _delivery.c.code != CHANGED)
    if article_id:
        change = change.where(_delivery.c.article_id == article_id)
    told = {"stage": Stage.WAITING.value, "at": iso(now), "tries": 0}
    return connection.execute(change.values(told)).rowcount


def all_of(connection: Connection, *, is_open: bool = False, since: str = "") -> list[Delivery]:
    """Every story that is to be brought or was, the one asked for first first.

    Args:
        connection: to read with.
        is_open: only those that wait or are parked.
        since: of those that are done only what was settled after this moment; empty: all.
    """
    query = sa.select(_delivery).order_by(_delivery.c.n)
    still = _delivery.c.stage != Stage.DONE.value
    if is_open or since:
        query = query.where(still if is_open else still | (_delivery.c.at > since))
    return [_read(row) for row in connection.execute(query)]


def count(connection: Connection) -> dict[Stage, int]:
    """How many there are at each stage."""
    query = sa.select(_delivery.c.stage, sa.func.count()).group_by(_delivery.c.stage)
    found = {row[0]: row[1] for row in connection.execute(query)}
    return {each: found.get(each.value, 0) for each in Stage}


def _is_due(now: datetime) -> sa.ColumnElement[bool]:
    return sa.and_(_delivery.c.stage == Stage.WAITING.value, _delivery.c.at <= iso(now))


def _one(article_id: str) -> sa.Update:
    return sa.update(_delivery).where(_delivery.c.article_id == article_id)


def _query_of(article_id: str) -> sa.Select[tuple[object, ...]]:
    return sa.select(_delivery).where(_delivery.c.article_id == article_id)


def _read(row: Row[tuple[object, ...]], *, number: int | None = None) -> Delivery:
    return Delivery(
        article_id=row.article_id,
        n=row.n,
        stage=Stage(row.stage),
        is_urgent=row.is_urgent,
        number=row.number if number is None else number,
        looks=row.looks,
        tries=row.tries,
        asked_at=row.asked_at,
        at=row.at,
        stands=row.stands,
        stood_at=row.stood_at,
        address=row.address,
        code=row.code,
        values=json.loads(row.told or "{}"),
    )
