# SPDX-License-Identifier: GPL-3.0-or-later
"""PURE: whether a person may pay a story so: editors alone, and within the range of its genre."""

from editor.errors import Refused
from editor.model.article import PAY_FIELDS, Article
from editor.model.rates import Rates, coefficient_text
from editor.model.workflow import EDITORS, Role


def check(before: Article, after: Article, rates: Rates, role: Role) -> None:
    """Refuse to change what a story is paid where a person may not.

    Raises:
        Refused: `royalties.editors_only`; `royalties.outside_range` with the genre, and the
            coefficients between which its stories lie.
    """
    changed = [name for name in PAY_FIELDS if getattr(before, name) != getattr(after, name)]
    if changed and role not in EDITORS:
        raise Refused("royalties.editors_only")
    if "royalty_coefficient" in changed:
        check_range(after.genre, after.royalty_coefficient, rates)


def check_range(genre: str, coefficient: int | None, rates: Rates) -> None:
    """Refuse a coefficient, in hundredths, that lies outside the range of a genre.

    Raises:
        Refused: `royalties.outside_range`.
    """
    known = rates.genre(genre)
    if coefficient is not None and known is not None and not known.may_have(coefficient):
        least, most = coefficient_text(known.least), coefficient_text(known.most)
        raise Refused("royalties.outside_range", genre=known.name, least=least, most=most)
