# SPDX-License-Identifier: GPL-3.0-or-later
"""PURE: sums of money parted to the last đồng: the parts of a sum always add up to it."""

from collections.abc import Sequence

from editor.model.rates import ONE


def worth(coefficient: int, unit_value: int) -> int:
    """What a coefficient is worth, in the smallest unit of the currency; halves go up.

    Args:
        coefficient: in hundredths.
        unit_value: of the coefficient 1.
    """
    return (coefficient * unit_value + ONE // 2) // ONE


def parted(whole: int, weights: Sequence[int]) -> list[int]:
    """A sum parted by weights, to those with the largest remainders what is left over.

    Args:
        whole: 0 or more.
        weights: 0 or more each; where all are 0, the parts are equal.

    Returns:
        A part for each weight. They add up to the whole, and none is off by a unit.
    """
    if not weights:
        return []
    shares = list(weights) if any(weights) else [1] * len(weights)
    every = sum(shares)
    parts = [whole * each // every for each in shares]
    order = sorted(range(len(shares)), key=lambda at: (-(whole * shares[at] % every), at))
    for at in order[: whole - sum(parts)]:
        parts[at] += 1
    return parts
