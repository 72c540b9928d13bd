# SPDX-License-Identifier: GPL-3.0-or-later
"""Rates: what a newspaper pays for genres and pictures, as coefficients of one unit of money."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from editor.errors import Refused

ONE: Final = 100
"""The coefficient 1: coefficients are kept in hundredths, so that sums of them are exact."""
LARGEST: Final = 100 * ONE
"""No coefficient is larger; the largest that Vietnamese law knows is 50."""
DEAREST: Final = 1_000_000_000_000
"""No unit is worth more; in the smallest unit of its currency."""


@dataclass(frozen=True, slots=True)
class Genre:
    """One kind of story, and the coefficient that is paid for it, in hundredths."""

    key: str
    """Stable: `tin`, `phong-su`; what an article stores."""
    name: str
    coefficient: int = ONE
    """Where an editor set none for the story."""
    least: int = 0
    most: int = LARGEST
    is_photo: bool = False
    """A story told in pictures: its coefficient pays them too, so that none is paid by itself."""

    def may_have(self, coefficient: int) -> bool:
        """Whether a story of this genre may be given that coefficient, in hundredths."""
        return self.least <= coefficient <= self.most


@dataclass(frozen=True, slots=True)
class Rates:
    """What is paid at a newspaper; as it stands: nothing, for nobody reckons here."""

    genres: tuple[Genre, ...] = ()
    currency: str = ""
    """ISO 4217: `VND`, `GBP`."""
    unit_value: int = 0
    """What the coefficient 1 is worth, in the smallest unit of the currency: đồng, pence."""
    picture: int = 0
    """The coefficient of each picture in a story, in hundredths; 0: pictures are not paid."""

    def genre(self, named: str) -> Genre | None:
        """The genre of a key, or of a name as it is written on screen; None: there is none."""
        wanted = named.strip().casefold()
        known = (each for each in self.genres if wanted in {each.key, each.name.casefold()})
        return next(known, None)

    def genre_name(self, named: str) -> str:
        """A genre as people know it, or what an article has where it is none of the newspaper's."""
        known = self.genre(named)
        return named if known is None else known.name


def read_coefficient(text: str) -> int:
    """A coefficient as people write it, `2.5` or `2,5`, in hundredths.

    Raises:
        ValueError: it is none, finer than a hundredth, or larger than any.
    """
    whole, mark, part = text.strip().replace(",", ".").partition(".")
    digits = f"{whole}{part:0<2}"
    is_number = digits.isascii() and digits.isdigit() and bool(whole or part)
    if not is_number or len(part) > 2 or (mark and not part):
        raise ValueError(text)
    if (hundredths := int(digits)) > LARGEST:
        raise ValueError(text)
    return hundredths


def coefficient_text(hundredths: int) -> str:
    """A coefficient as a program writes it, with a point and no idle noughts: `2.5`, `-0.25`."""
    sign, (whole, part) = "-" if hundredths < 0 else "", divmod(abs(hundredths), ONE)
    return f"{sign}{whole}.{part:02d}".rstrip("0").rstrip(".")


def read_shares(text: str) -> tuple[tuple[str, int], ...]:
    """Shares as people write them, `Lan 60, Minh 40`: each name with its per cent.

    Raises:
        ValueError: one has no whole per cent behind its name.
    """
    found: list[tuple[str, int]] = []
    for each in filter(None, map(str.strip, text.split(","))):
        name, _, share = each.removesuffix("%").strip().rpartition(" ")
        if not name.strip() or not (share.isascii() and share.isdigit() and len(share) <= 3):
            raise ValueError(text)
        found.append((name.strip(), int(share)))
    return tuple(found)


def shares_text(shares: tuple[tuple[str, int], ...]) -> str:
    """Shares as `read_shares` reads them."""
    return ", ".join(f"{name} {share}" for name, share in shares)


def check(rates: Rates) -> Rates:
    """The rates, where they can hold.

    Raises:
        Refused: `rates.bad_genre` (`genre`, `field`) for one without key or name, with a key of
            another, or whose coefficients do not stand in their order; `rates.bad_money`
            (`field`).
    """
    for field, is_right in _money(rates):
        if not is_right:
            raise Refused("rates.bad_money", field=field)
    seen: set[str] = set()
    for genre in rates.genres:
        for field, is_right in _parts(genre, seen):
            if not is_right:
                raise Refused("rates.bad_genre", genre=genre.name or genre.key, field=field)
        seen.add(genre.key)
    return rates


def _money(rates: Rates) -> Iterable[tuple[str, bool]]:
    is_code = len(rates.currency) == 3 and rates.currency.isascii() and rates.currency.isupper()
    yield "currency", is_code or (not rates.currency and not rates.unit_value)
    yield "unit_value", 0 <= rates.unit_value <= DEAREST
    yield "picture", 0 <= rates.picture <= LARGEST


def _parts(genre: Genre, seen: set[str]) -> Iterable[tuple[str, bool]]:
    is_key = genre.key == genre.key.strip().casefold() and genre.key.isprintable()
    yield "key", bool(genre.key) and is_key and genre.key not in seen
    yield "name", bool(genre.name.strip())
    yield "least", 0 <= genre.least <= genre.most
    yield "most", genre.most <= LARGEST
    yield "coefficient", genre.may_have(genre.coefficient)
