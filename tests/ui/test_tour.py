# SPDX-License-Identifier: GPL-3.0-or-later
"""The hands of the tour: real key events, composed words, and a step that fails says so."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QPlainTextEdit

from editor.desk import Desk
from editor.errors import Refused
from ui import tour
from ui.tour import Tour

pytestmark = [
    pytest.mark.webengine,
    pytest.mark.qt_log_ignore("QRhiGles2", "Failed to create RHI", "GPUInfo", "propagateSizeHints"),
]


@pytest.fixture
def hands(tmp_path, resources, qapp) -> Iterator[Tour]:
    desk = Desk.open(tmp_path / "store", resources=resources)
    made = Tour(desk, tmp_path)
    yield made
    made.close()
    desk.close()


def test_vietnamese_arrives_letter_by_letter(hands, qtbot):
    field = QPlainTextEdit()
    qtbot.addWidget(field)
    with qtbot.waitExposed(field):
        field.show()
    hands._compose(field, "Nước", " ")
    hands._type(field, "rút khỏi bậc đá.\n“Ấ Ậ Ỗ Ặ”")
    assert field.toPlainText() == "Nước rút khỏi bậc đá.\n“Ấ Ậ Ỗ Ặ”"


def test_it_opens_welcomes_and_writes(hands, tmp_path):
    """The first steps, on a store of its own; the whole is run by `main.py tour`."""
    hands.open()
    hands.welcome()
    hands.write()
    assert (tmp_path / "screens" / "welcome.png").stat().st_size > 1000
    stored = hands._desk.articles.get(hands._draft.id)
    assert stored.body.startswith("Nước rút khỏi bậc đá")
    assert stored.headline == hands._story["headline"]


def test_a_step_that_fails_is_named(hands, monkeypatch):
    monkeypatch.setattr(tour, "STEP_S", 0.05)
    with pytest.raises(Refused) as told:
        hands._until("published", lambda: False)
    assert (told.value.code, told.value.values) == ("tour.failed", {"step": "published"})


def test_the_story_of_the_tour_is_whole(hands, resources):
    story = hands._story
    for name in ("kicker", "headline", "standfirst", "category", "body", "tags"):
        assert story[name]
    for picture in story["pictures"]:
        assert (resources / "samples" / picture["source"]).exists()
        assert picture["after"] in story["body"]
        assert picture["caption"] != picture["file"]
