# SPDX-License-Identifier: GPL-3.0-or-later
"""A desk with real pictures, and articles open on it."""

from pathlib import Path

import pytest

from tests.builders import an_article
from tests.ui.pictures.stand_ins import DeskWithPictures, OpenDraft


@pytest.fixture
def desk(tmp_path: Path) -> DeskWithPictures:
    return DeskWithPictures(tmp_path / "desk")


@pytest.fixture
def draft(qapp) -> OpenDraft:
    """An article without pictures."""
    return OpenDraft(an_article())


@pytest.fixture
def illustrated(qapp, desk: DeskWithPictures) -> OpenDraft:
    """An article with four pictures, the second captioned."""
    pictures = [desk.take(number) for number in range(1, 5)]
    shown = OpenDraft(an_article(), tuple(pictures))
    shown.set_placement(pictures[1].sha256, caption="Ghe về bến.")
    return shown
