# SPDX-License-Identifier: GPL-3.0-or-later
"""Which newsrooms are simulated: STET_SEED is the first, STET_SEEDS says how many."""

import os

FIRST = int(os.environ.get("STET_SEED", "0"))
SEEDS = int(os.environ.get("STET_SEEDS", "300"))
AT_ONCE = 10
"""So many in one test."""


def some(remainder: int) -> list[range]:
    """Every second handful of seeds: each half is a file of its own, for a process of its own."""
    last = FIRST + SEEDS
    handfuls = [range(first, min(first + AT_ONCE, last)) for first in range(FIRST, last, AT_ONCE)]
    return handfuls[remainder::2]
