# SPDX-License-Identifier: GPL-3.0-or-later
"""What comes back by hand into a window is merged with what stood there, and told."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QLocale

from editor import carrying
from editor.desk import Desk
from editor.settings import Settings, SettingsFile
from tests.ui.test_newsroom import Start, written

pytestmark = [
    pytest.mark.webengine,
    pytest.mark.qt_log_ignore("QRhiGles2", "Failed to create RHI", "GPUInfo", "propagateSizeHints"),
]
LONG_MS = 20_000


@pytest.fixture
def start(tmp_path, resources, icons, qapp, qtbot) -> Iterator[Start]:
    made = Start(tmp_path / "store", resources, icons, qtbot)
    SettingsFile(made.folder / "settings.toml").write(
        Settings(language="en", appearance="light", welcome_done=True, pen_name="Một Trần")
    )
    yield made
    made.close()
    QLocale.setDefault(QLocale.c())


def test_a_story_goes_out_on_a_stick_and_comes_back_merged(start, qtbot, tmp_path, resources):
    screen = start.settled()
    draft = written(start, screen, "Ferry late")
    room, stick = screen.newsroom, tmp_path / "stick.stet"
    carrying.write(room.desk, room.desk.articles.get(draft.id), stick)
    other = Desk.open(tmp_path / "other", resources=resources)
    story = carrying.take_in(other, stick, origin="t").article
    assert (story.headline, story.body) == ("Ferry late", "Nothing is lost.")
    other.articles.save(replace(story, body="Nothing is lost.\n\nNot here."), origin="t")
    carrying.write(other, other.articles.get(story.id), stick)
    other.close()
    room.bringing.take([stick])
    qtbot.waitUntil(lambda: "merged" in screen.window.toast.sentence, timeout=LONG_MS)
    assert room.desk.articles.get(draft.id).body.endswith("Not here.")
