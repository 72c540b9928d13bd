# SPDX-License-Identifier: GPL-3.0-or-later
"""What tests of the screen stand on: a theme, the door to the threads, the words in English."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication

from ui import words
from ui.tasks import Tasks
from ui.theme import Theme

RESOURCES = Path(__file__).parents[2] / "resources"


@pytest.fixture(scope="session", autouse=True)
def _clipboard_is_left() -> Iterator[None]:
    """Data that Python made must not outlive Python: Qt would fall over it at the end."""
    yield
    if QGuiApplication.instance() is not None:
        QGuiApplication.clipboard().clear()


@pytest.fixture
def resources() -> Path:
    return RESOURCES


@pytest.fixture(scope="session")
def icons(tmp_path_factory) -> Path:
    """Where drawn icons are kept: as at every start but the first, they are there already."""
    return tmp_path_factory.mktemp("icons")


@pytest.fixture
def tasks(qapp) -> Iterator[Tasks]:
    door = Tasks()
    yield door
    door.close()


@pytest.fixture
def theme(qapp, icons) -> Iterator[Theme]:
    words.speak("en", RESOURCES)
    made = Theme(RESOURCES, cache=icons)
    made.choose(appearance="light")
    yield made
    made.choose(appearance="system")
