# SPDX-License-Identifier: GPL-3.0-or-later
"""Newsrooms by their seeds, the first half: whatever happens, all agree and nothing is lost."""

import pytest

from tests.machines.properties import prove
from tests.machines.seeds import some


@pytest.mark.timeout(600)
@pytest.mark.parametrize("seeds", some(0), ids=str)
def test_newsrooms(seeds):
    """STET_SEED=n STET_SEEDS=1 replays the seed that a failure names."""
    for seed in seeds:
        prove(seed)
