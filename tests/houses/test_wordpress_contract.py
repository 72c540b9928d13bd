# SPDX-License-Identifier: GPL-3.0-or-later
"""What every house promises, kept by a WordPress and the ledger."""

import pytest

from tests.houses.contract import ForeignContract
from tests.houses.stage import MODE


class TestWordpress(ForeignContract):
    """A real one, or its conversations as they were written down."""

    writer = "hoa"

    @pytest.mark.skipif(MODE != "real", reason="eleven megabytes are not kept in a file")
    def test_a_very_long_story_goes_through(self, site):
        super().test_a_very_long_story_goes_through(site)
