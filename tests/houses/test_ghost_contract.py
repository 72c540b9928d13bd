# SPDX-License-Identifier: GPL-3.0-or-later
"""What every house promises, kept by a Ghost and the ledger."""

import pytest

from editor.model.operation import Entity
from tests.contracts.operations import create_article, done, patch, rejected
from tests.houses.contract import ForeignContract
from tests.houses.stage import MODE


class TestGhost(ForeignContract):
    """A real one, or its conversations as they were written down."""

    writer = "minh"

    @pytest.mark.skipif(MODE != "real", reason="so many words are not kept in a file")
    def test_a_very_long_story_goes_through(self, site):
        """A book of many paragraphs would keep the whole house from answering anybody."""
        body = "Một đoạn dài về chợ nổi.\n\n" * 2_000
        made = done(site, create_article(body=body))
        assert site.fetch(Entity.ARTICLE, made.entity_id).doc["body"] == body
        assert rejected(site, patch(made, headline="x" * 256)).code == "too_long"
