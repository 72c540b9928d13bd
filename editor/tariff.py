# SPDX-License-Identifier: GPL-3.0-or-later
"""PURE: rates as they are written: in the TOML of a site profile, and over the wire."""

from collections.abc import Mapping
from decimal import Decimal
from typing import cast

from editor import values
from editor.errors import Damaged, Refused
from editor.model.rates import ONE, Genre, Rates, check

_COEFFICIENTS = ("coefficient", "least", "most")


def from_doc(value: object) -> Rates:
    """Rates from their written form, in which coefficients are hundredths.

    Raises:
        Damaged: `wire.bad_field`.
    """
    row = values.mapping("rates", value)
    genres = row.get("genres", [])
    if not isinstance(genres, list | tuple):
        raise Damaged("wire.bad_field", field="rates")
    try:
        return check(
            Rates(
                tuple(_genre(values.mapping("rates", each)) for each in genres),
                values.text("rates", row.get("currency", "")),
                values.whole("rates", row.get("unit_value", 0)),
                values.whole("rates", row.get("picture", 0)),
            )
        )
    except Refused as error:
        raise Damaged("wire.bad_field", field="rates") from error


def from_table(table: Mapping[str, object]) -> Rates:
    """Rates from a site profile's `[royalties]` and `[[genres]]`, where coefficients are decimal.

    Raises:
        Refused: `rates.bad_genre`, `rates.bad_money`: see `editor.model.rates.check`.
    """
    money, genres = table.get("royalties", {}), table.get("genres", [])
    if not isinstance(money, dict) or not isinstance(money.get("currency", ""), str):
        raise Refused("rates.bad_money", field="currency")
    if not isinstance(unit := money.get("unit_value", 0), int) or isinstance(unit, bool):
        raise Refused("rates.bad_money", field="unit_value")
    picture = _hundredths(money.get("picture", 0))
    if picture is None:
        raise Refused("rates.bad_money", field="picture")
    if not isinstance(genres, list):
        raise Refused("rates.bad_genre", genre="", field="genres")
    kinds = tuple(_kind(cast("Mapping[str, object]", each)) for each in genres)
    return check(Rates(kinds, money.get("currency", ""), unit, picture))


def _genre(row: Mapping[str, object]) -> Genre:
    given = {name: values.whole("rates", row[name]) for name in _COEFFICIENTS if name in row}
    return Genre(
        values.text("rates", row.get("key")),
        values.text("rates", row.get("name")),
        **given,
        is_photo=values.yes("rates", row.get("is_photo", False)),
    )


def _kind(row: Mapping[str, object]) -> Genre:
    name = str(row.get("name", row.get("key", "")))
    for field, kind in (("key", str), ("name", str), ("is_photo", bool)):
        if not isinstance(row.get(field, kind()), kind):
            raise Refused("rates.bad_genre", genre=name, field=field)
    given = {each: _hundredths(row[each]) for each in _COEFFICIENTS if each in row}
    for field, hundredths in given.items():
        if hundredths is None:
            raise Refused("rates.bad_genre", genre=name, field=field)
    return Genre(
        str(row.get("key", "")),
        str(row.get("name", "")),
        **cast("dict[str, int]", given),
        is_photo=row.get("is_photo") is True,
    )


def _hundredths(value: object) -> int | None:
    """A coefficient such as 2.5, in hundredths; None for what is none, or is finer than that."""
    if not isinstance(value, int | float) or isinstance(value, bool):
        return None
    # By its decimal spelling: 0.29 times a hundred is no whole number of floating point.
    whole = Decimal(str(value)) * ONE
    return int(whole) if whole.is_finite() and whole == int(whole) else None
