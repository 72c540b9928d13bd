# SPDX-License-Identifier: GPL-3.0-or-later
"""The royalty sheet in the window: opened by its key, written into files, led back to a story."""

from functools import partial

import pytest
from PySide6.QtWidgets import QApplication

from editor.cms.memory import Memory
from editor.model.article import Author
from editor.model.workflow import Act
from editor.profiles import profile_to_doc
from tests.contracts.operations import act, create_article, done
from tests.ui.test_newsroom import Start, pytestmark, start
from ui.royalties import Royalties

__all__ = ["pytestmark", "start"]


@pytest.fixture
def opened(start: Start, qtbot):
    screen = start.settled()
    desk, room = screen.desk, screen.newsroom
    qtbot.waitUntil(lambda: desk.is_entered)
    site = Memory(profile=profile_to_doc(desk.profile), person="Lan")
    made = create_article(headline="Chợ nổi", authors=(Author("", "Một Trần"),), genre="tin")
    done(site, act(done(site, made), Act.PUBLISH))
    desk.use_site(site)
    desk.sync.once()
    screen.window.commands.ask("story.royalties")
    royalties = screen.window.findChild(Royalties)
    qtbot.waitUntil(lambda: royalties.panel.tree.topLevelItemCount() == 2)
    return screen, room, royalties, made.entity_id


def test_a_story_that_is_to_be_mended_is_opened_at_its_field(opened, qtbot):
    """The sheet goes away, and the hand is in the byline."""
    _screen, room, royalties, story = opened
    assert royalties.sheet.isVisible()
    tree = royalties.panel.tree
    tree.itemActivated.emit(tree.topLevelItem(0).child(0), 0)
    assert not royalties.sheet.isVisible()
    qtbot.waitUntil(lambda: room.work.draft is not None and room.work.draft.id == story)
    byline = room.work.fields.byline
    qtbot.waitUntil(lambda: byline.isAncestorOf(QApplication.focusWidget()))


def test_one_sheet_at_a_time_is_open(opened):
    """Whichever was asked for last."""
    screen, room, royalties, _story = opened
    screen.window.commands.ask("settings")
    assert not royalties.sheet.isVisible()
    screen.window.commands.ask("story.royalties")
    assert royalties.sheet.isVisible()
    assert not room.sheets["settings"].isVisible()


def test_it_is_written_as_a_table_and_as_it_is_printed(opened, qtbot, tmp_path):
    """With the ending that was meant, and a toast that says where."""
    screen, _room, royalties, _story = opened
    asked: list[str] = []

    def ask(named: str, _ending: str, *, answer: str) -> str:
        asked.append(named)
        return answer

    for button, ending, begins in (
        (royalties.panel.csv, ".csv", b"\xef\xbb\xbfTh"),
        (royalties.panel.pdf, ".pdf", b"%PDF-"),
    ):
        target = tmp_path / f"thang{ending}"
        royalties._ask = partial(ask, answer=str(target.with_suffix("")))
        button.click()
        qtbot.waitUntil(target.exists)
        qtbot.waitUntil(lambda name=target.name: name in screen.window.toast._words.text())
        assert target.read_bytes().startswith(begins)
    month = royalties.panel.shown.month
    assert asked == [f"Royalties {month}.csv", f"Royalties {month}.pdf"]
    royalties._ask = partial(ask, answer="")
    royalties.panel.pdf.click()
    assert len(list(tmp_path.glob("thang*"))) == 2
