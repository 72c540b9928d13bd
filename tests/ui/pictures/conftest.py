# SPDX-License-Identifier: GPL-3.0-or-later
"""A desk with real pictures, the door to the threads, and a theme."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.builders import an_article
from tests.ui.pictures.stand_ins import DeskWithPictures, OpenDraft
from ui.tasks import Tasks
from ui.theme import Theme

RESOURCES = Path(__file__).parents[3] / "resources"


@pytest.fixture
def desk(tmp_path: Path) -> DeskWithPictures:
    return DeskWithPictures(tmp_path / "desk")


@pytest.fixture
def tasks(qapp) -> Iterator[Tasks]:
    door = Tasks()
    yield door
    door.close()


@pytest.fixture
def theme(qapp) -> Theme:
    return Theme(RESOURCES)


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
