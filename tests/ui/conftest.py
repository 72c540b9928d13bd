# SPDX-License-Identifier: GPL-3.0-or-later
"""What tests of the screen stand on: a theme, the door to the threads, the words in English."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ui import words
from ui.tasks import Tasks
from ui.theme import Theme

RESOURCES = Path(__file__).parents[2] / "resources"


@pytest.fixture
def resources() -> Path:
    return RESOURCES


@pytest.fixture
def tasks(qapp) -> Iterator[Tasks]:
    door = Tasks()
    yield door
    door.close()


@pytest.fixture
def theme(qapp) -> Iterator[Theme]:
    words.speak("en", RESOURCES)
    made = Theme(RESOURCES)
    made.choose(appearance="light")
    yield made
    made.choose(appearance="system")
