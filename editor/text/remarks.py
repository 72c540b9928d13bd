# SPDX-License-Identifier: GPL-3.0-or-later
"""PURE: remarks of two sides made one: nothing is lost, and what is settled stays so."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

Row = Mapping[str, Any]
"""A remark by its fields, in the written form or as `rows` gives it."""


def merge(base: Iterable[Row], mine: Iterable[Row], theirs: Iterable[Row]) -> list[Row]:
    """All remarks of both sides, in the order in which they were made.

    A remark that one side does not have stays. Replies of both stand. Of anything else the side
    that changed it is right; where both did, settled wins over open, and else the choice is the
    same on every laptop, whoever is `mine`.
    """
    was, here, there = ({str(row.get("id")): row for row in side} for side in (base, mine, theirs))
    ids = dict.fromkeys((*there, *here, *was))
    rows = [_one(was.get(key), here.get(key), there.get(key)) for key in ids]
    return sorted(rows, key=_order)


def rows(remarks: Iterable[object]) -> list[Row]:
    """Remarks of the model by their fields, to be merged; `Remark(**row)` makes one again."""
    return [_fields(each) for each in remarks]


def _one(base: Row | None, mine: Row | None, theirs: Row | None) -> Row:
    if mine is None or theirs is None:
        return mine or theirs or base or {}
    was: Row = base or {}
    return {
        name: _RULES.get(name, _changed)(was.get(name), mine.get(name), theirs.get(name))
        for name in dict.fromkeys((*theirs, *mine))
    }


def _changed(base: object, mine: object, theirs: object) -> object:
    """What the one side made of it that changed it; where both did, the same of both everywhere."""
    if theirs in (base, mine):
        return mine
    return theirs if mine == base else max(mine, theirs, key=_spelt)


def _settled(base: object, mine: object, theirs: object) -> object:
    """Settled wins over open; of two that settled it the earlier."""
    if base in (mine, theirs) or mine is None or theirs is None:
        return _changed(base, mine, theirs) if base in (mine, theirs) else mine or theirs
    return min(mine, theirs, key=lambda each: (str(_fields(each).get("at")), _spelt(each)))


def _replies(_base: object, mine: Iterable[object], theirs: Iterable[object]) -> object:
    """All of both, each once, in the order in which they were made."""
    told = [(_fields(each), each) for each in (*theirs, *mine)]
    one = {str(row.get("id")): (row, each) for row, each in sorted(told, key=_by_spelling)}
    made = [each for _row, each in sorted(one.values(), key=lambda pair: _order(pair[0]))]
    return tuple(made) if isinstance(mine, tuple) else made


def _by_spelling(pair: tuple[Row, object]) -> str:
    return _spelt(pair[0])


def _order(row: Row) -> tuple[str, str]:
    return str(row.get("at")), str(row.get("id"))


def _spelt(value: object) -> str:
    named = _fields(value)
    return repr(sorted(named.items(), key=str)) if named else repr(value)


def _fields(value: object) -> Row:
    """A value by its fields, one floor deep; nothing for what has none."""
    if isinstance(value, Mapping):
        return value
    if not is_dataclass(value):
        return {}
    return {each.name: getattr(value, each.name) for each in fields(value)}


_RULES: Mapping[str, Callable[[Any, Any, Any], object]] = {
    "settled": _settled,
    "replies": _replies,
}
