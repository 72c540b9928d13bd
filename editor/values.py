# SPDX-License-Identifier: GPL-3.0-or-later
"""PURE: values of a written form, read with care: texts, times, numbers, lists.

Each takes the name of the field that it is read for, and raises `Damaged` (`wire.bad_field` with
that name) for what is not of its kind.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import cast

from editor.errors import Damaged


def mapping(name: str, value: object) -> Mapping[str, object]:
    """A mapping."""
    if not isinstance(value, dict):
        raise Damaged("wire.bad_field", field=name)
    return cast("Mapping[str, object]", value)


def listed(name: str, value: object) -> list[object]:
    """A list."""
    if not isinstance(value, list):
        raise Damaged("wire.bad_field", field=name)
    return cast("list[object]", value)


def text(name: str, value: object) -> str:
    """A text."""
    if not isinstance(value, str):
        raise Damaged("wire.bad_field", field=name)
    return value


def texts(name: str, value: object) -> tuple[str, ...]:
    """A list of texts."""
    return tuple(text(name, each) for each in listed(name, value))


def time(name: str, value: object) -> datetime | None:
    """An aware UTC time out of ISO 8601 with its zone; None is none."""
    if value is None:
        return None
    try:
        read = datetime.fromisoformat(text(name, value))
        if read.tzinfo is None:
            raise Damaged("wire.bad_field", field=name)
        return read.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise Damaged("wire.bad_field", field=name) from error


def whole(name: str, value: object) -> int:
    """A whole number; a truth value is none."""
    if not isinstance(value, int) or isinstance(value, bool):
        raise Damaged("wire.bad_field", field=name)
    return value


def optional_whole(name: str, value: object) -> int | None:
    """A whole number, or None."""
    return None if value is None else whole(name, value)


def optional_text(name: str, value: object) -> str | None:
    """A text, or None."""
    return None if value is None else text(name, value)


def yes(name: str, value: object) -> bool:
    """True or false, and nothing that is merely like it."""
    if not isinstance(value, bool):
        raise Damaged("wire.bad_field", field=name)
    return value


def fraction(name: str, value: object) -> float:
    """A number."""
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise Damaged("wire.bad_field", field=name)
    return float(value)
